-- The newest version of each kind ($2: of those that had come when the file was last sent), the round it
-- belongs to, and the reason while it is returned.
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
       i.state as owner_state,
       (select max(e.at)
          from institution_events e
         where e.institution_id = i.id
           and e.action = 'return') as returned_at,
       r.seq as "return_seq?",
       r.detail as "return_detail?"
  from documents d
  join institutions i on i.id = d.institution_id
  left join lateral (select e.seq, e.detail
                       from document_events e
                      where e.document_id = d.id
                        and e.action = 'return'
                        and d.state = 'returned'
                      order by e.seq desc
                      limit 1) r on true
 where d.owner_id = $1
   and d.number = (select max(n.number)
                     from documents n
                    where n.owner_id = d.owner_id
                      and n.kind = d.kind
                      and (not $2 or n.received_at <= i.submitted_at))
 order by d.kind
