-- The roles of the installation, made once by whoever rules the cluster (superuser), safe to repeat.
-- Each door of the portal is a login role of its own; nobody of them may bypass row-level security.
-- External installations give each login role a password (`alter role naungan_sponsor password …`).
do $$
declare
    r text;
begin
    -- owns the schema, and the trigger functions: no login
    foreach r in array array['naungan_owner', 'naungan_engine'] loop
        if not exists (select from pg_roles where rolname = r) then
            execute format('create role %I nologin nosuperuser nobypassrls nocreaterole nocreatedb', r);
        end if;
    end loop;
    -- the doors, the jobs, and the watcher
    foreach r in array array['naungan_sponsor', 'naungan_office', 'naungan_pusat', 'naungan_publik',
                             'naungan_work', 'naungan_ops'] loop
        if not exists (select from pg_roles where rolname = r) then
            execute format('create role %I login nosuperuser nobypassrls nocreaterole nocreatedb noinherit', r);
        end if;
    end loop;
end
$$;
grant naungan_engine to naungan_owner;
grant naungan_owner to current_user;
do $$
begin
    execute format('alter database %I owner to naungan_owner', current_database());
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to naungan_sponsor, naungan_office, naungan_pusat, '
                   'naungan_publik, naungan_work, naungan_ops', current_database());
end
$$;
alter schema public owner to naungan_owner;
revoke all on schema public from public;
grant usage on schema public to naungan_engine, naungan_sponsor, naungan_office, naungan_pusat,
    naungan_publik, naungan_work, naungan_ops;
-- A function may only be given to a role that may create in its schema.
grant create on schema public to naungan_engine;
create extension if not exists pg_trgm with schema public;
