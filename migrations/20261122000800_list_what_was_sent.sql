-- An office's lists show what was sent, as its case does: a sponsor who corrects a returned file must not change the
-- name under which its officers know it, nor show them what is not sent yet. The trigger copies name, kind and place at
-- the moment of sending; nobody else may write the copies. What was sent before is taken as it stands now. The rest of
-- the function is that of 20261122000300; owner and rights stay. Rewrites no more than the files that were sent.
set local lock_timeout = '2s';

alter table institutions
    add column sent_name text,
    add column sent_kind text,
    add column sent_region_path text;
alter table institutions no force row level security;
update institutions
   set sent_name = name, sent_kind = kind, sent_region_path = coalesce(region_path, '')
 where reach <> '';
alter table institutions force row level security;
alter table institutions add constraint institutions_sent_check check (
    reach = '' or (sent_name is not null and sent_kind is not null and sent_region_path is not null));

drop index institutions_area_search;
create index institutions_area_search on institutions (reach) include (id, receipt, sent_name) where reach <> '';

create or replace function institution_event_moves() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    i record;
    moved integer;
begin
    select tenant_id, village_code, reach into i from institutions where id = new.institution_id for update;
    if not found then
        raise exception 'no such institution' using errcode = 'NA404';
    end if;
    new.tenant_id := i.tenant_id;
    -- An office sees the file from the moment it is sent; what was withdrawn goes out of its sight.
    new.reach := case new.action when 'submit' then i.village_code when 'withdraw' then '' else i.reach end;
    update institutions
       set state = new.to_state, version = new.seq, reach = new.reach,
           sent_name = case new.action when 'submit' then name else sent_name end,
           sent_kind = case new.action when 'submit' then kind else sent_kind end,
           sent_region_path = case new.action when 'submit' then region_path else sent_region_path end
     where id = new.institution_id and version = new.seq - 1 and state = new.from_state;
    get diagnostics moved = row_count;
    if moved <> 1 then
        raise exception 'stale version' using errcode = 'NA409';
    end if;
    -- Both counters in one order (a row that is neither taken from nor added to stays as it is). A row that
    -- is new holds what is added; one that is there holds 1 for "one more" and 0 for "one less".
    insert into institution_counts as c (reach, state, n)
    select w.reach, w.state, greatest(sum(w.by), 0)
      from (values (left(i.reach, 5), new.from_state, -1), (left(new.reach, 5), new.to_state, 1))
           as w (reach, state, by)
     where w.reach <> ''
     group by w.reach, w.state
    having sum(w.by) <> 0
     order by w.reach, w.state
    on conflict (reach, state) do update
       set n = c.n + case excluded.n when 0 then -1 else 1 end;
    if new.reach is distinct from i.reach then
        update documents set reach = new.reach where institution_id = new.institution_id;
        update document_events e set reach = new.reach
          from documents d where d.id = e.document_id and d.institution_id = new.institution_id;
        update institution_events set reach = new.reach where institution_id = new.institution_id;
    end if;
    new.at := now();
    new.prev_hash := coalesce(
        (select hash from institution_events where institution_id = new.institution_id and seq = new.seq - 1),
        '\x'::bytea);
    new.hash := sha256(new.prev_hash || convert_to(concat_ws('|', new.institution_id, new.seq, new.from_state,
        new.action, new.to_state, new.actor_id, new.actor_name, new.actor_office,
        extract(epoch from new.at)), 'UTF8') || coalesce(new.detail, '\x'::bytea));
    return new;
end
$$;
