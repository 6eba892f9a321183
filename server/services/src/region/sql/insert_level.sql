-- The region around an entry is the one that held its code when the entry last held.
insert into regions
    (code, edition, level, kind, name, parent_code, path, valid_from, valid_upto, name_key, own_key,
     search_key)
select
    s.code,
    s.edition,
    s.level,
    s.kind,
    s.name,
    s.parent_code,
    case s.level
        when 1 then s.label
        when 2 then s.label || ', ' || p.name
        else s.label || ', ' || p.path
    end,
    since.valid_from,
    upto.valid_from,
    s.name_key,
    s.own_key,
    concat_ws(' ', s.own_key, p.search_key)
from region_stage s
join region_editions since on since.edition = s.edition
left join region_editions upto on upto.edition = s.ended
left join regions p
    on p.code = s.parent_code
   and p.valid_from < coalesce(upto.valid_from, 'infinity')
   and coalesce(p.valid_upto, 'infinity') >= coalesce(upto.valid_from, 'infinity')
where s.level = $1
  and (s.level = 1 or p.code is not null)
  and (s.ended is not null or not exists (
        select from regions o where o.code = s.code and o.valid_upto is null))
order by s.code
on conflict (code, edition) do nothing
