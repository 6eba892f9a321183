-- `account.forget_pending` runs every hour and deletes by age: each age has its index, and so has each column
-- that a deleted account or tenant is looked up by (foreign keys, and the mails that go with it). Without them
-- every run, and every forgotten account, reads whole tables.
set local lock_timeout = '2s';

create index accounts_pending on accounts (created_at) where state = 'pending';
create index sessions_expired on sessions (expires_at);
create index sessions_ended on sessions (ended_at) where ended_at is not null;
create index email_tokens_expired on email_tokens (expires_at);
create index throttles_old on throttles (updated_at);
create index form_keys_old on form_keys (at);
create index parked_posts_expired on parked_posts (expires_at);
create index jobs_done on jobs (done_at) where done_at is not null;
create index outbox_sent on outbox (sent_at) where sent_at is not null and payload <> ''::bytea;
create index outbox_failed on outbox (failed_at) where failed_at is not null and payload <> ''::bytea;

create index sessions_tenant on sessions (tenant_id);
create index outbox_account on outbox (account_id) where account_id is not null;
create index outbox_tenant on outbox (tenant_id) where tenant_id is not null;
create index institutions_sent_by on institutions (sent_by) where sent_by is not null;
create index institutions_holder on institutions (holder_id) where holder_id is not null;
create index documents_uploaded_by on documents (uploaded_by);

-- What is unfinished is counted at every look of the watcher; what is finished stays in the table far longer.
create index jobs_unfinished on jobs (created_at) where done_at is null;
create index outbox_unsent on outbox (created_at) where sent_at is null;
