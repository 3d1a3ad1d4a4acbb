create schema if not exists messages;

-- What is to be told, to whom, by which way. What it says and where it goes is sealed.
create table messages.outbox (
  id text primary key,
  -- The fact it comes from (a digest of the fact and its instant); the same fact heard twice makes no second message.
  fact_key text not null,
  kind text not null,
  -- The person it is for; null for what is sent to an address (a sign-in code, an old telephone number) or to the operator.
  person_id text,
  -- Who it is for, when that is no person of ours: keyed digest of the address, or 'operator'.
  receiver text not null,
  about text,
  home_id text,
  channel text not null check (channel in ('sms', 'mail', 'letter', 'call')),
  lang text not null check (lang in ('en', 'fr')),
  country text not null check (country in ('FR', 'GB')),
  -- Null once it was forgotten.
  sealed text,
  urgent boolean not null,
  made_at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('waiting', 'sending', 'sent', 'refused', 'overtaken', 'done')),
  tries integer not null,
  claimed_until timestamptz,
  settled_at timestamptz,
  via text,
  unique (fact_key, kind, receiver, channel)
);
create index on messages.outbox (due_at) where state in ('waiting', 'sending');
create index on messages.outbox (about) where state = 'waiting';
create index on messages.outbox (made_at);
create index on messages.outbox (person_id) where person_id is not null;
