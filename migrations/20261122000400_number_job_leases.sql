-- Who holds a job: the number of its lease, which only grows. `attempts` cannot say it, because a try that
-- does not count takes it back, and a worker that lost its lease then held the right number again.
set local lock_timeout = '2s';

alter table jobs add column lease_no integer not null default 0;
