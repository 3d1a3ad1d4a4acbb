-- Sessions are ours: 256 random bits in the browser, their SHA-256 here.
create table people.sessions (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id text references people.persons,
  -- A request's own session, before anyone has said who they are. Requests live on a higher floor: no reference.
  request_id text,
  device text not null,
  opened_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  check ((person_id is null) <> (request_id is null))
);
create index on people.sessions (person_id) where person_id is not null;
create index on people.sessions (until_at);

-- Six digits to a telephone or a mailbox: ten minutes, five tries, once. An unknown one gets a row too, with nobody in it.
create table people.sign_in_codes (
  id text primary key,
  sent_to_digest text not null,
  sent_to_sealed text not null,
  channel text not null check (channel in ('sms', 'mail')),
  person_ids text[] not null,
  digits_digest text not null,
  digits_sealed text,
  asked_at timestamptz not null,
  until_at timestamptz not null,
  tries integer not null check (tries between 0 and 5),
  used_at timestamptz
);
create index on people.sign_in_codes (sent_to_digest, asked_at);
create index on people.sign_in_codes (until_at);

-- Those who work here. Technicians sign in in the same way and hold no role.
create table people.staff (
  person_id text primary key references people.persons,
  login text not null unique check (login = lower(login)),
  password_hash text not null,
  totp_sealed text not null,
  totp_step bigint not null,
  roles text[] not null check (roles <@ array['operator', 'vetting', 'finance', 'admin']),
  wrong integer not null check (wrong >= 0),
  wait_until timestamptz,
  since timestamptz not null,
  ended_at timestamptz
);

-- A link that lets someone choose a password: 128 random bits, their SHA-256 here, 24 hours, gone after use.
create table people.set_up_links (
  token_hash bytea primary key check (length(token_hash) = 32),
  person_id text references people.persons,
  roles text[] not null check (roles <@ array['operator', 'vetting', 'finance', 'admin']),
  is_first boolean not null,
  made_at timestamptz not null,
  until_at timestamptz not null
);
-- Only one link for the first operator is alive at a time.
create unique index one_first_link on people.set_up_links (is_first) where is_first;

create table people.passkeys (
  id text primary key,
  person_id text not null references people.persons,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  added_at timestamptz not null,
  used_at timestamptz
);
create index on people.passkeys (person_id);

-- A passkey ceremony that waits for the browser's answer: five minutes, once.
create table people.ceremonies (
  id text primary key,
  person_id text references people.persons,
  challenge text not null,
  due_at timestamptz not null
);
create index on people.ceremonies (due_at);
