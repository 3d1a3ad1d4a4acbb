create schema dispatch;

-- Proposals for a day of one provider: what would change and what it would save. Nothing is changed by a row here.
create table dispatch.plans (
  id text primary key,
  kind text not null check (kind in ('evening', 'now', 'absence', 'overrun', 'freed')),
  provider_id text not null,
  country text not null check (country in ('FR', 'GB')),
  day date not null,
  state text not null check (state in ('proposed', 'taken', 'dismissed', 'replaced')),
  made_at timestamptz not null,
  answered_at timestamptz,
  -- What it was made from: the same picture twice is one plan.
  picture text not null,
  totals_before jsonb not null,
  totals_after jsonb not null,
  lines jsonb not null,
  unsaved text[] not null,
  -- Numbers of the lines that were taken.
  taken integer[] not null
);
create unique index one_proposal_a_day on dispatch.plans (provider_id, day) where state = 'proposed';
create index on dispatch.plans (day);

-- What was moved on the board or by a plan, with how it was before: so that it can be undone.
create table dispatch.moves (
  id text primary key,
  country text not null check (country in ('FR', 'GB')),
  day date not null,
  made_at timestamptz not null,
  plan_id text references dispatch.plans (id),
  visits jsonb not null,
  undone_at timestamptz
);
create index on dispatch.moves (country, day, made_at desc);

-- Visits that run over so far that what follows cannot be kept: who would be late.
create table dispatch.alerts (
  visit_id text primary key,
  technician_id text not null,
  country text not null check (country in ('FR', 'GB')),
  day date not null,
  late jsonb not null,
  over_minutes integer not null,
  since timestamptz not null
);
