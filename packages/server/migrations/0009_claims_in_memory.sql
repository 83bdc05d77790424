-- A worker remembers what it holds, so a claim is a read and writes nothing: who owns a shard alone may send its rows.
-- Takes the queue and the list of finished deliveries for itself while it builds their indexes: stop the workers first.

drop index pending_deliveries_due, pending_deliveries_claimed, pending_deliveries_tests;
alter table pending_deliveries drop column worker_id;
create index pending_deliveries_due on pending_deliveries (webhook_id, due_at, id);
create index pending_deliveries_tests on pending_deliveries (webhook_id) where is_test;

-- Every look-up knows its account: one index less to write for each delivery.
drop index finished_deliveries_account;
alter table finished_deliveries drop constraint finished_deliveries_pkey;
alter table finished_deliveries add primary key (account_id, id);
