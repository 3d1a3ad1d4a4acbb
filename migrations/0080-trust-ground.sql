create schema trust;

-- The telephone of a technician: its private key never leaves it. One at a time.
create table trust.phones (
  id text primary key,
  technician_id text not null references technicians.technicians,
  person_id text not null references people.persons,
  name text not null,
  public_key jsonb not null,
  replaces text references trust.phones,
  added_at timestamptz not null,
  ended_at timestamptz
);
create unique index one_phone_a_technician on trust.phones (technician_id) where ended_at is null;

-- A secret that only the telephone of the technician who comes can open, with the half that we hold, in its time.
-- We hold: what the browser closed (`sealed`), half of its key wrapped for that telephone (`wrapped`), and the other half (`half`, sealed with the house key).
create table trust.secrets (
  id text primary key,
  visit_id text not null references booking.visits,
  home_id text not null references people.homes,
  kind text not null check (kind in ('device-password', 'key-safe', 'absence')),
  label text not null,
  technician_id text not null references technicians.technicians,
  phone_id text not null references trust.phones,
  sealed text,
  wrapped text,
  half text,
  made_at timestamptz not null,
  closed_until timestamptz,
  destroyed_at timestamptz,
  destroyed_why text check (destroyed_why in ('over', 'cancelled', 'technician-changed', 'phone-changed', 'taken-back')),
  -- Whether somebody read it, for the list of what to change.
  opened boolean not null,
  check ((destroyed_at is null) = (destroyed_why is null)),
  -- Destroyed is destroyed: nothing of it is left, and nothing live lacks a part.
  check ((destroyed_at is null) = (sealed is not null and wrapped is not null and half is not null)),
  check (destroyed_at is null or (sealed is null and wrapped is null and half is null))
);
create index on trust.secrets (visit_id);
create index on trust.secrets (home_id);
create index on trust.secrets (technician_id) where destroyed_at is null;

-- Each opening, written before anything is given out. Lines are added, never changed.
create table trust.openings (
  id text primary key,
  secret_id text not null references trust.secrets,
  technician_id text not null references technicians.technicians,
  phone_id text not null references trust.phones,
  at timestamptz not null
);
create index on trust.openings (secret_id);

-- Something about a technician that should not be. The same thing about the same matter is noticed once.
create table trust.signs (
  id text primary key,
  technician_id text not null references technicians.technicians,
  sign text not null,
  points integer not null check (points > 0),
  about text not null,
  at timestamptz not null,
  unique (technician_id, sign, about)
);
create index on trust.signs (technician_id, at);
create index on trust.signs (at);

create table trust.quarantines (
  id text primary key,
  technician_id text not null references technicians.technicians,
  because text not null,
  sign_id text not null references trust.signs,
  began_at timestamptz not null,
  due_at timestamptz not null,
  paged_again_at timestamptz,
  decision text check (decision in ('lifted', 'kept')),
  reasons text,
  decided_by text references people.persons,
  decided_at timestamptz,
  appeal text,
  appealed_at timestamptz,
  answer text,
  answered_by text references people.persons,
  answered_at timestamptz,
  -- A person decides, and says why.
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null) and (decision is null) = (reasons is null)),
  check ((appeal is null) = (appealed_at is null)),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)),
  check (answer is null or appeal is not null)
);
create unique index one_open_quarantine on trust.quarantines (technician_id) where decision is null;
create index on trust.quarantines (technician_id, began_at);

-- Visits that their technician cannot keep: somebody must offer another time.
create table trust.held_visits (
  visit_id text primary key references booking.visits,
  technician_id text not null references technicians.technicians,
  why text not null check (why in ('quarantine', 'suspended', 'checks')),
  since timestamptz not null,
  told_at timestamptz,
  settled_at timestamptz,
  settled text check (settled in ('moved', 'cancelled', 'stands', 'over')),
  check ((settled is null) = (settled_at is null))
);
create index on trust.held_visits (since) where settled is null;

-- "Somebody said they were from you": what was told is sealed.
create table trust.reports (
  id text primary key,
  happened text not null check (happened in ('call', 'message', 'door', 'other')),
  told text not null,
  contact text,
  at timestamptz not null,
  state text not null check (state in ('new', 'looking', 'settled')),
  note text,
  handled_by text references people.persons,
  handled_at timestamptz,
  check ((state = 'new') = (handled_by is null))
);
create index on trust.reports (at);

-- "Something felt wrong", about a visit, before or after it.
create table trust.worries (
  id text primary key,
  visit_id text not null references booking.visits,
  home_id text not null references people.homes,
  what text not null,
  at timestamptz not null,
  answer text,
  answered_by text references people.persons,
  answered_at timestamptz,
  check ((answer is null) = (answered_at is null))
);
create index on trust.worries (home_id);
create index on trust.worries (at) where answered_at is null;
