create schema if not exists privacy;

-- What somebody agreed to, in the very words they read or heard, and when they took it back. A receipt is never edited but for its end.
create table privacy.consents (
  id text primary key,
  person_id text not null references people.persons,
  purpose text not null,
  said text not null,
  lang text not null check (lang in ('en', 'fr')),
  given_how text not null check (given_how in ('on-screen', 'phone', 'paper')),
  given_at timestamptz not null,
  given_by text not null,
  withdrawn_how text check (withdrawn_how in ('on-screen', 'phone', 'paper')),
  withdrawn_at timestamptz,
  withdrawn_by text,
  check ((withdrawn_at is null) = (withdrawn_how is null) and (withdrawn_at is null) = (withdrawn_by is null)),
  check (withdrawn_at >= given_at)
);
-- One living consent for each purpose.
create unique index on privacy.consents (person_id, purpose) where withdrawn_at is null;

-- An erasure asked for by telephone waits three days, is told to the person, and can be stopped.
create table privacy.erasures (
  id text primary key,
  person_id text not null references people.persons,
  asked_at timestamptz not null,
  asked_by text not null,
  due_at timestamptz not null,
  stopped_at timestamptz,
  done_at timestamptz,
  check (stopped_at is null or done_at is null)
);
create unique index one_living_erasure on privacy.erasures (person_id) where stopped_at is null and done_at is null;
create index on privacy.erasures (due_at) where stopped_at is null and done_at is null;

-- Taking many people's data out of the house takes two of us: one asks and says why, another allows.
create table privacy.bulk_exports (
  id text primary key,
  what text not null,
  why text not null,
  asked_by text not null,
  asked_at timestamptz not null,
  allowed_by text,
  allowed_at timestamptz,
  used_at timestamptz,
  check (allowed_by is null or allowed_by <> asked_by),
  check ((allowed_at is null) = (allowed_by is null)),
  check (used_at is null or allowed_at is not null)
);
