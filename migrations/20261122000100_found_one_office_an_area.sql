-- Two offices of one kind over one area would both be told to decide the same cases: an area has one.
set local lock_timeout = '2s';

create unique index tenants_one_office on tenants (kind, reach_from) where kind <> 'sponsor';
