-- Where addresses are: what was imported, and its points. It holds no person.
create schema if not exists places;

create table places.sources (
  country     text not null check (country ~ '^[A-Z]{2}$'),
  name        text not null,
  version     text not null,
  licence     text not null,
  imported_at timestamptz not null,
  primary key (country, name)
);

create table places.points (
  id           bigint generated always as identity primary key,
  country      text not null,
  source       text not null,
  kind         text not null check (kind in ('door', 'street', 'postcode', 'town')),
  house_number text not null,
  street_key   text not null,
  postcode_key text not null,
  town_key     text not null,
  -- As people write them: '12 bis Rue Haute', '21140', 'Semur-en-Auxois'. The line is empty for a postcode and a town.
  label        text not null,
  postcode     text not null,
  town         text not null,
  lat          double precision not null check (lat between -90 and 90),
  lng          double precision not null check (lng between -180 and 180),
  foreign key (country, source) references places.sources (country, name) on delete cascade
);

create index points_by_postcode on places.points (country, postcode_key, kind, street_key, house_number);
create index points_by_town on places.points (country, town_key text_pattern_ops, kind, street_key);
create index points_by_street on places.points (country, street_key text_pattern_ops, kind);
create index points_by_source on places.points (country, source, kind);
