-- Papers of people in care: the face (pas foto) and the family card. A version is a row of `documents` as that of an
-- institution is, and belongs to a person besides; it lies where the person's file lies, so that sending an
-- institution shows no office a child.
--
-- A draft that is taken off the list keeps nothing, and nobody but its sponsor has seen it: its papers and their
-- events go with it, and the sweep takes the objects. That is the one gap in "history is only added to": an event may
-- go when its paper's person is gone and it lies within no office's reach, which the cascade alone can bring about.
-- While the person is there, or an office sees the events, they stay whoever asks. Whoever lets people be sent must see
-- that somebody who was sent once is deleted no more; a history of the person's own does it.
--
-- Many have no family card. That is an answer, and stands with the person.
set local lock_timeout = '2s';

alter table persons add column no_family_card boolean not null default false;
grant update (no_family_card) on persons to naungan_sponsor;

alter table documents
    add column person_id uuid,
    add constraint documents_person foreign key (person_id, tenant_id)
        references persons (id, tenant_id) on delete cascade,
    drop constraint documents_kind_check,
    add constraint documents_kind_check check (
        case when person_id is null then kind in ('premises_photo', 'recommendation_letter')
             else kind in ('pas_foto', 'family_card') end),
    -- Whose versions are counted together.
    add column owner_id uuid not null generated always as (coalesce(person_id, institution_id)) stored,
    drop constraint documents_number_once,
    add constraint documents_number_once unique (owner_id, kind, number);
drop index documents_current;
create unique index documents_current on documents (owner_id, kind) where state <> 'replaced';
create index documents_person on documents (person_id) where person_id is not null;
grant insert (person_id) on documents to naungan_sponsor;

-- Whose paper an event was, once the paper is gone; written by the trigger below.
alter table document_events add column person_id uuid;

-- Where a person's file lies, for the papers that come to it.
create policy persons_engine on persons for select to naungan_engine using (true);
grant select (id, tenant_id, institution_id, reach) on persons to naungan_engine;

create or replace function document_takes_reach() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if new.person_id is null then
        select reach into new.reach from institutions where id = new.institution_id and tenant_id = new.tenant_id;
    else
        select reach into new.reach from persons
         where id = new.person_id and institution_id = new.institution_id and tenant_id = new.tenant_id;
    end if;
    if not found then
        raise exception 'no such institution or person' using errcode = 'NA404';
    end if;
    return new;
end
$$;

-- As in 20261121000300, and the person of the paper.
create or replace function document_event_moves() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    d record;
    moved integer;
begin
    select tenant_id, reach, person_id into d from documents where id = new.document_id for update;
    if not found then
        raise exception 'no such document' using errcode = 'NA404';
    end if;
    new.tenant_id := d.tenant_id;
    new.reach := d.reach;
    new.person_id := d.person_id;
    update documents set state = new.to_state, version = new.seq
     where id = new.document_id and version = new.seq - 1 and state = new.from_state;
    get diagnostics moved = row_count;
    if moved <> 1 then
        raise exception 'stale version' using errcode = 'NA409';
    end if;
    new.at := now();
    new.prev_hash := coalesce(
        (select hash from document_events where document_id = new.document_id and seq = new.seq - 1),
        '\x'::bytea);
    new.hash := sha256(new.prev_hash || convert_to(concat_ws('|', new.document_id, new.seq, new.from_state,
        new.action, new.to_state, new.actor_id, new.actor_name, new.actor_office,
        extract(epoch from new.at)), 'UTF8') || coalesce(new.detail, '\x'::bytea));
    return new;
end
$$;

-- As in 20261122000800, but the papers of people stay where the people's own files lie.
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
        update documents set reach = new.reach
         where owner_id = new.institution_id;
        update document_events e set reach = new.reach
          from documents d
         where d.id = e.document_id and d.owner_id = new.institution_id;
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

create or replace function history_is_append_only() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and current_user = 'naungan_engine' then
        return new;
    end if;
    if tg_op = 'DELETE' and tg_table_name = 'document_events' then
        -- The paper of a draft that nobody but its sponsor saw goes with the person, after it and not before.
        if old.person_id is not null and old.reach = ''
           and not exists (select from persons where id = old.person_id) then
            return old;
        end if;
    end if;
    raise exception 'history is append-only' using errcode = 'NA403';
end
$$;
