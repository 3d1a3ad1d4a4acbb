-- Visits that were promised. `planned_start` may move, never out of the promise.
create table booking.visits (
  id text primary key,
  request_id text not null references booking.requests (id),
  quote_id text not null,
  provider_id text not null,
  technician_id text not null,
  home_id text not null,
  country text not null check (country in ('FR', 'GB')),
  way text not null check (way in ('visit', 'lesson', 'remote', 'workshop')),
  day date not null,
  promised_from timestamptz not null,
  promised_until timestamptz not null,
  planned_start timestamptz not null,
  planned_end timestamptz not null,
  minutes integer not null check (minutes between 5 and 720),
  lat double precision not null,
  lng double precision not null,
  quiet boolean not null,
  state text not null check (state in ('booked', 'cancelled', 'done')),
  sequence integer not null,
  booked_at timestamptz not null,
  changed_at timestamptz not null,
  narrow_due_at timestamptz,
  narrowed_at timestamptz,
  cancelled_why text,
  fee_cents bigint check (fee_cents >= 0),
  fee_currency text check (fee_currency in ('EUR', 'GBP')),
  door_word text not null,
  code text not null,
  check (promised_from < promised_until),
  check (planned_end = planned_start + make_interval(mins => minutes)),
  check (state <> 'booked' or (planned_start >= promised_from and planned_start <= promised_until))
);
create index on booking.visits (technician_id, day) where state = 'booked';
create index on booking.visits (home_id);
create index on booking.visits (promised_from);
create index on booking.visits (narrow_due_at) where narrow_due_at is not null;
-- One request is promised one visit at a time.
create unique index one_visit_a_request on booking.visits (request_id) where state = 'booked';

-- A time kept for ten minutes.
create table booking.holds (
  id text primary key,
  request_id text not null references booking.requests (id),
  quote_id text not null,
  provider_id text not null,
  technician_id text not null,
  home_id text not null,
  country text not null check (country in ('FR', 'GB')),
  way text not null check (way in ('visit', 'lesson', 'remote', 'workshop')),
  day date not null,
  promised_from timestamptz not null,
  promised_until timestamptz not null,
  planned_start timestamptz not null,
  planned_end timestamptz not null,
  minutes integer not null check (minutes between 5 and 720),
  lat double precision not null,
  lng double precision not null,
  held_until timestamptz not null,
  check (planned_end = planned_start + make_interval(mins => minutes)),
  check (planned_start >= promised_from and planned_start <= promised_until)
);
create index on booking.holds (technician_id, day);
create index on booking.holds (held_until);
create unique index one_hold_a_request on booking.holds (request_id);

-- The days of a technician: who changed one last. Other processes compare versions.
create table booking.days (
  technician_id text not null,
  day date not null,
  version bigint not null,
  changed_at timestamptz not null,
  primary key (technician_id, day)
);

-- Five minutes of one technician belong to one promise. This key, and nothing else, is what makes a double booking impossible.
-- A cell is the number of five minutes since 1970; a promise holds those of the way to it and of the work.
create table booking.cells (
  technician_id text not null,
  cell bigint not null,
  day date not null,
  promise_id text not null,
  primary key (technician_id, cell)
);
create index on booking.cells (promise_id);

-- Door words that a home has had, as keyed digests: none comes twice.
create table booking.door_words_used (
  home_id text not null,
  word_digest text not null,
  primary key (home_id, word_digest)
);
