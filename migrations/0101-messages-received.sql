-- What people wrote to us: text of theirs, never a command. What it says is sealed.
create table messages.received (
  id text primary key,
  way text not null check (way in ('sms', 'mail')),
  -- The other side's own number for it: what arrives twice is kept once.
  remote_id text not null,
  -- Keyed digest of the address it came from.
  sender text not null,
  -- Whose it is, when one person alone can be reached there; the request, when one alone is open.
  person_id text,
  request_id text,
  lang text check (lang in ('en', 'fr')),
  -- Null once it was forgotten.
  sealed text,
  at timestamptz not null,
  read_at timestamptz,
  unique (way, remote_id)
);
create index on messages.received (request_id) where request_id is not null;
create index on messages.received (person_id) where person_id is not null;
create index on messages.received (at) where read_at is null;
