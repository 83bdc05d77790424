-- Background jobs that put many deliveries into the queue. Safe online: a new table.

create table jobs (
  id uuid primary key,
  account_id uuid not null references accounts,
  webhook_id uuid not null,
  kind text not null check (kind in ('recover', 'replay')),
  -- JSON text of the filter it was asked for, see deliveries/job.ts.
  filter text not null,
  state text not null check (state in ('running', 'stopped', 'done')),
  -- How many there are to look at; null until they have been counted.
  total bigint,
  done bigint not null default 0,
  queued bigint not null default 0,
  -- The last id that was looked at: a job goes on from here after a stop or a crash.
  position uuid,
  running_ms double precision not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz
);
create index jobs_account on jobs (account_id, id);
create index jobs_running on jobs (updated_at) where state = 'running';
