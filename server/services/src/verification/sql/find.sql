-- Every entry of the area in `institutions_area_search` is compared, and only what was found is fetched. The area
-- is row-level security's too; here it is said once more, so that the search does not depend on one wall.
with found as (
    select s.id, starts_with(s.words, $5) as first, s.name
      from (select id,
                   sent_name as name,
                   lower(translate(
                       case when octet_length(sent_name) = length(sent_name) then sent_name
                            else regexp_replace(normalize(sent_name, nfkd), '[\u0300-\u036f]', '', 'g') end,
                       '''’‘`´ʼ', '')) as words,
                   lower(receipt) as number
              from institutions
             where reach <> ''
               and reach >= $1
               and reach < $2) s
     where (s.number || ' ' || s.words) ~ all ($3)
        or position($4 in translate(s.words, ' -.,/"()', '')) > 0
     order by first desc, s.name, s.id
     limit $6
),
looked as (
    insert into access_log (account_id, account_name, tenant_id, office, look, ids)
    select $7, $8, $9, $10, $11, array(select id from found)
)
select i.id, i.receipt, i.sent_name as "name!", i.sent_kind as "kind!", i.sent_region_path as region_path, i.state,
       i.submitted_at, i.due_on, i.decided_at, i.holder_id, i.holder_name, i.lease_until
  from found f
  join institutions i on i.id = f.id
 order by f.first desc, f.name, f.id
