select w.typed as "typed!", s.word
from unnest($1::text[]) w (typed)
cross join lateral (
    select d.word
    from region_words d
    where d.word % w.typed
    order by similarity(d.word, w.typed) desc, d.word
    limit 5
) s
where not exists (
    select from region_words k where k.word >= w.typed and k.word < w.typed || chr(1114111))
