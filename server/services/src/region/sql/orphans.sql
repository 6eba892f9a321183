select s.line
from region_stage s
where not exists (
    select from regions r
    where r.code = s.code and (r.edition = s.edition or s.ended is null and r.valid_upto is null))
order by s.line
