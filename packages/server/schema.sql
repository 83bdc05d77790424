-- Generated from packages/server/migrations by `npm run generate`. Do not edit.

create table accounts (
  id uuid not null,
  name text not null,
  time_zone text not null default 'UTC'::text,
  retention_days integer not null default 30,
  webhooks_version bigint not null default 0,
  next_call_number bigint not null default 1,
  created_at timestamp with time zone not null default now(),
  disable_failing_after_hours smallint,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_disable_failing_after_hours_check CHECK (((disable_failing_after_hours >= 1) AND (disable_failing_after_hours <= 720)))
);

create table agent_webhooks (
  account_id uuid not null,
  agent_id text not null,
  webhook_id uuid not null,
  position integer not null,
  has_timeout boolean not null,
  constraint agent_webhooks_pkey PRIMARY KEY (account_id, agent_id, webhook_id),
  constraint agent_webhooks_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint agent_webhooks_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id)
);

create table agents (
  account_id uuid not null,
  id text not null,
  name text not null,
  has_summary boolean not null,
  stores_transcripts boolean not null,
  log_delay_seconds integer not null,
  playbooks text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  archived_at timestamp with time zone,
  constraint agents_pkey PRIMARY KEY (account_id, id),
  constraint agents_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table api_keys (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  hash text not null,
  hint text not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_hash_key UNIQUE (hash),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);
CREATE INDEX api_keys_account ON public.api_keys USING btree (account_id, id);

create table attempts (
  delivery_id uuid not null,
  number integer not null,
  account_id uuid not null,
  webhook_id uuid not null,
  started_at timestamp with time zone not null,
  url text not null,
  request_headers text not null,
  outcome text not null,
  is_success boolean not null,
  status integer,
  reason text,
  detail text,
  response_headers text,
  response_body text,
  response_body_encoding text,
  is_response_truncated boolean not null default false,
  remote_address text,
  dns_ms real,
  connect_ms real,
  tls_ms real,
  first_byte_ms real,
  total_ms real not null,
  next_attempt_at timestamp with time zone,
  constraint attempts_pkey PRIMARY KEY (delivery_id, number),
  constraint attempts_outcome_check CHECK ((outcome = ANY (ARRAY['responded'::text, 'failed'::text]))),
  constraint attempts_response_body_encoding_check CHECK ((response_body_encoding = ANY (ARRAY['utf8'::text, 'base64'::text])))
) partition by RANGE (delivery_id);
CREATE INDEX attempts_started ON ONLY public.attempts USING brin (started_at) WITH (pages_per_range='512', autosummarize='on');

create table attempts_default partition of attempts DEFAULT;

create table audit_entries (
  id uuid not null,
  account_id uuid not null,
  at timestamp with time zone not null default now(),
  actor_kind text not null,
  actor_id text,
  ip_address text,
  action text not null,
  subject_id text not null,
  constraint audit_entries_pkey PRIMARY KEY (id),
  constraint audit_entries_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint audit_entries_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'apiKey'::text, 'system'::text])))
);
CREATE INDEX audit_entries_account ON public.audit_entries USING btree (account_id, id);

