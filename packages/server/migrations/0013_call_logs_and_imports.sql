-- Call logs that are due are found without reading all calls that go on or never told of their end; uploads can go with
-- retention. Takes refused_rows, and calls while it reads them once for the index: uploads and events wait for it, and
-- events are answered 503 where too many would.

-- By the import first, so that deleting one finds its rows.
alter table refused_rows drop constraint refused_rows_pkey;
alter table refused_rows add primary key (import_id, row_number);

drop index calls_unsettled;
create index calls_unsettled on calls (ended_received_at, unsettled_since) where unsettled_since is not null;

comment on column calls.ended_received_at is 'When the end of a call with an agent or a channel was received.';
comment on column calls.unsettled_since is 'Set while something other than its log was told of a call with an agent or a channel since that was last looked after.';
