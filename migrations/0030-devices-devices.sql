create schema devices;

create table devices.devices (
  id text primary key,
  home_id text not null references people.homes,
  kind text not null check (kind in ('computer', 'tablet', 'phone', 'printer', 'box', 'router', 'television', 'storage', 'camera', 'other')),
  name text,
  maker text,
  model text,
  system text,
  release text,
  since date,
  gone_on date,
  added_at timestamptz not null
);
create index on devices.devices (home_id);
