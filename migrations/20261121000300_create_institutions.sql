-- The sponsor as an institution, its papers, and the history of both.
set local lock_timeout = '2s';

create table institution_moves (
    from_state text not null,
    action text not null,
    to_state text not null,
    primary key (from_state, action, to_state)
);
insert into institution_moves (from_state, action, to_state) values
    ('draft', 'submit', 'submitted'),
    ('returned', 'submit', 'submitted'),
    ('submitted', 'withdraw', 'draft'),
    ('submitted', 'take', 'in_review'),
    ('in_review', 'take', 'in_review'),
    ('in_review', 'release', 'submitted'),
    ('in_review', 'return', 'returned'),
    ('in_review', 'verify', 'verified'),
    ('in_review', 'reject', 'rejected');

create table document_moves (
    from_state text not null,
    action text not null,
    to_state text not null,
    primary key (from_state, action, to_state)
);
insert into document_moves (from_state, action, to_state) values
    ('received', 'pass', 'ready'),
    ('received', 'refuse', 'refused'),
    ('received', 'replace', 'replaced'),
    ('ready', 'accept', 'accepted'),
    ('ready', 'return', 'returned'),
    ('ready', 'replace', 'replaced'),
    ('refused', 'replace', 'replaced'),
    ('accepted', 'return', 'returned'),
    ('accepted', 'accept', 'accepted'),
    ('returned', 'replace', 'replaced');

create table institutions (
    id uuid primary key,
    tenant_id uuid not null unique references tenants (id) on delete cascade,
    -- Kept as written; the path of the village is a copy for lists.
    kind text not null constraint institutions_kind_check check (kind in (
        'lks', 'yayasan', 'panti', 'ponpes', 'perorangan')),
    name text not null,
    in_charge text not null,
    phone bytea not null,
    residents integer constraint institutions_residents_check check (residents between 0 and 9999),
    village_code text collate "C",
    region_edition text,
    region_path text,
    street text,
    rt text,
    rw text,
    postcode text,
    -- Counts saves of the profile: the slower of two tabs is told.
    revision integer not null default 0,
    profile_changed_at timestamptz,
    -- State and version are moved by events only.
    state text not null default 'draft' constraint institutions_state_check check (state in (
        'draft', 'submitted', 'in_review', 'returned', 'verified', 'rejected')),
    version integer not null default 0,
    -- Where the file lies now: the village's code while an office may see it, else empty.
    reach text collate "C" not null default '',
    regency text collate "C" generated always as (left(reach, 5)) stored,
    province text collate "C" generated always as (left(reach, 2)) stored,
    receipt text constraint institutions_receipt_once unique,
    sent_by uuid references accounts (id),
    submitted_at timestamptz,
    decided_at timestamptz,
    due_on date,
    holder_id uuid references accounts (id),
    holder_name text,
    lease_until timestamptz,
    created_at timestamptz not null default now(),
    constraint institutions_tenant_id unique (tenant_id, id),
    constraint institutions_complete_check check (
        state = 'draft'
        or (residents is not null and village_code is not null and region_edition is not null
            and street is not null and receipt is not null and sent_by is not null)),
    constraint institutions_decided_check check (
        state not in ('verified', 'rejected') or decided_at is not null)
);
-- The queues: a regency's and a province's, nearest due date first.
create index institutions_regency_queue on institutions (regency, state, due_on, id);
create index institutions_province_queue on institutions (province, state, due_on, id);
-- Numbers of receipts; a gap is no harm.
create sequence institution_receipts;

-- How many files lie in each state of a regency: a badge must not count rows. Kept by the event trigger.
create table institution_counts (
    reach text collate "C" not null,
    state text not null,
    n integer not null constraint institution_counts_check check (n >= 0),
    primary key (reach, state)
);

create table institution_events (
    institution_id uuid not null,
    seq integer not null,
    tenant_id uuid not null,
    reach text collate "C" not null,
    from_state text not null,
    action text not null,
    to_state text not null,
    actor_id uuid not null,
    actor_name text not null,
    actor_office text not null,
    at timestamptz not null default now(),
    -- Sealed: faults, visit note, reason. The chain hashes the ciphertext.
    detail bytea,
    prev_hash bytea not null,
    hash bytea not null,
    primary key (institution_id, seq),
    constraint institution_events_institution foreign key (tenant_id, institution_id)
        references institutions (tenant_id, id) on delete cascade,
    constraint institution_events_move foreign key (from_state, action, to_state)
        references institution_moves (from_state, action, to_state)
);
create index institution_events_tenant on institution_events (tenant_id, institution_id);