create table call_analyses (
  account_id uuid not null,
  call_id text not null,
  content text not null,
  updated_at timestamp with time zone not null default now(),
  constraint call_analyses_pkey PRIMARY KEY (account_id, call_id),
  constraint call_analyses_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table callflows (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  actions text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  archived_at timestamp with time zone,
  constraint callflows_pkey PRIMARY KEY (account_id, id),
  constraint callflows_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table calls (
  account_id uuid not null,
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
  initiated_at timestamp with time zone,
  ringing_at timestamp with time zone,
  answered_at timestamp with time zone,
  ended_at timestamp with time zone,
  error_at timestamp with time zone,
  first_event_at timestamp with time zone not null,
  last_event_at timestamp with time zone not null,
  fact_keys text not null default '{}'::text,
  state text not null generated always as (
CASE
    WHEN (ended_at IS NOT NULL) THEN 'ended'::text
    WHEN (answered_at IS NOT NULL) THEN 'answered'::text
    WHEN (ringing_at IS NOT NULL) THEN 'ringing'::text
    ELSE 'initiated'::text
END) stored,
  ended_received_at timestamp with time zone,
  unsettled_since timestamp with time zone,
  constraint calls_account_id_number_key UNIQUE (account_id, number),
  constraint calls_pkey PRIMARY KEY (account_id, id),
  constraint calls_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
) with (fillfactor=70);
CREATE INDEX calls_agent ON public.calls USING btree (account_id, agent_id, first_event_at DESC, number DESC) WHERE (agent_id IS NOT NULL);
CREATE INDEX calls_campaign ON public.calls USING btree (account_id, campaign_id, first_event_at DESC, number DESC) WHERE (campaign_id IS NOT NULL);
CREATE INDEX calls_channel ON public.calls USING btree (account_id, channel_id, first_event_at DESC, number DESC) WHERE (channel_id IS NOT NULL);
CREATE INDEX calls_latest ON public.calls USING btree (account_id, first_event_at DESC, number DESC);
CREATE INDEX calls_unsettled ON public.calls USING btree (ended_received_at, unsettled_since) WHERE (unsettled_since IS NOT NULL);

create table campaign_numbers (
  account_id uuid not null,
  campaign_id text not null,
  id uuid not null,
  number text not null,
  var_values text[] not null,
  state text not null,
  attempts integer not null default 0,
  retry_at timestamp with time zone,
  last_call_id text,
  last_result text,
  last_called_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  constraint campaign_numbers_pkey PRIMARY KEY (account_id, campaign_id, number),
  constraint campaign_numbers_account_id_campaign_id_fkey FOREIGN KEY (account_id, campaign_id) REFERENCES campaigns(account_id, id),
  constraint campaign_numbers_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'retrying'::text, 'succeeded'::text, 'failed'::text])))
);
CREATE INDEX campaign_numbers_open ON public.campaign_numbers USING btree (account_id, campaign_id) WHERE (state = ANY (ARRAY['waiting'::text, 'retrying'::text]));
CREATE UNIQUE INDEX campaign_numbers_id ON public.campaign_numbers USING btree (account_id, campaign_id, id);

create table campaigns (
  account_id uuid not null,
  id text not null,
  name text not null,
  status text not null,
  type text not null,
  dialer_mode text not null,
  phone_system_id uuid not null,
  extension_id text not null,
  callflow_for_human_id uuid,
  callflow_for_machine_id uuid,
  start_date text not null,
  end_date text not null,
  time_zone_id text not null,
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  var_names text[] not null,
  max_attempts integer not null,
  retry_delay_minutes integer not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  archived_at timestamp with time zone,
  constraint campaigns_pkey PRIMARY KEY (account_id, id),
  constraint campaigns_account_id_callflow_for_human_id_fkey FOREIGN KEY (account_id, callflow_for_human_id) REFERENCES callflows(account_id, id),
  constraint campaigns_account_id_callflow_for_machine_id_fkey FOREIGN KEY (account_id, callflow_for_machine_id) REFERENCES callflows(account_id, id),
  constraint campaigns_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint campaigns_account_id_phone_system_id_fkey FOREIGN KEY (account_id, phone_system_id) REFERENCES phone_systems(account_id, id),
  constraint campaigns_dialer_mode_check CHECK ((dialer_mode = ANY (ARRAY['power'::text, 'predictive'::text]))),
  constraint campaigns_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'active'::text, 'paused'::text, 'canceled'::text, 'finished'::text]))),
  constraint campaigns_type_check CHECK ((type = ANY (ARRAY['static'::text, 'dynamic'::text])))
);
CREATE INDEX campaigns_running ON public.campaigns USING btree (ends_at) WHERE (status = ANY (ARRAY['active'::text, 'paused'::text]));

