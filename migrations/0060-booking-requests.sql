create schema if not exists booking;

-- What somebody asked for. The code that brings them back is kept as a keyed digest only.
create table booking.requests (
  id text primary key,
  reference text not null unique check (reference ~ '^[0-9A-Z]{3}-[0-9A-Z]{3}$'),
  code_digest text not null,
  words text not null,
  lang text not null check (lang in ('en', 'fr')),
  source text not null check (source in ('web', 'phone', 'paper', 'relative')),
  asked_for text not null check (asked_for in ('me', 'someone-else')),
  country text not null check (country in ('FR', 'GB')),
  comfort text check (comfort in ('never-done-it', 'with-help', 'fine-alone')),
  person_id text,
  home_id text,
  helper_id text,
  photos text[] not null,
  safety jsonb not null,
  quiet boolean not null,
  no_remote boolean not null,
  call_first boolean not null,
  way text check (way in ('visit', 'lesson', 'remote', 'workshop')),
  state text not null check (state in ('asked', 'understood', 'placed', 'quoted', 'booked', 'done', 'closed')),
  chosen_quote text,
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  closed_why text,
  -- Providers without a price for it, each with the reason, as when quotes were computed.
  missing jsonb not null
);
create index on booking.requests (person_id) where person_id is not null;
create index on booking.requests (home_id) where home_id is not null;
create index on booking.requests (helper_id) where helper_id is not null;
create index on booking.requests (asked_at) where call_first and state not in ('booked', 'done', 'closed');

create table booking.tasks (
  id text primary key,
  request_id text not null references booking.requests (id),
  place integer not null,
  words text not null,
  guesses jsonb not null,
  -- Chosen: a leaf of the tree, or none of ours. Before that nobody has chosen.
  chosen boolean not null,
  leaf text,
  answers jsonb not null,
  done boolean not null,
  unique (request_id, place),
  check (chosen or leaf is null)
);

-- Tries to come back, by digest of what was typed as the reference: kept for references that do not exist as well, so both look the same.
create table booking.tries (
  reference_digest text primary key,
  wrong integer not null check (wrong >= 0),
  since timestamptz not null,
  wait_until timestamptz
);
