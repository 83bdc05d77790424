-- Jobs on what waits in the queue. Safe online: the table has a row for each job that was ever asked for.

alter table jobs drop constraint jobs_kind_check;
alter table jobs add constraint jobs_kind_check check (kind in ('recover', 'replay', 'retry', 'cancel'));

-- With `position`, where a job goes on that works in the order of a time.
alter table jobs add column position_at timestamptz;
