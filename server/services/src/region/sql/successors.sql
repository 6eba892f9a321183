-- A successor may itself have ended since: the chain is followed to regions that exist.
with recursive chain as (
    select s.old_code, s.old_edition, s.new_code, 1 as steps
    from unnest($1::text[], $2::text[]) e (code, edition)
    join region_successors s on s.old_code = e.code and s.old_edition = e.edition
    union
    select c.old_code, c.old_edition, s.new_code, c.steps + 1
    from chain c
    join lateral (
        select o.code, o.edition
        from regions o
        where o.code = c.new_code
          and not exists (select from regions n where n.code = o.code and n.valid_upto is null)
        order by o.edition desc
        limit 1
    ) o on true
    join region_successors s on s.old_code = o.code and s.old_edition = o.edition
    where c.steps < 8
)
select distinct c.old_code as "old_code!", c.old_edition as "old_edition!", r.code, r.path
from chain c
join regions r on r.code = c.new_code and r.valid_upto is null
order by r.code
