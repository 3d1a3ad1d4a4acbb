create schema technicians;

create table technicians.providers (
  id text primary key,
  name text not null,
  legal_name text not null,
  kind text not null check (kind in ('solo', 'firm')),
  country text not null check (country in ('FR', 'GB')),
  company_number text not null,
  vat_number text,
  vat_mention text,
  sap_number text,
  sap_since date,
  line text not null,
  postcode text not null,
  town text not null,
  phone text not null,
  email text not null,
  pay jsonb not null,
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  mediator text,
  guarantee_days integer not null check (guarantee_days >= 0),
  about text not null,
  binding_signed_at timestamptz,
  binding_signed_by text,
  added_at timestamptz not null,
  check ((vat_number is null) <> (vat_mention is null)),
  unique (country, company_number)
);

create table technicians.technicians (
  id text primary key,
  provider_id text not null references technicians.providers,
  person_id text not null unique references people.persons,
  first_name text not null,
  last_initial text not null check (length(last_initial) = 1),
  badge text not null unique,
  photo_id text,
  car text not null,
  languages text[] not null check (cardinality(languages) > 0 and languages <@ array['en', 'fr']),
  skills jsonb not null,
  lat double precision not null check (lat between -90 and 90),
  lng double precision not null check (lng between -180 and 180),
  reach_metres integer not null check (reach_metres > 0),
  hours jsonb not null,
  breaks jsonb not null,
  standing text not null check (standing in ('active', 'suspended')),
  suspended_why text,
  added_by text not null,
  added_at timestamptz not null,
  check ((standing = 'suspended') = (suspended_why is not null))
);
create index on technicians.technicians (provider_id);

-- Who works in a provider's office and may act for it.
create table technicians.office (
  provider_id text not null references technicians.providers,
  person_id text not null unique references people.persons,
  since timestamptz not null,
  primary key (provider_id, person_id)
);

-- What was checked, when, by whom, how, until when. Never the document. Lines are added, never changed.
create table technicians.vetting (
  id text primary key,
  technician_id text not null references technicians.technicians,
  kind text not null check (kind in ('identity', 'criminal-record', 'insurance', 'reference', 'certificate', 'charter')),
  skill text,
  outcome text not null check (outcome in ('good', 'bad')),
  verified_on date not null,
  verified_by text references people.persons,
  how text not null,
  until_on date,
  recorded_at timestamptz not null,
  check (until_on is null or until_on >= verified_on)
);
create index on technicians.vetting (technician_id);
create index on technicians.vetting (until_on) where until_on is not null;

create table technicians.absences (
  id text primary key,
  technician_id text not null references technicians.technicians,
  from_on date not null,
  until_on date not null,
  why text not null check (why in ('holiday', 'ill', 'training', 'other')),
  taken_at timestamptz not null,
  check (until_on >= from_on)
);
create index on technicians.absences (technician_id, until_on);