create table documents (
    id uuid primary key,
    tenant_id uuid not null,
    institution_id uuid not null,
    reach text collate "C" not null default '',
    kind text not null constraint documents_kind_check check (kind in ('premises_photo', 'recommendation_letter')),
    number integer not null,
    state text not null default 'received' constraint documents_state_check check (state in (
        'received', 'ready', 'refused', 'accepted', 'returned', 'replaced')),
    version integer not null default 0,
    file_name bytea not null,
    size integer not null constraint documents_size_check check (size > 0),
    sha256 bytea not null constraint documents_sha256_check check (octet_length(sha256) = 32),
    uploaded_by uuid not null references accounts (id),
    received_at timestamptz not null,
    -- What the decoder found.
    refusal text,
    pages integer,
    width integer,
    height integer,
    hints text[] not null default '{}',
    constraint documents_number_once unique (institution_id, kind, number),
    constraint documents_tenant_id unique (tenant_id, id),
    constraint documents_institution foreign key (tenant_id, institution_id)
        references institutions (tenant_id, id) on delete cascade,
    constraint documents_refusal_check check ((state = 'refused') <= (refusal is not null))
);
create unique index documents_current on documents (institution_id, kind) where state <> 'replaced';
create index documents_tenant on documents (tenant_id, institution_id);

create table document_events (
    document_id uuid not null,
    seq integer not null,
    tenant_id uuid not null,
    reach text collate "C" not null,
    from_state text not null,
    action text not null,
    to_state text not null,
    actor_id uuid,
    actor_name text not null,
    actor_office text not null,
    at timestamptz not null default now(),
    detail bytea,
    prev_hash bytea not null,
    hash bytea not null,
    primary key (document_id, seq),
    constraint document_events_document foreign key (tenant_id, document_id)
        references documents (tenant_id, id) on delete cascade,
    constraint document_events_move foreign key (from_state, action, to_state)
        references document_moves (from_state, action, to_state)
);
create index document_events_tenant on document_events (tenant_id, document_id);

-- Who looked at what. A look is never an event: it must not make a colleague's save stale.
create table access_log (
    id bigint generated always as identity,
    at timestamptz not null default now(),
    account_id uuid not null,
    account_name text not null,
    tenant_id uuid not null,
    office text not null,
    look text not null constraint access_log_look_check check (look in ('queue', 'case', 'paper')),
    -- Whose data; null for a list over many.
    subject_tenant uuid,
    ids uuid[] not null,
    primary key (at, id)
) partition by range (at);
create table access_log_2026_11 partition of access_log for values from ('2026-11-01') to ('2026-12-01');
create table access_log_2026_12 partition of access_log for values from ('2026-12-01') to ('2027-01-01');
create table access_log_2027_h1 partition of access_log for values from ('2027-01-01') to ('2027-07-01');
create table access_log_2027_h2 partition of access_log for values from ('2027-07-01') to ('2028-01-01');
create table access_log_rest partition of access_log default;
create index access_log_subject on access_log (subject_tenant, at desc);
create index access_log_viewer on access_log (tenant_id, account_id, at desc);

-- Mail that is owed; written in the transaction of its cause, sent by a job.
create table outbox (
    id uuid primary key,
    message text not null,
    account_id uuid,
    tenant_id uuid,
    reach text collate "C" not null default '',
    institution_id uuid,
    -- Sealed: link secrets, codes, reasons.
    payload bytea not null,
    created_at timestamptz not null default now(),
    due_at timestamptz not null default now(),
    attempts integer not null default 0,
    lease_until timestamptz,
    sent_at timestamptz,
    failed_at timestamptz,
    last_error text,
    constraint outbox_addressee_check check (account_id is not null or tenant_id is not null)
);
create index outbox_due on outbox (due_at) where sent_at is null and failed_at is null;