create table channels (
  account_id uuid not null,
  id text not null,
  name text not null,
  is_private boolean not null,
  log_delay_seconds integer not null,
  members text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  archived_at timestamp with time zone,
  constraint channels_pkey PRIMARY KEY (account_id, id),
  constraint channels_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table encryption_canary (
  is_only boolean not null default true,
  sealed text not null,
  constraint encryption_canary_pkey PRIMARY KEY (is_only),
  constraint encryption_canary_is_only_check CHECK (is_only)
);

create table events (
  id uuid not null,
  account_id uuid not null,
  type text not null,
  occurred_at timestamp with time zone not null,
  received_at timestamp with time zone not null default now(),
  call_id text,
  campaign_id text,
  is_test boolean not null default false,
  content text not null,
  constraint events_pkey PRIMARY KEY (account_id, id)
) partition by RANGE (id);
CREATE INDEX events_call ON ONLY public.events USING btree (account_id, call_id) WHERE (call_id IS NOT NULL);
CREATE INDEX events_received ON ONLY public.events USING brin (received_at) WITH (pages_per_range='512', autosummarize='on');

create table events_default partition of events DEFAULT;

create table finished_deliveries (
  id uuid not null,
  account_id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  event_type text not null,
  payload_id uuid not null,
  call_id text,
  occurred_at timestamp with time zone not null,
  queued_at timestamp with time zone not null,
  finished_at timestamp with time zone not null default now(),
  status text not null,
  attempts integer not null,
  is_test boolean not null,
  constraint finished_deliveries_pkey PRIMARY KEY (account_id, id),
  constraint finished_deliveries_status_check CHECK ((status = ANY (ARRAY['delivered'::text, 'failed'::text, 'expired'::text, 'canceled'::text])))
) partition by RANGE (id);
CREATE INDEX finished_deliveries_event ON ONLY public.finished_deliveries USING btree (event_id);
CREATE INDEX finished_deliveries_finished ON ONLY public.finished_deliveries USING brin (finished_at) WITH (pages_per_range='512', autosummarize='on');
CREATE INDEX finished_deliveries_webhook ON ONLY public.finished_deliveries USING btree (webhook_id, id);

create table finished_deliveries_default partition of finished_deliveries DEFAULT;

create table jobs (
  id uuid not null,
  account_id uuid not null,
  webhook_id uuid not null,
  kind text not null,
  filter text not null,
  state text not null,
  total bigint,
  done bigint not null default 0,
  queued bigint not null default 0,
  position uuid,
  running_ms double precision not null default 0,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  position_at timestamp with time zone,
  constraint jobs_pkey PRIMARY KEY (id),
  constraint jobs_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint jobs_kind_check CHECK ((kind = ANY (ARRAY['recover'::text, 'replay'::text, 'retry'::text, 'cancel'::text]))),
  constraint jobs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text])))
);
CREATE INDEX jobs_account ON public.jobs USING btree (account_id, id);
CREATE INDEX jobs_running ON public.jobs USING btree (updated_at) WHERE (state = 'running'::text);

create table number_imports (
  id uuid not null,
  account_id uuid not null,
  campaign_id text not null,
  status text not null,
  rows_read integer not null default 0,
  added integer not null default 0,
  duplicates integer not null default 0,
  refused integer not null default 0,
  ignored_columns text[] not null default '{}'::text[],
  detail text,
  started_at timestamp with time zone not null default now(),
  finished_at timestamp with time zone,
  constraint number_imports_pkey PRIMARY KEY (id),
  constraint number_imports_account_id_campaign_id_fkey FOREIGN KEY (account_id, campaign_id) REFERENCES campaigns(account_id, id),
  constraint number_imports_status_check CHECK ((status = ANY (ARRAY['running'::text, 'completed'::text, 'failed'::text])))
);
CREATE INDEX number_imports_campaign ON public.number_imports USING btree (account_id, campaign_id, id);

create table payloads (
  id uuid not null,
  account_id uuid not null,
  event_id uuid not null,
  dialect text not null,
  body text not null,
  constraint payloads_pkey PRIMARY KEY (id)
) partition by RANGE (id);

create table payloads_default partition of payloads DEFAULT;

create table pending_deliveries (
  id uuid not null,
  account_id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  event_type text not null,
  payload_id uuid not null,
  call_id text,
  occurred_at timestamp with time zone not null,
  queued_at timestamp with time zone not null default now(),
  due_at timestamp with time zone not null default now(),
  attempts integer not null default 0,
  attempts_before integer not null default 0,
  is_ordered boolean not null default false,
  is_test boolean not null default false,
  constraint pending_deliveries_pkey PRIMARY KEY (id)
) with (autovacuum_vacuum_scale_factor=0.02, autovacuum_vacuum_threshold=2000, autovacuum_vacuum_cost_delay=0, autovacuum_analyze_scale_factor=0.05);
CREATE INDEX pending_deliveries_due ON public.pending_deliveries USING btree (webhook_id, due_at, id);
CREATE INDEX pending_deliveries_event ON public.pending_deliveries USING btree (event_id);
CREATE INDEX pending_deliveries_ordered ON public.pending_deliveries USING btree (webhook_id, call_id, occurred_at, event_id) WHERE is_ordered;
CREATE INDEX pending_deliveries_retried ON public.pending_deliveries USING btree (webhook_id, queued_at) WHERE (attempts > 0);
CREATE INDEX pending_deliveries_tests ON public.pending_deliveries USING btree (webhook_id) WHERE is_test;

