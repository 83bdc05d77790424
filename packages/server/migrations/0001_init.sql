-- The first schema. Safe on an empty database only.
-- Ids are UUIDv7. History tables are partitioned by ranges of their id, and so by day: an id names its partition,
-- which keeps ids unique over all partitions and lets retention drop whole days (upkeep/partitions.store.ts).

create table accounts (
  id uuid primary key,
  name text not null,
  time_zone text not null default 'UTC',
  retention_days integer not null default 30,
  -- Raised by every change of a webhook, so that ingest can tell whether its cached webhooks are current.
  webhooks_version bigint not null default 0,
  next_call_number bigint not null default 1,
  created_at timestamptz not null default now()
);

-- One text sealed with the encryption key: a process with another key must not start.
create table encryption_canary (
  is_only boolean primary key default true check (is_only),
  sealed text not null
);

create table api_keys (
  id uuid primary key,
  account_id uuid not null references accounts,
  name text not null,
  -- SHA-256 of the key: a key is 32 random bytes, so no slow hash is needed.
  hash text not null unique,
  -- The first characters, so that people recognise a key.
  hint text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_account on api_keys (account_id, id);

create table audit_entries (
  id uuid primary key,
  account_id uuid not null references accounts,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('user', 'apiKey', 'system')),
  actor_id text,
  ip_address text,
  action text not null,
  subject_id text not null
);
create index audit_entries_account on audit_entries (account_id, id);

create table webhooks (
  id uuid primary key,
  account_id uuid not null references accounts,
  name text not null,
  url text not null,
  dialect text not null,
  event_types text[] not null,
  binding_kind text not null check (binding_kind in ('account', 'agent', 'channel', 'campaign')),
  binding_ids text[] not null,
  -- Header names in the clear, values encrypted as one JSON object.
  header_names text[] not null,
  headers_encrypted text not null,
  secret_encrypted text not null,
  previous_secret_encrypted text,
  previous_secret_until timestamptz,
  timeout_ms integer not null,
  max_retries integer not null,
  event_max_age_seconds integer not null,
  max_connections integer not null,
  rate_limit_per_second double precision,
  ordering text not null check (ordering in ('none', 'per-call')),
  success text not null check (success in ('2xx', '200')),
  chunked boolean not null,
  enabled boolean not null,
  disabled_reason text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index webhooks_account on webhooks (account_id, id) where deleted_at is null;

-- The call log, built up from events; what an event does to a call is decided in calls/state.ts.
create table calls (
  account_id uuid not null references accounts,
  id text not null,
  number bigint not null,
  from_number text,
  to_number text,
  direction text,
  source text,
  agent_id text,
  channel_id text,
  campaign_id text,
  result text,
  initiated_at timestamptz,
  ringing_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  error_at timestamptz,
  first_event_at timestamptz not null,
  last_event_at timestamptz not null,
  -- For each fact, the event that set it: events may come late, and the latest one that knows a fact wins.
  fact_keys text not null default '{}',
  state text not null generated always as (
    case when ended_at is not null then 'ended'
         when answered_at is not null then 'answered'
         when ringing_at is not null then 'ringing'
         else 'initiated' end) stored,
  primary key (account_id, id),
  unique (account_id, number)
);
create index calls_latest on calls (account_id, first_event_at desc, number desc);

create table events (
  id uuid not null,
  account_id uuid not null,
  type text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  call_id text,
  campaign_id text,
  is_test boolean not null default false,
  -- JSON text of { call, data } as completed on acceptance; text because the bytes matter, never jsonb.
  content text not null,
  primary key (account_id, id)
) partition by range (id);
create index events_call on events (account_id, call_id) where call_id is not null;

-- A body in one dialect, rendered once for all webhooks that want it, sent and logged as it stands.
create table payloads (
  id uuid not null primary key,
  account_id uuid not null,
  event_id uuid not null,
  dialect text not null,
  body text not null
) partition by range (id);

-- The queue: one row for each delivery that is still to be made. A finished one moves to finished_deliveries in the
-- statement that settles it, so the queue stays as small as the work ahead.
create table pending_deliveries (
  id uuid primary key,
  account_id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  event_type text not null,
  payload_id uuid not null,
  call_id text,
  occurred_at timestamptz not null,
  queued_at timestamptz not null default now(),
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  -- Attempts made before it was put back into the queue: its retries begin anew.
  attempts_before integer not null default 0,
  -- Kept one after another with the other deliveries of its call (webhook ordering per-call).
  is_ordered boolean not null default false,
  is_test boolean not null default false,
  -- The claim: the worker that holds this row. It ends with the settle, or when the worker's lease is reaped.
  worker_id uuid
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0.05);
create index pending_deliveries_due on pending_deliveries (webhook_id, due_at, id) where worker_id is null;
create index pending_deliveries_claimed on pending_deliveries (worker_id) where worker_id is not null;
create index pending_deliveries_event on pending_deliveries (event_id);
create index pending_deliveries_ordered on pending_deliveries (webhook_id, call_id, occurred_at, event_id) where is_ordered;
create index pending_deliveries_tests on pending_deliveries (webhook_id) where is_test and worker_id is null;
create index pending_deliveries_retried on pending_deliveries (webhook_id, queued_at) where attempts > 0;

create table finished_deliveries (
  id uuid not null primary key,
  account_id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  event_type text not null,
  payload_id uuid not null,
  call_id text,
  occurred_at timestamptz not null,
  queued_at timestamptz not null,
  finished_at timestamptz not null default now(),
  status text not null check (status in ('delivered', 'failed', 'expired', 'canceled')),
  attempts integer not null,
  is_test boolean not null
) partition by range (id);
create index finished_deliveries_webhook on finished_deliveries (webhook_id, id);
create index finished_deliveries_event on finished_deliveries (event_id);

-- The log: one row for each HTTP try, written in the statement that settles the delivery.
create table attempts (
  delivery_id uuid not null,
  number integer not null,
  account_id uuid not null,
  webhook_id uuid not null,
  started_at timestamptz not null,
  url text not null,
  -- JSON text, an object of name and value; values of the webhook's own headers are masked.
  request_headers text not null,
  outcome text not null check (outcome in ('responded', 'failed')),
  is_success boolean not null,
  status integer,
  reason text,
  detail text,
  response_headers text,
  -- The first 16 KiB as text, or in base64 when they are not UTF-8.
  response_body text,
  response_body_encoding text check (response_body_encoding in ('utf8', 'base64')),
  is_response_truncated boolean not null default false,
  remote_address text,
  dns_ms real,
  connect_ms real,
  tls_ms real,
  first_byte_ms real,
  total_ms real not null,
  next_attempt_at timestamptz,
  primary key (delivery_id, number)
) partition by range (delivery_id);

-- Ids given by the source may lie on any day; what has no day of its own lands here.
create table events_default partition of events default;
create table payloads_default partition of payloads default;
create table finished_deliveries_default partition of finished_deliveries default;
create table attempts_default partition of attempts default;

-- Workers hold leases: who renews lives, who does not is reaped by the others. Work is shared by shards of webhooks.
create table workers (
  id uuid primary key,
  name text not null,
  started_at timestamptz not null default now(),
  leased_until timestamptz not null
);
create table shards (
  shard smallint primary key,
  worker_id uuid
);
insert into shards (shard) select generate_series(0, 255);
