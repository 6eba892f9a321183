update regions r
set name = s.name, kind = s.kind, name_key = s.name_key, own_key = s.own_key
from region_stage s
where s.code = r.code
  and s.ended is null
  and r.valid_upto is null
  and replace(s.name_key, ' ', '') = replace(r.name_key, ' ', '')
  and (s.name, s.kind) is distinct from (r.name, r.kind)
