-- Who can sign in, and for whom they act. A person has one account; memberships say in which tenant.
set local lock_timeout = '2s';

create table tenants (
    id uuid primary key,
    kind text not null constraint tenants_kind_check check (kind in (
        'sponsor', 'dinsos_kabkota', 'dinsos_provinsi', 'pusdatin', 'rehsos', 'kemenkes', 'bpjs', 'pengawas')),
    name text not null,
    -- Jurisdiction of an office as a range of current region codes; empty for sponsors and for offices
    -- that have no part in this step.
    reach_from text collate "C" not null default '',
    reach_upto text collate "C" not null default '',
    created_at timestamptz not null default now()
);

create table accounts (
    id uuid primary key,
    email text not null,
    name text not null,
    phone bytea,
    password_hash text,
    state text not null constraint accounts_state_check check (state in ('pending', 'active', 'suspended')),
    lang text not null default 'id' constraint accounts_lang_check check (lang in ('id', 'en')),
    -- The newest confirmation and the newest reset; older mails are "replaced".
    confirm_key text,
    confirm_sent_at timestamptz,
    reset_key text,
    reset_sent_at timestamptz,
    confirmed_at timestamptz,
    password_changed_at timestamptz,
    created_at timestamptz not null default now()
);

-- An address leads to its account; a table of its own, so that looking one up shows nothing else.
create table account_emails (
    email_key text collate "C" primary key,
    account_id uuid not null unique references accounts (id) on delete cascade
);

create table memberships (
    id uuid primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    tenant_id uuid not null references tenants (id) on delete cascade,
    role text not null constraint memberships_role_check check (role in (
        'sponsor_owner', 'regency_verifier', 'province_verifier', 'national_officer')),
    created_at timestamptz not null default now(),
    ended_at timestamptz,
    constraint memberships_once unique (account_id, tenant_id, role)
);
create index memberships_tenant on memberships (tenant_id);

-- Links and codes sent by mail. The key is a random reference, the secret stands only as a hash.
create table email_tokens (
    key text collate "C" primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    purpose text not null constraint email_tokens_purpose_check check (purpose in ('confirm', 'reset', 'invite')),
    secret_hash bytea not null,
    code_hash bytea,
    tries smallint not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    code_expires_at timestamptz,
    used_at timestamptz
);
create index email_tokens_account on email_tokens (account_id);

-- Sign-in through an issuer: (issuer, subject) is the identity, an e-mail address never is.
create table identities (
    key text collate "C" primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    issuer text not null,
    subject text not null,
    linked_at timestamptz not null default now()
);
create index identities_account on identities (account_id);

create table sessions (
    id uuid primary key,
    token_hash bytea not null unique,
    account_id uuid not null references accounts (id) on delete cascade,
    tenant_id uuid not null references tenants (id) on delete cascade,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz
);
create index sessions_account on sessions (account_id);

-- Wrong passwords in a row, by keyed hash of the address: known and unknown addresses look alike.
create table throttles (
    key text collate "C" primary key,
    failures integer not null,
    wait_until timestamptz,
    updated_at timestamptz not null
);

-- A form that was sent without a session, sealed, until its owner has signed in again.
create table parked_posts (
    key text collate "C" primary key,
    path text not null,
    body bytea not null,
    expires_at timestamptz not null
);

-- A form that was sent twice has one effect; the second sender is led to the first one's result.
create table form_keys (
    account_id uuid not null references accounts (id) on delete cascade,
    key uuid not null,
    location text not null,
    at timestamptz not null default now(),
    primary key (account_id, key)
);

-- Row-level security: one permissive policy a command and role, each a single comparison.
alter table tenants enable row level security;
alter table tenants force row level security;
alter table accounts enable row level security;
alter table accounts force row level security;
alter table account_emails enable row level security;
alter table account_emails force row level security;
alter table memberships enable row level security;
alter table memberships force row level security;
alter table email_tokens enable row level security;
alter table email_tokens force row level security;
alter table identities enable row level security;
alter table identities force row level security;
alter table sessions enable row level security;
alter table sessions force row level security;
alter table throttles enable row level security;
alter table throttles force row level security;
alter table parked_posts enable row level security;
alter table parked_posts force row level security;
alter table form_keys enable row level security;
alter table form_keys force row level security;

