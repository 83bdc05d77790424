-- A worker that is told to stop hands its shards on while its last requests end. Safe online: a constant default.

alter table workers add column is_leaving boolean not null default false;
