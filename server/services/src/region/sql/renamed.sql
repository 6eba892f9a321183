insert into region_successors (old_code, old_edition, new_code)
select o.code, o.edition, n.code
from region_stage s
join regions n on n.code = s.code and n.edition = s.edition and n.valid_upto is null
join regions o on o.code = n.code and o.valid_upto = n.valid_from
on conflict do nothing