-- Work that is owed; ids only.
create table jobs (
    id uuid primary key,
    name text not null,
    tenant_id uuid,
    subject_id uuid not null,
    created_at timestamptz not null default now(),
    due_at timestamptz not null default now(),
    attempts integer not null default 0,
    lease_until timestamptz,
    done_at timestamptz,
    failed_at timestamptz,
    last_error text
);
create index jobs_due on jobs (due_at) where done_at is null and failed_at is null;

alter table institutions enable row level security;
alter table institutions force row level security;
alter table institution_counts enable row level security;
alter table institution_counts force row level security;
alter table institution_events enable row level security;
alter table institution_events force row level security;
alter table documents enable row level security;
alter table documents force row level security;
alter table document_events enable row level security;
alter table document_events force row level security;
alter table access_log enable row level security;
alter table access_log force row level security;
alter table access_log_2026_11 enable row level security;
alter table access_log_2026_11 force row level security;
alter table access_log_2026_12 enable row level security;
alter table access_log_2026_12 force row level security;
alter table access_log_2027_h1 enable row level security;
alter table access_log_2027_h1 force row level security;
alter table access_log_2027_h2 enable row level security;
alter table access_log_2027_h2 force row level security;
alter table access_log_rest enable row level security;
alter table access_log_rest force row level security;
alter table outbox enable row level security;
alter table outbox force row level security;
alter table jobs enable row level security;
alter table jobs force row level security;

create policy institutions_publik on institutions for all to naungan_publik
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy institutions_sponsor on institutions for all to naungan_sponsor
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy institutions_office on institutions for all to naungan_office
    using (reach >= current_setting('app.reach_from', true) and reach < current_setting('app.reach_upto', true));
create policy institutions_engine on institutions for all to naungan_engine using (true);
create policy institutions_work on institutions for all to naungan_work using (true);
create policy institutions_ops on institutions for select to naungan_ops using (true);

create policy institution_counts_office on institution_counts for select to naungan_office
    using (reach >= current_setting('app.reach_from', true) and reach < current_setting('app.reach_upto', true));
create policy institution_counts_engine on institution_counts for all to naungan_engine using (true);
create policy institution_counts_ops on institution_counts for select to naungan_ops using (true);

create policy institution_events_sponsor on institution_events for all to naungan_sponsor
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy institution_events_office on institution_events for all to naungan_office
    using (reach >= current_setting('app.reach_from', true) and reach < current_setting('app.reach_upto', true));
create policy institution_events_engine on institution_events for all to naungan_engine using (true);
create policy institution_events_work on institution_events for all to naungan_work using (true);
create policy institution_events_ops on institution_events for select to naungan_ops using (true);

create policy documents_sponsor on documents for all to naungan_sponsor
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy documents_office on documents for all to naungan_office
    using (reach >= current_setting('app.reach_from', true) and reach < current_setting('app.reach_upto', true));
create policy documents_engine on documents for all to naungan_engine using (true);
create policy documents_work on documents for all to naungan_work using (true);
create policy documents_ops on documents for select to naungan_ops using (true);

create policy document_events_sponsor on document_events for all to naungan_sponsor
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy document_events_office on document_events for all to naungan_office
    using (reach >= current_setting('app.reach_from', true) and reach < current_setting('app.reach_upto', true));
create policy document_events_engine on document_events for all to naungan_engine using (true);
create policy document_events_work on document_events for all to naungan_work using (true);
create policy document_events_ops on document_events for select to naungan_ops using (true);

create policy access_log_office_insert on access_log for insert to naungan_office
    with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy access_log_office on access_log for select to naungan_office
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy access_log_sponsor on access_log for select to naungan_sponsor
    using (subject_tenant = nullif(current_setting('app.tenant', true), '')::uuid);
create policy access_log_ops on access_log for select to naungan_ops using (true);

create policy outbox_publik on outbox for insert to naungan_publik
    with check (account_id = nullif(current_setting('app.account', true), '')::uuid);
create policy outbox_own on outbox for insert to naungan_sponsor
    with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy outbox_office on outbox for insert to naungan_office
    with check (reach >= current_setting('app.reach_from', true) and reach < current_setting('app.reach_upto', true));
create policy outbox_work on outbox for all to naungan_work using (true);
create policy outbox_ops on outbox for select to naungan_ops using (true);

