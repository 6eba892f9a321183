-- Every version that came, and every move it made. A version that came has no event of its own.
select d.id as "id!",
       d.kind as "kind!",
       d.number as "number!",
       d.refusal,
       0 as "seq!",
       '' as "action!",
       d.received_at as "at!",
       '' as "actor_name!",
       '' as "actor_office!",
       null::bytea as detail
  from documents d
 where d.owner_id = $1
 union all
select d.id,
       d.kind,
       d.number,
       d.refusal,
       e.seq,
       e.action,
       e.at,
       e.actor_name,
       e.actor_office,
       e.detail
  from document_events e
  join documents d on d.id = e.document_id
 where d.owner_id = $1
 order by 7 desc, 3 desc, 5 desc
 limit $2
