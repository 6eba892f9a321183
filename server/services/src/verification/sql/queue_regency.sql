with page as (
    select id, receipt, name, kind, region_path, state, submitted_at, due_on, decided_at, holder_id, holder_name,
           lease_until
      from institutions
     where regency = $1
       and state = $2
       and (due_on, id) > ($3, $4)
     order by due_on, id
     limit $5
),
looked as (
    insert into access_log (account_id, account_name, tenant_id, office, look, ids)
    select $6, $7, $8, $9, $10, array(select id from page)
)
select id, receipt, name, kind, region_path, state, submitted_at, due_on, decided_at, holder_id, holder_name,
       lease_until
  from page
 order by due_on, id