create policy jobs_sponsor on jobs for insert to naungan_sponsor
    with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy jobs_work on jobs for all to naungan_work using (true);
create policy jobs_ops on jobs for select to naungan_ops using (true);

grant select on institution_moves, document_moves
    to naungan_sponsor, naungan_office, naungan_engine, naungan_work, naungan_ops;

grant select, insert (id, tenant_id, kind, name, in_charge, phone), update (kind, name, in_charge, phone)
    on institutions to naungan_publik;
grant select, update (kind, name, in_charge, phone, residents, village_code, region_edition, region_path, street, rt, rw,
                      postcode, revision, profile_changed_at, receipt, sent_by, submitted_at, due_on)
    on institutions to naungan_sponsor;
grant select, update (holder_id, holder_name, lease_until, due_on, decided_at) on institutions to naungan_office;
grant select, update on institutions to naungan_engine;
grant select, delete on institutions to naungan_work;

grant usage on sequence institution_receipts to naungan_sponsor;
grant select on institution_counts to naungan_office, naungan_ops;
grant select, insert, update on institution_counts to naungan_engine;

grant select, insert on institution_events to naungan_sponsor, naungan_office, naungan_work;
grant select, insert, update (reach) on institution_events to naungan_engine;

grant select, insert on documents to naungan_sponsor;
grant select on documents to naungan_office;
grant select, update on documents to naungan_engine;
grant select, update (refusal, pages, width, height, hints) on documents to naungan_work;

grant select, insert on document_events to naungan_sponsor, naungan_office, naungan_work;
grant select, update (reach) on document_events to naungan_engine;

grant insert, select on access_log to naungan_office;
grant select on access_log to naungan_sponsor;

grant insert on outbox to naungan_publik, naungan_sponsor, naungan_office;
grant select, insert, update, delete on outbox to naungan_work;
grant insert on jobs to naungan_sponsor;
grant select, insert, update, delete on jobs to naungan_work;

grant select on institutions, institution_events, documents, document_events, access_log, outbox, jobs
    to naungan_ops;

-- The event is the only way to move a state: it must follow the version that was read, it must stand in
-- the table of moves (foreign key), and exactly one row moves, or everything is undone.
create function institution_event_moves() returns trigger
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
    if i.reach <> '' then
        update institution_counts set n = n - 1 where reach = left(i.reach, 5) and state = new.from_state;
    end if;
    if new.reach <> '' then
        insert into institution_counts (reach, state, n) values (left(new.reach, 5), new.to_state, 1)
        on conflict (reach, state) do update set n = institution_counts.n + 1;
    end if;
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
alter function institution_event_moves() owner to naungan_engine;
revoke all on function institution_event_moves() from public;
create trigger institution_event_moves before insert on institution_events
    for each row execute function institution_event_moves();

create function document_event_moves() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    d record;
    moved integer;
begin
    select tenant_id, reach into d from documents where id = new.document_id for update;
    if not found then
        raise exception 'no such document' using errcode = 'NA404';
    end if;
    new.tenant_id := d.tenant_id;
    new.reach := d.reach;
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
alter function document_event_moves() owner to naungan_engine;
revoke all on function document_event_moves() from public;
create trigger document_event_moves before insert on document_events
    for each row execute function document_event_moves();

-- A paper lies where its institution's file lies.
create function document_takes_reach() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    select reach into new.reach from institutions where id = new.institution_id and tenant_id = new.tenant_id;
    if not found then
        raise exception 'no such institution' using errcode = 'NA404';
    end if;
    return new;
end
$$;
alter function document_takes_reach() owner to naungan_engine;
revoke all on function document_takes_reach() from public;
create trigger document_takes_reach before insert on documents
    for each row execute function document_takes_reach();

-- Nobody rewrites history, whatever rights a later migration hands out.
create function history_is_append_only() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
    if tg_op = 'UPDATE' and current_user = 'naungan_engine' then
        return new;
    end if;
    raise exception 'history is append-only' using errcode = 'NA403';
end
$$;
create trigger institution_events_append_only before update on institution_events
    for each row execute function history_is_append_only();
create trigger document_events_append_only before update on document_events
    for each row execute function history_is_append_only();
