-- The newest version of each kind. Nothing of a person has come back from an office yet.
select d.id,
       d.kind,
       d.state,
       d.number,
       d.file_name,
       d.size,
       d.sha256,
       d.received_at,
       d.refusal,
       d.pages,
       d.width,
       d.height,
       d.hints,
       p.state as owner_state,
       null::timestamptz as returned_at,
       null::integer as return_seq,
       null::bytea as return_detail
  from documents d
  join persons p on p.id = d.person_id
 where d.owner_id = $1
   and d.number = (select max(n.number)
                     from documents n
                    where n.owner_id = d.owner_id
                      and n.kind = d.kind)
 order by d.kind
