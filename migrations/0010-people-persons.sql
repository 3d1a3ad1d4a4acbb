create schema people;

-- Someone we know. A telephone may be shared; an e-mail is never required and never an identity. Erasure leaves an empty row.
create table people.persons (
  id text primary key,
  given_name text not null,
  family_name text not null,
  lang text not null check (lang in ('en', 'fr')),
  country text not null check (country in ('FR', 'GB')),
  phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  email text check (email = lower(email)),
  prefers text not null check (prefers in ('sms', 'mail', 'letter', 'phone')),
  comfort text check (comfort in ('never-done-it', 'with-help', 'fine-alone')),
  large_print boolean not null,
  vulnerable text,
  -- Whose work wrote this row first: a person, a request or a job.
  welcomed_by text not null,
  welcomed_at timestamptz not null,
  erased_at timestamptz,
  check (erased_at is not null or (prefers not in ('sms', 'phone') or phone is not null) and (prefers <> 'mail' or email is not null))
);
create index on people.persons (phone) where phone is not null;
create index on people.persons (email) where email is not null;
create index on people.persons (lower(family_name));

create table people.homes (
  id text primary key,
  line text not null,
  postcode text not null,
  town text not null,
  country text not null check (country in ('FR', 'GB')),
  lat double precision check (lat between -90 and 90),
  lng double precision check (lng between -180 and 180),
  placed_to text check (placed_to in ('door', 'street', 'postcode', 'town', 'pin')),
  access_notes text,
  added_by text not null,
  added_at timestamptz not null,
  erased_at timestamptz,
  check ((lat is null) = (lng is null) and (lat is null) = (placed_to is null))
);
create index on people.homes (postcode);

create table people.residents (
  home_id text not null references people.homes,
  person_id text not null references people.persons,
  since timestamptz not null,
  primary key (home_id, person_id)
);
create index on people.residents (person_id);

-- What a trusted helper may do for a home. Without confirmed_at it gives nothing.
create table people.mandates (
  id text primary key,
  home_id text not null references people.homes,
  helper_id text not null references people.persons,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['see-appointments', 'see-quotes', 'see-invoices', 'ask', 'answer-quotes', 'approve-extras']),
  from_at timestamptz not null,
  until_at timestamptz not null,
  given_how text not null check (given_how in ('on-screen', 'paper', 'phone', 'claimed-by-helper')),
  given_by text not null,
  given_at timestamptz not null,
  confirmed_at timestamptz,
  revoked_at timestamptz,
  check (until_at > from_at)
);
create index on people.mandates (home_id);
create index on people.mandates (helper_id);

-- The old ways to reach someone, kept so that they can be told of the change; swept when they are due.
create table people.contact_changes (
  id text primary key,
  person_id text not null references people.persons,
  phone_before text,
  email_before text,
  prefers_before text not null,
  at timestamptz not null,
  due_at timestamptz not null
);
create index on people.contact_changes (person_id);
create index on people.contact_changes (due_at);
