-- Who is signed in to the console. A session hangs on the API key it was exchanged for and ends with it; one from a
-- sign-in link hangs on nothing and has no key.
create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts,
  api_key_id uuid references api_keys,
  -- SHA-256 of what the cookie carries: 32 random bytes.
  hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_account on sessions (account_id, id);

-- Links that open the console once.
create table sign_in_links (
  id uuid primary key,
  account_id uuid not null references accounts,
  hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_links_account on sign_in_links (account_id, id);
