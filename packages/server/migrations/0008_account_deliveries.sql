-- Lists and figures over all deliveries of an account read its own only, newest first, however many others there are.
-- Builds under a lock that holds back writes to finished_deliveries; workers wait for it and repeat their settles.

create index finished_deliveries_account on finished_deliveries (account_id, id);
