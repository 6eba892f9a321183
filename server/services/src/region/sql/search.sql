-- Bigger regions first, but a name that is meant exactly rises, and one that ended sinks; what is equally
-- good is spread over the provinces, because of a name that hundreds share.
with named as materialized (
    select r.*
    from regions r
    where array_to_tsvector(string_to_array(r.own_key, ' ')) @@ $2::text::tsquery
      and ($3::smallint is null or r.level = $3)
), matching as (
    select n.*, replace(n.name_key, ' ', '') as squeezed
    from named n
    where $1 = $2 or array_to_tsvector(string_to_array(n.search_key, ' ')) @@ $1::text::tsquery
), wished as (
    select m.*, $7::smallint is null or (m.level = $7 and starts_with(m.kind, $8)) as fits
    from matching m
), ranked as (
    select
        w.*,
        2 * w.level
        + case
            when w.squeezed = $5 or (w.squeezed = $6 and w.fits) then 0
            when w.squeezed = $6 or string_to_array(w.name_key, ' ') <@ $4 then 1
            when starts_with(w.squeezed, $5) or starts_with(w.squeezed, $6) then 2
            else 5
        end
        + case when w.fits then 0 else 2 end
        + case when w.valid_upto is null then 0 else 4 end as rank
    from wished w
), spread as (
    select r.*, row_number() over (partition by r.rank, left(r.code, 2) order by r.code) as turn
    from ranked r
)
select code, edition, level, kind, name, path, valid_upto is null as "current!"
from spread
order by rank, turn, code
limit $9
