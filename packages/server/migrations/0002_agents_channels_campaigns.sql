-- What webhooks hang on. Ids of agents, channels and campaigns are text, because a source may bring its own; those of
-- phone systems and callflows are ours. Nothing is deleted, only archived: old events still name it. Safe while running:
-- new tables, and columns of `calls` without a default that would rewrite it.

create table agents (
  account_id uuid not null references accounts,
  id text not null,
  name text not null,
  has_summary boolean not null,
  stores_transcripts boolean not null,
  -- How long the call log waits for late transcript lines and analysis after the end of a call was received.
  log_delay_seconds integer not null,
  -- JSON text: a list of playbooks (agents/agent.ts).
  playbooks text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (account_id, id)
);

create table channels (
  account_id uuid not null references accounts,
  id text not null,
  name text not null,
  is_private boolean not null,
  log_delay_seconds integer not null,
  -- JSON text: a list of members (channels/channel.ts).
  members text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (account_id, id)
);

-- What sipgate's own configuration knows of an agent's webhooks beyond the webhook itself.
create table agent_webhooks (
  account_id uuid not null references accounts,
  agent_id text not null,
  webhook_id uuid not null references webhooks,
  position integer not null,
  has_timeout boolean not null,
  primary key (account_id, agent_id, webhook_id)
);

create table phone_systems (
  account_id uuid not null references accounts,
  id uuid not null,
  name text not null,
  -- JSON text: a list of { id, name }.
  extensions text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (account_id, id)
);

create table callflows (
  account_id uuid not null references accounts,
  id uuid not null,
  name text not null,
  -- JSON text: a list of { id, type, name }.
  actions text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (account_id, id)
);

create table campaigns (
  account_id uuid not null references accounts,
  id text not null,
  name text not null,
  status text not null check (status in ('draft', 'active', 'paused', 'canceled', 'finished')),
  type text not null check (type in ('static', 'dynamic')),
  dialer_mode text not null check (dialer_mode in ('power', 'predictive')),
  phone_system_id uuid not null,
  extension_id text not null,
  callflow_for_human_id uuid,
  callflow_for_machine_id uuid,
  -- Calendar dates as text (2026-04-08) in the campaign's time zone, and the instants they stand for.
  start_date text not null,
  end_date text not null,
  time_zone_id text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  var_names text[] not null,
  max_attempts integer not null,
  retry_delay_minutes integer not null,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, phone_system_id) references phone_systems,
  foreign key (account_id, callflow_for_human_id) references callflows,
  foreign key (account_id, callflow_for_machine_id) references callflows
);
create index campaigns_running on campaigns (ends_at) where status in ('active', 'paused');

create table campaign_numbers (
  account_id uuid not null,
  campaign_id text not null,
  id uuid not null,
  -- E.164 with its plus.
  number text not null,
  -- In the order of the campaign's var_names.
  var_values text[] not null,
  state text not null check (state in ('waiting', 'retrying', 'succeeded', 'failed')),
  attempts integer not null default 0,
  retry_at timestamptz,
  last_call_id text,
  last_result text,
  last_called_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (account_id, campaign_id, number),
  foreign key (account_id, campaign_id) references campaigns
);
create unique index campaign_numbers_id on campaign_numbers (account_id, campaign_id, id);
create index campaign_numbers_open on campaign_numbers (account_id, campaign_id) where state in ('waiting', 'retrying');

create table number_imports (
  id uuid primary key,
  account_id uuid not null,
  campaign_id text not null,
  status text not null check (status in ('running', 'completed', 'failed')),
  rows_read integer not null default 0,
  added integer not null default 0,
  duplicates integer not null default 0,
  refused integer not null default 0,
  ignored_columns text[] not null default '{}',
  detail text,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  foreign key (account_id, campaign_id) references campaigns
);
create index number_imports_campaign on number_imports (account_id, campaign_id, id);

create table refused_rows (
  account_id uuid not null,
  import_id uuid not null references number_imports,
  row_number integer not null,
  reason text not null,
  value text not null,
  primary key (account_id, import_id, row_number)
);

-- Analysis of a call that came by itself: goes into its call log, or updates it afterwards.
create table call_analyses (
  account_id uuid not null references accounts,
  call_id text not null,
  -- JSON text: parts of the data of call.logged.
  content text not null,
  updated_at timestamptz not null default now(),
  primary key (account_id, call_id)
);

-- Calls whose transcript must not be kept; the text goes once every delivery of the call is finished.
create table transcript_removals (
  account_id uuid not null references accounts,
  call_id text not null,
  due_at timestamptz not null default now(),
  primary key (account_id, call_id)
);
create index transcript_removals_due on transcript_removals (due_at);

alter table calls
  add column ended_received_at timestamptz,
  -- Set while events of a call with an agent or a channel came since its log was last looked after.
  add column unsettled_since timestamptz;
create index calls_unsettled on calls (unsettled_since) where unsettled_since is not null;

-- Which settings panel of the account a webhook belongs to, if any: each has one.
alter table webhooks add column panel text;
create unique index webhooks_panel on webhooks (account_id, panel) where panel is not null and deleted_at is null;
