with
folded as (
    select i.id, i.state, i.version, i.receipt,
           count(e.seq) as events, max(e.seq) as newest, min(e.seq) as oldest,
           (array_agg(e.to_state order by e.seq desc))[1] as last_state,
           bool_or(e.action = 'submit') as sent,
           count(*) filter (where e.to_state = any ($2)) as decisions
      from institutions i left join institution_events e on e.institution_id = i.id
     group by i.id),
folded_papers as (
    select d.id, d.state, d.version, count(e.seq) as events, max(e.seq) as newest,
           (array_agg(e.to_state order by e.seq desc))[1] as last_state
      from documents d left join document_events e on e.document_id = d.id
     group by d.id),
chain as (
    select e.institution_id as id, e.seq, e.from_state, e.to_state, e.prev_hash, e.hash,
           lag(e.hash) over w as before, lag(e.to_state) over w as state_before,
           sha256(e.prev_hash || convert_to(concat_ws('|', e.institution_id, e.seq, e.from_state, e.action,
               e.to_state, e.actor_id, e.actor_name, e.actor_office, extract(epoch from e.at)), 'UTF8')
               || coalesce(e.detail, '\x'::bytea)) as should
      from institution_events e
    window w as (partition by e.institution_id order by e.seq)),
paper_chain as (
    select e.document_id as id, e.seq, e.from_state, e.to_state, e.prev_hash, e.hash,
           lag(e.hash) over w as before, lag(e.to_state) over w as state_before,
           sha256(e.prev_hash || convert_to(concat_ws('|', e.document_id, e.seq, e.from_state, e.action,
               e.to_state, e.actor_id, e.actor_name, e.actor_office, extract(epoch from e.at)), 'UTF8')
               || coalesce(e.detail, '\x'::bytea)) as should
      from document_events e
    window w as (partition by e.document_id order by e.seq)),
counted as (
    select regency as reach, state, count(*)::integer as n from institutions where reach <> '' group by 1, 2),
found (invariant, row) as (
    select 'I1', 'institutions ' || id from folded where (receipt is not null) <> coalesce(sent, false)
    union all
    select 'I4', 'institutions ' || id from folded
     where version <> coalesce(newest, 0) or events <> coalesce(newest, 0)
        or state <> coalesce(last_state, 'draft')
    union all
    select 'I4', 'institutions ' || id || ' decided twice' from folded where decisions > 1
    union all
    select 'I4', 'documents ' || id from folded_papers
     where version <> coalesce(newest, 0) or events <> coalesce(newest, 0)
        or state <> coalesce(last_state, 'received')
    union all
    select 'I4', 'institution_events ' || id || ' ' || seq from chain
     where from_state <> coalesce(state_before, 'draft')
    union all
    select 'I4', 'document_events ' || id || ' ' || seq from paper_chain
     where from_state <> coalesce(state_before, 'received')
    union all
    select 'I7', 'institution_events ' || id || ' ' || seq from chain
     where hash <> should or prev_hash <> coalesce(before, '\x'::bytea)
    union all
    select 'I7', 'document_events ' || id || ' ' || seq from paper_chain
     where hash <> should or prev_hash <> coalesce(before, '\x'::bytea)
    union all
    select 'I2', 'documents ' || owner_id || ' ' || kind from documents
     where state <> 'replaced' group by owner_id, kind having count(*) > 1
    union all
    select 'I3', 'documents ' || id || ' without pages' from documents
     where state in ('ready', 'accepted', 'returned') and pages is null
    union all
    select 'I9', 'institution_counts ' || coalesce(c.reach, k.reach) || ' ' || coalesce(c.state, k.state)
      from counted c full join institution_counts k on k.reach = c.reach and k.state = c.state
     where coalesce(c.n, 0) <> coalesce(k.n, 0)
)
select invariant as "invariant!", row as "row!" from found order by 1, 2 limit $1
