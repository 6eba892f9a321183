select
    id,
    full_name,
    name_key,
    nik_head,
    nik_tail,
    sex,
    birth_date,
    birth_precision,
    missing as "missing!"
from persons
where tenant_id = $1 and (name_key, id) > ($2, $3)
order by name_key, id
limit $4
