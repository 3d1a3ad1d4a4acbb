-- Work that was not in the quote. Once answered it never changes; what is billed of it names one of its lines.
create table visits.extras (
  id text primary key,
  visit_id text not null references visits.visits,
  why text not null,
  gross_cents bigint not null check (gross_cents >= 0),
  worst_cents bigint not null check (worst_cents >= gross_cents),
  currency text not null check (currency in ('EUR', 'GBP')),
  state text not null check (state in ('proposed', 'approved', 'refused')),
  proposed_at timestamptz not null,
  answered_at timestamptz,
  said_by text check (said_by in ('code', 'person', 'mandate', 'technician')),
  said_by_id text,
  start_now boolean,
  check ((state = 'proposed') = (answered_at is null)),
  check ((answered_at is null) = (said_by is null)),
  -- A technician may write down a no, never a yes.
  check (state <> 'approved' or said_by <> 'technician'),
  unique (id, visit_id)
);
create index on visits.extras (visit_id);

create table visits.extra_lines (
  extra_id text not null references visits.extras,
  place integer not null,
  kind text not null check (kind in ('labour', 'travel', 'parts', 'licence', 'training', 'backup-security')),
  says text not null,
  unit text not null,
  quantity integer not null check (quantity > 0),
  worst_quantity integer not null check (worst_quantity >= quantity),
  unit_price_cents bigint not null check (unit_price_cents >= 0),
  gross_cents bigint not null check (gross_cents >= 0),
  worst_cents bigint not null check (worst_cents >= gross_cents),
  vat_basis_points integer not null check (vat_basis_points between 0 and 10000),
  task_id text,
  item text,
  primary key (extra_id, place)
);

-- What the person reads afterwards, one row a visit. A sheet that changes is signed again.
create table visits.sheets (
  visit_id text primary key references visits.visits,
  lang text not null check (lang in ('en', 'fr')),
  blocks jsonb not null,
  written_at timestamptz not null
);

create table visits.signatures (
  visit_id text primary key references visits.visits,
  how text not null check (how in ('drawn', 'code', 'spoken')),
  picture_id text,
  words text,
  at timestamptz not null,
  check ((how = 'drawn') = (picture_id is not null)),
  check ((how = 'spoken') = (words is not null))
);

create table visits.handed_back (
  id text primary key,
  visit_id text not null references visits.visits,
  how text not null check (how in ('alone', 'with-help', 'not-yet', 'did-not-want')),
  task_id text,
  note text,
  at timestamptz not null
);
create index on visits.handed_back (visit_id);
