-- Links with which somebody shows their quotes to a person they trust. The link itself holds only the id, sealed; who opens
-- it is looked up here, so that it ends at once when its owner says so.
create table pricing.shared_links (
  id text primary key,
  request_id text not null,
  home_id text not null references people.homes (id),
  made_at timestamptz not null,
  made_by text not null,
  until_at timestamptz not null check (until_at > made_at),
  stopped_at timestamptz,
  stopped_by text,
  check ((stopped_at is null) = (stopped_by is null))
);
create index on pricing.shared_links (request_id);
create index on pricing.shared_links (home_id);
