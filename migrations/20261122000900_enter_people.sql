-- People in care, as their sponsor enters them. One row a person and sponsor; a draft lacks what is not answered yet,
-- and a group of answers is there as a whole or not at all.
--
-- NIK, family card, mother, street, aliases, criterion, disability and who agreed rest sealed; of the NIK the first and the last
-- four digits stand beside it for lists, and a keyed hash finds the same NIK twice on one list. Only the sponsor's own
-- door reads or writes a draft. The watcher sees what it compares: no name, no birth, no address.
--
-- How many people a sponsor has, and how many of them are complete, is counted as they come and go: rows that were
-- written just now are not known as visible, so to count 5,000 of them is to fetch them.
set local lock_timeout = '2s';

create table persons (
    id uuid primary key,
    tenant_id uuid not null,
    institution_id uuid not null,
    -- Where the file lies; empty while no office may see it.
    reach text collate "C" not null default '',
    state text not null default 'draft' constraint persons_state_check check (state in ('draft')),
    -- Counts saves: the slower of two tabs is told.
    revision integer not null default 0,
    full_name text not null,
    -- What lists are sorted by and searched in.
    name_key text collate "C" not null constraint persons_name_key_check check (name_key <> ''),
    sex text not null constraint persons_sex_check check (sex in ('L', 'P')),
    nik bytea,
    nik_head text constraint persons_nik_head_check check (nik_head ~ '^[0-9]{4}$'),
    nik_tail text constraint persons_nik_tail_check check (nik_tail ~ '^[0-9]{4}$'),
    nik_index text,
    no_nik text constraint persons_no_nik_check check (no_nik in (
        'never_registered', 'newborn', 'papers_lost', 'with_family', 'unknown_origin')),
    aliases bytea,
    birth_place text,
    birth_date date,
    birth_precision text constraint persons_birth_precision_check check (birth_precision in (
        'day', 'month', 'year', 'estimated')),
    -- Sealed: the name, or why it is not known.
    mother bytea,
    kk bytea,
    lives text constraint persons_lives_check check (lives in ('inside', 'outside')),
    since date constraint persons_since_check check (extract(day from since) = 1),
    room text,
    -- Kept as written; the path of the village is a copy.
    village_code text collate "C",
    region_edition text,
    region_path text,
    street bytea,
    rt text,
    rw text,
    postcode text,
    parents text constraint persons_parents_check check (parents in (
        'both', 'father', 'mother', 'neither', 'unknown')),
    -- Sealed: the criterion, kinds of disability, and the note.
    particulars bytea,
    consent_by text constraint persons_consent_by_check check (consent_by in (
        'oneself', 'parent', 'guardian', 'institution')),
    -- Sealed: who agreed, the ground of the guardianship, the witness.
    consent bytea,
    consent_method text constraint persons_consent_method_check check (consent_method in (
        'signature', 'thumbprint', 'witnessed')),
    consent_on date,
    -- The text that was agreed to.
    consent_version text,
    -- Groups that are not answered. A village that ended meanwhile is not known here.
    missing smallint not null generated always as (
        (birth_date is null)::integer + (lives is null)::integer + (parents is null)::integer
        + (consent_by is null)::integer) stored,
    created_by uuid not null references accounts (id),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    -- In this order: one that began with the tenant would be taken for the list, and the list sorted.
    constraint persons_tenant_id unique (id, tenant_id),
    constraint persons_institution foreign key (tenant_id, institution_id)
        references institutions (tenant_id, id) on delete cascade,
    constraint persons_nik_check check (
        num_nonnulls(nik, nik_head, nik_tail, nik_index) in (0, 4) and (nik is null) <> (no_nik is null)),
    constraint persons_birth_check check (
        num_nonnulls(birth_date, birth_precision, mother) in (0, 3)
        and (birth_date is not null or num_nonnulls(birth_place, kk) = 0)),
    constraint persons_home_check check (
        num_nonnulls(lives, since) in (0, 2)
        and num_nonnulls(village_code, region_edition, region_path, street) in (0, 4)
        and (lives is not null or num_nonnulls(room, village_code) = 0)
        and (village_code is not null or num_nonnulls(rt, rw, postcode) = 0)
        and (lives is distinct from 'outside' or village_code is not null)),
    constraint persons_ground_check check (num_nonnulls(parents, particulars) in (0, 2)),
    constraint persons_consent_check check (
        num_nonnulls(consent_by, consent, consent_method, consent_on, consent_version) in (0, 5))
)
-- A search is read off its index alone, and for that new rows have to be known as visible.
with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
      autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 2000);

-- A list by name, walked or searched without its rows.
create index persons_by_name on persons (tenant_id, name_key, id) include (missing);
create unique index persons_nik_once on persons (tenant_id, nik_index) where nik_index is not null;
create index persons_created_by on persons (created_by);
create index persons_by_institution on persons (institution_id, tenant_id);

-- Kept by the trigger below.
create table person_counts (
    tenant_id uuid primary key references tenants (id) on delete cascade,
    people integer not null constraint person_counts_people_check check (people >= 0),
    complete integer not null constraint person_counts_complete_check check (complete between 0 and people)
);

alter table persons enable row level security;
alter table persons force row level security;
alter table person_counts enable row level security;
alter table person_counts force row level security;

create policy persons_sponsor on persons for all to naungan_sponsor
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy persons_ops on persons for select to naungan_ops using (true);
create policy person_counts_sponsor on person_counts for select to naungan_sponsor
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy person_counts_engine on person_counts for all to naungan_engine using (true);
create policy person_counts_ops on person_counts for select to naungan_ops using (true);

grant select, delete,
    insert (id, tenant_id, institution_id, full_name, name_key, sex, nik, nik_head, nik_tail, nik_index, no_nik, aliases,
            created_by, created_at, changed_at),
    update (revision, full_name, name_key, sex, nik, nik_head, nik_tail, nik_index, no_nik, aliases, birth_place,
            birth_date, birth_precision, mother, kk, lives, since, room, village_code, region_edition, region_path,
            street, rt, rw, postcode, parents, particulars, consent_by, consent, consent_method, consent_on,
            consent_version, changed_at)
    on persons to naungan_sponsor;
grant select (id, tenant_id, institution_id, reach, state, revision, nik, nik_head, nik_tail, nik_index, no_nik, missing,
              created_at, changed_at)
    on persons to naungan_ops;
grant select on person_counts to naungan_sponsor, naungan_ops;
grant select, insert, update on person_counts to naungan_engine;

create function person_is_counted() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        insert into person_counts as c (tenant_id, people, complete)
        values (new.tenant_id, 1, (new.missing = 0)::integer)
        on conflict (tenant_id) do update
           set people = c.people + 1, complete = c.complete + excluded.complete;
    elsif tg_op = 'DELETE' then
        update person_counts set people = people - 1, complete = complete - (old.missing = 0)::integer
         where tenant_id = old.tenant_id;
    elsif (new.missing = 0) <> (old.missing = 0) then
        update person_counts set complete = complete + case when new.missing = 0 then 1 else -1 end
         where tenant_id = new.tenant_id;
    end if;
    return null;
end
$$;
alter function person_is_counted() owner to naungan_engine;
revoke all on function person_is_counted() from public;
create trigger person_is_counted after insert or update or delete on persons
    for each row execute function person_is_counted();
