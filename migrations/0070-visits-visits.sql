create schema visits;

-- What has happened at the door and after. A row appears when the technician arrives, or when someone stops the visit before.
create table visits.visits (
  id text primary key references booking.visits,
  request_id text not null references booking.requests,
  home_id text not null references people.homes,
  technician_id text not null references technicians.technicians,
  state text not null check (state in ('expected', 'at-door', 'working', 'frozen', 'ended')),
  wrong integer not null check (wrong between 0 and 3),
  arrived_at timestamptz,
  started_at timestamptz,
  frozen_at timestamptz,
  frozen_why text check (frozen_why in ('wrong-code', 'person', 'operator')),
  -- What was said when it was stopped, and why it may go on: for staff.
  frozen_words text,
  unfrozen_why text,
  ended_at timestamptz,
  outcome text check (outcome in ('solved', 'partly', 'unsolved', 'nobody-home', 'entry-refused', 'unsafe', 'to-be-continued', 'handed-over', 'workshop')),
  end_note text,
  changed_at timestamptz not null,
  -- Nobody works before the code was given, and nothing ends without saying how.
  check (state <> 'working' or started_at is not null),
  check (started_at is null or arrived_at is not null),
  check ((state = 'frozen') = (frozen_at is not null and frozen_why is not null)),
  check ((state = 'ended') = (ended_at is not null and outcome is not null)),
  check (outcome not in ('solved', 'partly', 'unsolved', 'to-be-continued', 'handed-over', 'workshop') or started_at is not null),
  check (outcome not in ('nobody-home', 'entry-refused') or started_at is null)
);
create index on visits.visits (home_id);
create index on visits.visits (technician_id);
create index on visits.visits (request_id);
create index on visits.visits (frozen_at) where state = 'frozen';

create table visits.spans (
  visit_id text not null references visits.visits,
  place integer not null,
  kind text not null check (kind in ('attended', 'unattended')),
  task_id text,
  from_at timestamptz not null,
  until_at timestamptz,
  primary key (visit_id, place),
  check (until_at is null or until_at >= from_at)
);
-- One person attends to one thing at a time.
create unique index one_attended_clock on visits.spans (visit_id) where kind = 'attended' and until_at is null;

create table visits.ticks (
  visit_id text not null references visits.visits,
  task_id text not null,
  step text not null,
  ticked text not null check (ticked in ('done', 'not-needed')),
  note text,
  at timestamptz not null,
  primary key (visit_id, task_id, step)
);

create table visits.parts (
  id text primary key,
  visit_id text not null references visits.visits,
  item text not null,
  quantity integer not null check (quantity > 0),
  task_id text,
  serial text,
  at timestamptz not null
);
create index on visits.parts (visit_id);

create table visits.notes (
  id text primary key,
  visit_id text not null references visits.visits,
  phase text not null check (phase in ('before', 'after')),
  text text not null,
  task_id text,
  photo_id text,
  at timestamptz not null
);
create index on visits.notes (visit_id);
