-- Two files of one regency that move in opposite directions at once (one taken, one put back) touch the same two
-- counters. The trigger of 20261121000300 took from the one state first and then added to the other, so each move
-- could hold the row that the other waited for: a deadlock, and an officer was told that a colleague had been
-- faster. Now a move touches its counters in one order, by regency and state. Nothing else of the function is
-- changed; owner (naungan_engine) and rights stay with a function that is replaced.
set local lock_timeout = '2s';

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
       set state = new.to_state, version = new.seq, reach = new.reach
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
