-- Alerts about webhooks that keep failing, and their disabling where an account asks for it; which process a worker runs
-- in. Safe online: nullable columns without a default, and an index over the few webhooks that are failing.

alter table accounts
  add column disable_failing_after_hours smallint check (disable_failing_after_hours between 1 and 720);

alter table webhooks
  -- The latest failure that is evidence: of a receiver that is only probed, each probe.
  add column last_failed_at timestamptz,
  -- The alert half-way to being disabled: since when the webhook was failing then, and when it was raised.
  add column alerted_since timestamptz,
  add column alerted_at timestamptz;

create index webhooks_watched on webhooks (id) where failing_since is not null or alerted_since is not null;

-- JSON text that names the process for good on its machine, so that its end can be seen.
alter table workers add column process text;