create policy tenants_publik_insert on tenants for insert to naungan_publik
    with check (id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy tenants_publik_update on tenants for update to naungan_publik
    using (id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy tenants_read on tenants for select to naungan_sponsor, naungan_office, naungan_publik
    using (id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy tenants_sponsor_update on tenants for update to naungan_sponsor
    using (id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy tenants_engine on tenants for select to naungan_engine using (true);
create policy tenants_work on tenants for all to naungan_work using (true);

create policy accounts_publik on accounts for all to naungan_publik
    using (id = nullif(current_setting('app.account', true), '')::uuid);
create policy accounts_own on accounts for all to naungan_sponsor, naungan_office, naungan_pusat
    using (id = nullif(current_setting('app.account', true), '')::uuid);
create policy accounts_engine on accounts for select to naungan_engine using (true);
create policy accounts_work on accounts for all to naungan_work using (true);

create policy account_emails_publik on account_emails for all to naungan_publik
    using (email_key = nullif(current_setting('app.email_key', true), ''));
create policy account_emails_work on account_emails for all to naungan_work using (true);

create policy memberships_publik on memberships for all to naungan_publik
    using (account_id = nullif(current_setting('app.account', true), '')::uuid);
create policy memberships_read on memberships for select to naungan_sponsor, naungan_office
    using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy memberships_engine on memberships for select to naungan_engine using (true);
create policy memberships_work on memberships for all to naungan_work using (true);

create policy email_tokens_publik on email_tokens for all to naungan_publik
    using (key = nullif(current_setting('app.key', true), ''));
create policy email_tokens_work on email_tokens for all to naungan_work using (true);

create policy identities_publik on identities for all to naungan_publik
    using (key = nullif(current_setting('app.key', true), ''));
create policy identities_work on identities for all to naungan_work using (true);

create policy sessions_publik on sessions for all to naungan_publik
    using (account_id = nullif(current_setting('app.account', true), '')::uuid);
create policy sessions_own on sessions for all to naungan_sponsor, naungan_office, naungan_pusat
    using (account_id = nullif(current_setting('app.account', true), '')::uuid);
create policy sessions_engine on sessions for all to naungan_engine using (true);
create policy sessions_work on sessions for all to naungan_work using (true);

create policy throttles_publik on throttles for all to naungan_publik
    using (key = nullif(current_setting('app.key', true), ''));
create policy throttles_work on throttles for all to naungan_work using (true);

create policy parked_posts_publik on parked_posts for all to naungan_publik
    using (key = nullif(current_setting('app.key', true), ''));
create policy parked_posts_work on parked_posts for all to naungan_work using (true);

create policy form_keys_own on form_keys for all to naungan_sponsor, naungan_office
    using (account_id = nullif(current_setting('app.account', true), '')::uuid);
create policy form_keys_work on form_keys for all to naungan_work using (true);

-- Rights: what each door's use cases need, no more.
grant insert (id, kind, name), select, update (name) on tenants to naungan_publik;
grant select, update (name) on tenants to naungan_sponsor;
grant select on tenants to naungan_office, naungan_engine;
grant select, insert, update, delete on tenants to naungan_work;

grant select, insert, update on accounts to naungan_publik;
grant select, update (name, phone, lang, password_hash, password_changed_at) on accounts
    to naungan_sponsor, naungan_office, naungan_pusat;
grant select on accounts to naungan_engine;
grant select, insert, update, delete on accounts to naungan_work;

grant select, insert on account_emails to naungan_publik;
grant select, insert, delete on account_emails to naungan_work;

grant select, insert on memberships to naungan_publik;
grant select on memberships to naungan_sponsor, naungan_office, naungan_engine;
grant select, insert, update on memberships to naungan_work;

grant select, insert, update on email_tokens to naungan_publik;
grant select, insert, delete on email_tokens to naungan_work;

grant select, insert on identities to naungan_publik;
grant select, insert, delete on identities to naungan_work;

grant select, insert, update on sessions to naungan_publik;
grant select, update (ended_at) on sessions to naungan_sponsor, naungan_office, naungan_pusat;
grant select, update on sessions to naungan_engine;
grant select, update, delete on sessions to naungan_work;

grant select, insert, update on throttles to naungan_publik;
grant select, delete on throttles to naungan_work;
grant select, insert, delete on parked_posts to naungan_publik;
grant select, delete on parked_posts to naungan_work;
grant select, insert on form_keys to naungan_sponsor, naungan_office;
grant select, delete on form_keys to naungan_work;

-- One statement a request turns a cookie into an actor. It runs before the door is known, so it sees
-- more than any door may; that is why it stands in the lint's list.
create function session_open(p_token_hash bytea, p_idle_sponsor interval, p_idle_office interval)
    returns table (session_id uuid, account_id uuid, account_name text, lang text, tenant_id uuid,
                   tenant_kind text, tenant_name text, reach_from text, reach_upto text, roles text[])
    language plpgsql security definer set search_path = public, pg_temp
as $$
declare
    s record;
begin
    select x.id, x.account_id, x.tenant_id, x.seen_at into s
      from sessions x join tenants t on t.id = x.tenant_id
     where x.token_hash = p_token_hash
       and x.ended_at is null
       and x.expires_at > now()
       and x.seen_at > now() - (case when t.kind = 'sponsor' then p_idle_sponsor else p_idle_office end);
    if not found then
        return;
    end if;
    -- A write a minute at most: a page view must not cost a row version each time.
    if s.seen_at < now() - interval '1 minute' then
        update sessions x set seen_at = now() where x.id = s.id;
    end if;
    return query
        select s.id, a.id, a.name, a.lang, t.id, t.kind, t.name, t.reach_from::text, t.reach_upto::text,
               array_agg(m.role order by m.role)
          from accounts a
          join memberships m on m.account_id = a.id and m.tenant_id = s.tenant_id and m.ended_at is null
          join tenants t on t.id = m.tenant_id
         where a.id = s.account_id and a.state = 'active'
         group by a.id, a.name, a.lang, t.id, t.kind, t.name, t.reach_from, t.reach_upto;
end
$$;
alter function session_open(bytea, interval, interval) owner to naungan_engine;
revoke all on function session_open(bytea, interval, interval) from public;
grant execute on function session_open(bytea, interval, interval) to naungan_publik;
