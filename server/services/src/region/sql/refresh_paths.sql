update regions r
set path = f.path, search_key = f.search_key
from (
    select
        s.code,
        case s.level
            when 1 then s.label
            when 2 then s.label || ', ' || p.name
            else s.label || ', ' || p.path
        end as path,
        concat_ws(' ', s.own_key, p.search_key) as search_key
    from region_stage s
    left join regions p on p.code = s.parent_code and p.valid_upto is null
    where s.level = $1
) f
where r.code = f.code
  and r.valid_upto is null
  and (r.path, r.search_key) is distinct from (f.path, f.search_key)
