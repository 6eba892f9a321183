-- Who is meant is read off the index alone; only the rows that are shown are fetched. Row-level security lets no
-- `like` into an index, so the names of one list are compared one by one. A name that is written apart is found
-- written together (`nuraini` for "Nur'aini").
with page as materialized (
    select id
    from persons
    where tenant_id = $1 and (name_key, id) > ($2, $3) and missing >= $5
      and (name_key like all ($6) or replace(name_key, ' ', '') like $7)
    order by name_key, id
    limit $4
)
select
    p.id,
    p.full_name,
    p.name_key,
    p.nik_head,
    p.nik_tail,
    p.sex,
    p.birth_date,
    p.birth_precision,
    p.missing as "missing!"
from page
join persons p using (id)
order by p.name_key, p.id
