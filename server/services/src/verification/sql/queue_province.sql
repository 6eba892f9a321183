with page as (
    select id, receipt, sent_name, sent_kind, sent_region_path, state, submitted_at, due_on, decided_at,
           holder_id, holder_name, lease_until
      from institutions
     where province = $1
       and state = $2
       and (due_on, id) > ($3, $4)
     order by due_on, id
     -- A sub-select: with the number itself PostgreSQL reads all that is left instead of a page of the index.
     limit (select $5::bigint)
),
looked as (
    insert into access_log (account_id, account_name, tenant_id, office, look, ids)
    select $6, $7, $8, $9, $10, array(select id from page)
)
select id, receipt, sent_name as "name!", sent_kind as "kind!", sent_region_path as region_path, state,
       submitted_at, due_on, decided_at, holder_id, holder_name, lease_until
  from page
 order by due_on, id
