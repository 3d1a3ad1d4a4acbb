-- A table that somebody brought, sealed with the house key, until they confirm it or a day is over.
create table platform.import_drafts (
  id text primary key,
  what text not null,
  brought_by text not null,
  body text not null,
  at timestamptz not null
);
create index on platform.import_drafts (at);

-- What a row of a table became here. The key is kept as a keyed digest: the same table brought twice makes nothing twice, and no number of another house stays here.
create table platform.import_keys (
  what text not null,
  digest text not null,
  id text not null,
  at timestamptz not null,
  primary key (what, digest)
);
