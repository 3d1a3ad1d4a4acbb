-- Plans that somebody waits for are asked for as rows: a search is taken up by one process at a time, and again when that one stops.
alter table dispatch.plans drop constraint plans_kind_check;
alter table dispatch.plans add constraint plans_kind_check check (kind in ('evening', 'now', 'absence', 'overrun', 'freed', 'emergency'));
-- Visits that stay with whoever comes, at another minute inside their promise; and who is to be fitted in, with whom and when.
alter table dispatch.plans add column shifts jsonb not null default '[]';
alter table dispatch.plans add column joins jsonb;

create table dispatch.runs (
  -- The plan that comes of it bears the same name.
  id text primary key,
  kind text not null check (kind in ('evening', 'now', 'absence', 'overrun', 'freed', 'emergency')),
  provider_id text not null,
  country text not null check (country in ('FR', 'GB')),
  day date not null,
  -- Whose quote is to be fitted in.
  quote_id text,
  asked_at timestamptz not null,
  state text not null check (state in ('waiting', 'searching', 'found', 'nothing', 'failed')),
  -- Who searches now, since when, and when that was last heard of.
  lease text,
  began_at timestamptz,
  beat_at timestamptz,
  tries integer not null,
  -- The best so far, in cents of our own reckoning, and how many it leaves without anybody.
  cents bigint,
  left_out integer,
  plan_id text references dispatch.plans (id),
  ended_at timestamptz
);
create index on dispatch.runs (asked_at) where state in ('waiting', 'searching');
create unique index one_search_at_a_time on dispatch.runs (provider_id, day, kind, coalesce(quote_id, '')) where state in ('waiting', 'searching');

-- A technician said that a visit takes longer.
create table dispatch.longer (
  visit_id text primary key,
  technician_id text not null,
  until timestamptz not null,
  said_at timestamptz not null
);

-- Visits that follow and begin later than was planned: what was planned, what is expected now, and what the household was told.
create table dispatch.late (
  visit_id text primary key,
  planned_start timestamptz not null,
  expected timestamptz not null,
  told timestamptz,
  changed_at timestamptz not null
);

-- Times that became free because a visit was cancelled, until they are used, left, or over.
create table dispatch.freed (
  visit_id text primary key,
  provider_id text not null,
  technician_id text not null,
  country text not null check (country in ('FR', 'GB')),
  day date not null,
  opens timestamptz not null,
  closes timestamptz not null,
  freed_at timestamptz not null,
  state text not null check (state in ('open', 'used', 'left')),
  answered_at timestamptz
);
create index on dispatch.freed (country, day) where state = 'open';
create trigger freed_tell_boards after insert or update on dispatch.freed for each row execute function dispatch.tell_boards();
