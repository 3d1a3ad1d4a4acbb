-- A part that was not there: ordered at a price that was agreed, for a day that was named.
create table visits.part_orders (
  id text primary key,
  visit_id text not null references visits.visits,
  home_id text not null references people.homes,
  -- The yes it needs; none where the quote has the article already.
  extra_id text references visits.extras,
  item text,
  says text not null,
  quantity integer not null check (quantity between 1 and 100),
  gross_cents bigint not null check (gross_cents >= 0),
  currency text not null check (currency in ('EUR', 'GBP')),
  deposit_cents bigint not null check (deposit_cents >= 0 and deposit_cents <= gross_cents),
  expected_on date not null,
  proposed_at timestamptz not null,
  ordered_at timestamptz,
  -- A day that passed is told once; a new day opens it again.
  late_told_at timestamptz,
  arrived_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text check (cancelled_by in ('household', 'office', 'refused')),
  changed_at timestamptz not null,
  check ((extra_id is null) <> (item is null)),
  check ((cancelled_at is null) = (cancelled_by is null)),
  check (arrived_at is null or cancelled_at is null)
);
create index on visits.part_orders (visit_id);
create index on visits.part_orders (home_id);
create index on visits.part_orders (expected_on) where arrived_at is null and cancelled_at is null;