create table phone_systems (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  extensions text not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  archived_at timestamp with time zone,
  constraint phone_systems_pkey PRIMARY KEY (account_id, id),
  constraint phone_systems_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table refused_rows (
  account_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  reason text not null,
  value text not null,
  constraint refused_rows_pkey PRIMARY KEY (import_id, row_number),
  constraint refused_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES number_imports(id)
);

create table sessions (
  id uuid not null,
  account_id uuid not null,
  api_key_id uuid,
  hash text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint sessions_hash_key UNIQUE (hash),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint sessions_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys(id)
);
CREATE INDEX sessions_account ON public.sessions USING btree (account_id, id);

create table shards (
  shard smallint not null,
  worker_id uuid,
  constraint shards_pkey PRIMARY KEY (shard)
);

create table sign_in_links (
  id uuid not null,
  account_id uuid not null,
  hash text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint sign_in_links_hash_key UNIQUE (hash),
  constraint sign_in_links_pkey PRIMARY KEY (id),
  constraint sign_in_links_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);
CREATE INDEX sign_in_links_account ON public.sign_in_links USING btree (account_id, id);

create table stats_attempts (
  bucket_seconds integer not null,
  at timestamp with time zone not null,
  account_id uuid not null,
  webhook_id uuid not null,
  succeeded bigint not null,
  failed bigint not null,
  constraint stats_attempts_pkey PRIMARY KEY (bucket_seconds, at, account_id, webhook_id),
  constraint stats_attempts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table stats_deliveries (
  bucket_seconds integer not null,
  at timestamp with time zone not null,
  account_id uuid not null,
  status text not null,
  deliveries bigint not null,
  constraint stats_deliveries_pkey PRIMARY KEY (bucket_seconds, at, account_id, status),
  constraint stats_deliveries_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table stats_events (
  bucket_seconds integer not null,
  at timestamp with time zone not null,
  account_id uuid not null,
  events bigint not null,
  constraint stats_events_pkey PRIMARY KEY (bucket_seconds, at, account_id),
  constraint stats_events_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table stats_latencies (
  bucket_seconds integer not null,
  at timestamp with time zone not null,
  account_id uuid not null,
  bin smallint not null,
  attempts bigint not null,
  constraint stats_latencies_pkey PRIMARY KEY (bucket_seconds, at, account_id, bin),
  constraint stats_latencies_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);

create table stats_spans (
  bucket_seconds integer not null,
  since timestamp with time zone not null,
  until timestamp with time zone not null,
  constraint stats_spans_pkey PRIMARY KEY (bucket_seconds)
);

create table transcript_removals (
  account_id uuid not null,
  call_id text not null,
  due_at timestamp with time zone not null default now(),
  constraint transcript_removals_pkey PRIMARY KEY (account_id, call_id),
  constraint transcript_removals_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id)
);
CREATE INDEX transcript_removals_due ON public.transcript_removals USING btree (due_at);

create table webhooks (
  id uuid not null,
  account_id uuid not null,
  name text not null,
  url text not null,
  dialect text not null,
  event_types text[] not null,
  binding_kind text not null,
  binding_ids text[] not null,
  header_names text[] not null,
  headers_encrypted text not null,
  secret_encrypted text not null,
  previous_secret_encrypted text,
  previous_secret_until timestamp with time zone,
  timeout_ms integer not null,
  max_retries integer not null,
  event_max_age_seconds integer not null,
  max_connections integer not null,
  rate_limit_per_second double precision,
  ordering text not null,
  success text not null,
  chunked boolean not null,
  enabled boolean not null,
  disabled_reason text,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  panel text,
  failing_since timestamp with time zone,
  failure_reason text,
  next_probe_at timestamp with time zone,
  last_failed_at timestamp with time zone,
  alerted_since timestamp with time zone,
  alerted_at timestamp with time zone,
  constraint webhooks_pkey PRIMARY KEY (id),
  constraint webhooks_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id),
  constraint webhooks_binding_kind_check CHECK ((binding_kind = ANY (ARRAY['account'::text, 'agent'::text, 'channel'::text, 'campaign'::text]))),
  constraint webhooks_ordering_check CHECK ((ordering = ANY (ARRAY['none'::text, 'per-call'::text]))),
  constraint webhooks_success_check CHECK ((success = ANY (ARRAY['2xx'::text, '200'::text])))
);
CREATE INDEX webhooks_account ON public.webhooks USING btree (account_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX webhooks_watched ON public.webhooks USING btree (id) WHERE ((failing_since IS NOT NULL) OR (alerted_since IS NOT NULL));
CREATE UNIQUE INDEX webhooks_panel ON public.webhooks USING btree (account_id, panel) WHERE ((panel IS NOT NULL) AND (deleted_at IS NULL));

create table workers (
  id uuid not null,
  name text not null,
  started_at timestamp with time zone not null default now(),
  leased_until timestamp with time zone not null,
  process text,
  is_leaving boolean not null default false,
  constraint workers_pkey PRIMARY KEY (id)
);
