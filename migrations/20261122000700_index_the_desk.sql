-- The desk finds a file by name or number, and reads what was answered newest first. Only indexes.
--
-- Search: row-level security lets no comparison of words into an index (they are not leakproof), so the entries of
-- an office's own area are read from end to end. They hold all that is compared, and lie side by side: some 90 a
-- page, 30 pages for a regency of 2,500 files, and no row is fetched that was not found.
-- Settled: what the office has answered by the moment of its answer. Files that were returned before that moment
-- was kept stand where they were sent. `case`, because PostgreSQL takes a `coalesce` for something that may leak.
set local lock_timeout = '2s';

create index institutions_area_search on institutions (reach) include (id, receipt, name) where reach <> '';
create index institutions_regency_settled
    on institutions (regency, state, (case when decided_at is null then submitted_at else decided_at end), id);
create index institutions_province_settled
    on institutions (province, state, (case when decided_at is null then submitted_at else decided_at end), id);
