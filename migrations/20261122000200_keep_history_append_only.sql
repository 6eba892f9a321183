-- History is only added to: no row of it is changed, deleted or truncated, whoever asks. The triggers that
-- 20261121000300 made fired before updates only, so its "nobody rewrites history" did not hold for a delete:
-- deleting a tenant or an institution took its events with it.
--
-- Two things stay lawful. The event triggers, which run as naungan_engine, move `reach` of the events of a
-- file that changes its place (naungan_engine may update no other column). And a registration that nobody
-- confirmed is forgotten (`account.forget_pending`): its tenant goes with a draft that has no event, so the
-- cascade meets no row of history. A tenant or institution with an event can no longer be deleted by anybody.
-- An old partition of the access log leaves as a whole (`alter table … detach partition`), by the owner.
set local lock_timeout = '2s';

drop trigger institution_events_append_only on institution_events;
drop trigger document_events_append_only on document_events;
create trigger institution_events_append_only before update or delete on institution_events
    for each row execute function history_is_append_only();
create trigger document_events_append_only before update or delete on document_events
    for each row execute function history_is_append_only();
create trigger access_log_append_only before update or delete on access_log
    for each row execute function history_is_append_only();

create trigger institution_events_no_truncate before truncate on institution_events
    for each statement execute function history_is_append_only();
create trigger document_events_no_truncate before truncate on document_events
    for each statement execute function history_is_append_only();
create trigger access_log_no_truncate before truncate on access_log
    for each statement execute function history_is_append_only();

-- Rights that no use case needs: the draft of a forgotten registration goes by cascade; no job moves the state
-- of an institution; a tenant is renamed by its sponsor alone.
revoke delete on institutions from naungan_work;
revoke insert on institution_events from naungan_work;
revoke update on tenants from naungan_work;
-- A paper begins as received, at version 0: its state is no business of whoever inserts it.
revoke insert on documents from naungan_sponsor;
grant insert (id, tenant_id, institution_id, kind, number, file_name, size, sha256, uploaded_by, received_at)
    on documents to naungan_sponsor;
