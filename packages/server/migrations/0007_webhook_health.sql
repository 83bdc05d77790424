-- What workers find out about a webhook's receiver. Safe online: nullable columns.

alter table webhooks
  add column failing_since timestamptz,
  add column failure_reason text,
  add column next_probe_at timestamptz;
