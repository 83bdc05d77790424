-- The figures of the overview are counted once, by minute and by half hour, and no longer from the whole log each time;
-- what has ended lately is still counted from the log, for which these indexes find the rows of a span of time. They cost
-- next to nothing to keep, since rows come in about the order of that time; ranges are larger than usual because no more
-- than 256 new ones can be noted for autovacuum at a time. They are made under locks that hold back writes to these tables
-- until all three have been read once; workers and posts wait for it.

create index events_received on events using brin (received_at) with (pages_per_range = 512, autosummarize = on);
create index finished_deliveries_finished on finished_deliveries using brin (finished_at) with (pages_per_range = 512, autosummarize = on);
create index attempts_started on attempts using brin (started_at) with (pages_per_range = 512, autosummarize = on);

-- Since when and until when what has buckets of so many seconds is counted.
create table stats_spans (
  bucket_seconds integer primary key,
  since timestamptz not null,
  until timestamptz not null
);

create table stats_events (
  bucket_seconds integer not null,
  at timestamptz not null,
  account_id uuid not null references accounts (id),
  events bigint not null,
  primary key (bucket_seconds, at, account_id)
);

create table stats_deliveries (
  bucket_seconds integer not null,
  at timestamptz not null,
  account_id uuid not null references accounts (id),
  status text not null,
  deliveries bigint not null,
  primary key (bucket_seconds, at, account_id, status)
);

create table stats_attempts (
  bucket_seconds integer not null,
  at timestamptz not null,
  account_id uuid not null references accounts (id),
  webhook_id uuid not null,
  succeeded bigint not null,
  failed bigint not null,
  primary key (bucket_seconds, at, account_id, webhook_id)
);

create table stats_latencies (
  bucket_seconds integer not null,
  at timestamptz not null,
  account_id uuid not null references accounts (id),
  bin smallint not null,
  attempts bigint not null,
  primary key (bucket_seconds, at, account_id, bin)
);
comment on column stats_latencies.bin is 'Of how long answers took, see deliveries/latency-bins.ts.';
