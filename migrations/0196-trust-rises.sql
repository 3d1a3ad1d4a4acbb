-- A price that rose by much with the person's own yes stops nobody; a person here is told, and says that they have looked.
create table trust.rises (
  visit_id text primary key references visits.visits,
  technician_id text not null references technicians.technicians,
  agreed_cents bigint not null check (agreed_cents >= 0),
  more_cents bigint not null check (more_cents > 0),
  currency text not null check (currency in ('EUR', 'GBP')),
  at timestamptz not null,
  looked_at timestamptz,
  looked_by text references people.persons,
  check ((looked_at is null) = (looked_by is null))
);
create index on trust.rises (at);
create index on trust.rises (at) where looked_at is null;
