with
schema as (select 'public'::regnamespace as oid),
-- Reference data and bookkeeping: nobody's rows, so no row-level security.
reference (name) as (values
    ('regions'), ('region_editions'), ('region_successors'), ('region_words'), ('region_stage'),
    ('institution_moves'), ('document_moves'), ('_sqlx_migrations')),
-- Functions that run as naungan_engine: the triggers of events and counters, and the look-up of a session.
definers (name) as (values
    ('session_open'), ('institution_event_moves'), ('document_event_moves'), ('document_takes_reach'),
    ('person_is_counted')),
-- What happened, and who looked: rows are added and never touched again.
history (name) as (values ('institution_events'), ('document_events'), ('access_log')),
-- Roles whose policies may say "true": triggers, jobs, and the read-only watcher.
wide (name) as (values ('naungan_engine'), ('naungan_work'), ('naungan_ops')),
doors (name) as (values
    ('naungan_sponsor'), ('naungan_office'), ('naungan_pusat'), ('naungan_publik'), ('naungan_work'),
    ('naungan_ops')),
-- The only comparisons a policy may make; each is one indexed column of the row itself.
forms (text) as (values
    ('(tenant_id = (NULLIF(current_setting(''app.tenant''::text, true), ''''::text))::uuid)'),
    ('(subject_tenant = (NULLIF(current_setting(''app.tenant''::text, true), ''''::text))::uuid)'),
    ('(id = (NULLIF(current_setting(''app.tenant''::text, true), ''''::text))::uuid)'),
    ('(id = (NULLIF(current_setting(''app.account''::text, true), ''''::text))::uuid)'),
    ('(account_id = (NULLIF(current_setting(''app.account''::text, true), ''''::text))::uuid)'),
    ('(email_key = NULLIF(current_setting(''app.email_key''::text, true), ''''::text))'),
    ('(key = NULLIF(current_setting(''app.key''::text, true), ''''::text))'),
    ('((reach >= current_setting(''app.reach_from''::text, true)) AND (reach < current_setting(''app.reach_upto''::text, true)))'),
    ('true')),
tables as (
    select c.oid, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relowner, c.relispartition
      from pg_class c, schema s
     where c.relnamespace = s.oid
       and c.relkind in ('r', 'p', 'v', 'm')
       -- What an extension brings belongs to it.
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')),
policies as (
    select p.oid, p.polrelid, p.polname, p.polcmd, p.polpermissive, p.polroles,
           -- Two locks, judged one by one: which rows are seen, and which may be written.
           pg_get_expr(p.polqual, p.polrelid) as sees, pg_get_expr(p.polwithcheck, p.polrelid) as writes
      from pg_policy p join tables t on t.oid = p.polrelid),
found (rule, object) as (
    select 'no forced row-level security', relname::text from tables
     where relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
       and relname not in (select name from reference)
    union all
    select 'view without security_invoker', c.relname::text from pg_class c join tables t on t.oid = c.oid
     where c.relkind = 'v' and coalesce(c.reloptions::text, '') !~ 'security_invoker=(true|on)'
    union all
    select 'materialised view readable by a door', t.relname::text from tables t, doors d
     where t.relkind = 'm' and has_any_column_privilege(d.name, t.oid, 'select')
    union all
    select 'security definer function', p.proname::text from pg_proc p, schema s
     where p.pronamespace = s.oid and p.prosecdef
       and (p.proname not in (select name from definers)
            or pg_get_userbyid(p.proowner) <> 'naungan_engine'
            or not coalesce('search_path=public, pg_temp' = any (p.proconfig), false)
            or has_function_privilege('public', p.oid, 'execute'))
    union all
    select 'function claims to be leakproof', p.proname::text from pg_proc p, schema s
     where p.pronamespace = s.oid and p.proleakproof
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    union all
    select 'owner is not naungan_owner', t.relname::text from tables t
     where pg_get_userbyid(t.relowner) <> 'naungan_owner'
    union all
    select 'role has too much power', r.rolname::text from pg_roles r
     where r.rolname like 'naungan\_%'
       and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication
            or (r.rolcanlogin and r.rolname in ('naungan_owner', 'naungan_engine')))
    union all
    select 'door may act as another role', m.member::regrole || ' as ' || m.roleid::regrole
      from pg_auth_members m
     where pg_get_userbyid(m.member) in (select name from doors)
    union all
    select 'schema besides public', n.nspname::text from pg_namespace n
     where n.nspname not in ('public', 'information_schema') and n.nspname !~ '^pg_'
    union all
    select 'rights by default', pg_get_userbyid(a.defaclrole) || ' hands them out' from pg_default_acl a
    union all
    select 'door may truncate or refer', d.name || ' on ' || t.relname from tables t, doors d
     where t.relkind in ('r', 'p')
       and (has_table_privilege(d.name, t.oid, 'truncate') or has_any_column_privilege(d.name, t.oid, 'references')
            or has_table_privilege(d.name, t.oid, 'trigger'))
    union all
    select 'door writes reference data', d.name || ' on ' || t.relname from tables t, doors d
     where t.relname in (select name from reference)
       and (has_any_column_privilege(d.name, t.oid, 'insert') or has_any_column_privilege(d.name, t.oid, 'update')
            or has_table_privilege(d.name, t.oid, 'delete'))
    union all
    select 'partition reachable by itself', d.name || ' on ' || t.relname from tables t, doors d
     where t.relispartition
       and (has_any_column_privilege(d.name, t.oid, 'select, insert, update')
            or has_table_privilege(d.name, t.oid, 'delete'))
    union all
    select 'public may do something', t.relname::text from tables t
     where has_any_column_privilege('public', t.oid, 'select, insert, update, references')
        or has_table_privilege('public', t.oid, 'delete, truncate, trigger')
    union all
    select 'restrictive or unknown policy form', polrelid::regclass::text || '.' || polname from policies
     where not polpermissive or coalesce(sees, writes) is null
        or sees not in (select text from forms) or writes not in (select text from forms)
    union all
    select 'policy writes what it does not see', polrelid::regclass::text || '.' || polname from policies
     where sees <> writes
    union all
    select 'policy is true for a door', p.polrelid::regclass::text || '.' || p.polname from policies p
     where 'true' in (p.sees, p.writes)
       and exists (select from unnest(p.polroles) r
                    where r = 0 or pg_get_userbyid(r) not in (select name from wide))
    union all
    select 'permissive policies overlap', a.polrelid::regclass::text || '.' || a.polname
      from policies a join policies b on a.polrelid = b.polrelid and a.oid < b.oid
     where (a.polcmd = b.polcmd or '*' in (a.polcmd, b.polcmd))
       and (a.polroles && b.polroles or 0 = any (a.polroles || b.polroles))
    union all
    select 'foreign key without the tenant', c.conrelid::regclass::text || '.' || c.conname
      from pg_constraint c
     where c.contype = 'f' and c.connamespace = (select oid from schema)
       and c.conparentid = 0
       and exists (select from pg_attribute a where a.attrelid = c.conrelid and a.attname = 'tenant_id')
       and exists (select from pg_attribute a where a.attrelid = c.confrelid and a.attname = 'tenant_id')
       and not exists (select from pg_attribute a
                        where a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname = 'tenant_id')
    union all
    -- State, version and the copies of what was sent.
    select 'door writes what events write', d.name || ' on ' || t.relname || '.' || a.attname
      from tables t, doors d, pg_attribute a
     where a.attrelid = t.oid and t.relname in ('institutions', 'documents', 'persons')
       and a.attname in ('state', 'version', 'sent_name', 'sent_kind', 'sent_region_path')
       and has_column_privilege(d.name, t.oid, a.attnum, 'insert, update')
    union all
    select 'door names the door of an event', d.name || ' on ' || t.relname from tables t, doors d, pg_attribute a
     where a.attrelid = t.oid and t.relname like '%\_events' and a.attname in ('door', 'person_id')
       and has_column_privilege(d.name, t.oid, a.attnum, 'insert, update')
    union all
    -- The door is whoever inserts, and the move must be one of that door.
    select 'event without its door', t.relname::text from tables t
     where t.relname like '%\_events'
       and not exists (select from pg_attribute a
                         join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
                         join pg_constraint c on c.conrelid = a.attrelid and c.contype = 'f'
                                             and a.attnum = any (c.conkey)
                        where a.attrelid = t.oid and a.attname = 'door' and a.attnotnull
                          and pg_get_expr(f.adbin, f.adrelid) = 'CURRENT_USER')
    union all
    select 'door writes counters', d.name || ' on ' || t.relname from tables t, doors d
     where t.relname in ('institution_counts', 'person_counts')
       and (has_any_column_privilege(d.name, t.oid, 'insert, update') or has_table_privilege(d.name, t.oid, 'delete'))
    union all
    select 'door rewrites history', d.name || ' on ' || t.relname from tables t, doors d
     where t.relname in (select name from history)
       and (has_any_column_privilege(d.name, t.oid, 'update') or has_table_privilege(d.name, t.oid, 'delete'))
    union all
    -- Bits of tgtype: 8 delete, 16 update, 32 truncate. An "O" trigger fires in every ordinary session.
    select 'history without its wall', h.name || ' may be ' || w.word
      from history h, (values (8, 'deleted'), (16, 'updated'), (32, 'truncated')) as w (bit, word)
     where not exists (select from pg_trigger g
                        where g.tgrelid = to_regclass('public.' || h.name) and g.tgenabled in ('O', 'A')
                          and g.tgfoid = to_regproc('public.history_is_append_only')
                          and g.tgtype::integer & w.bit <> 0 and g.tgqual is null)
)
select rule as "rule!", object as "object!" from found order by 1, 2
