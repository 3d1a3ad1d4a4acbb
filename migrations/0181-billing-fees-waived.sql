-- A fee for a missed visit that is not asked for: they were ill, doubted who stood there, or it was our own mistake. Once waived, no bill is made for it.
create table billing.waived_fees (
  visit_id text primary key,
  provider_id text not null,
  why text not null check (why in ('doubted', 'ill', 'our-mistake', 'goodwill')),
  waived_at timestamptz not null,
  waived_by text not null
);
