-- `case` and not `coalesce`, which PostgreSQL takes for something that may leak: behind row-level security it
-- would be compared row by row and not in the index.
with page as (
    select id, receipt, sent_name, sent_kind, sent_region_path, state, submitted_at, due_on, decided_at,
           holder_id, holder_name, lease_until, case when decided_at is null then submitted_at else decided_at end as place
      from institutions
     where province = $1
       and state = $2
       and (case when decided_at is null then submitted_at else decided_at end, id) < ($3, $4)
     order by case when decided_at is null then submitted_at else decided_at end desc, id desc
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
 order by place desc, id desc
