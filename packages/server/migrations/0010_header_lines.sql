-- Headers of attempts are stored as lines from here on. Safe online: only says so.

comment on column attempts.request_headers is 'One `name: value` a line; values of the webhook''s own headers are masked.';
comment on column attempts.response_headers is 'One `name: value` a line.';
