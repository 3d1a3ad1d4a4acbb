-- A round: one request that providers answer with lines of their own, until a stated time.
create table pricing.rounds (
  id text primary key,
  request_id text not null,
  home_id text not null references people.homes (id),
  country text not null check (country in ('FR', 'GB')),
  -- What providers read: the person's own words for it, without name and address. Empty once erased.
  brief text not null,
  scope jsonb not null,
  opened_at timestamptz not null,
  opened_by text not null,
  until_at timestamptz not null check (until_at > opened_at),
  -- When the end was told; no new round of the request before.
  closed_at timestamptz
);
create unique index rounds_one_open on pricing.rounds (request_id) where closed_at is null;
create index on pricing.rounds (home_id);
create index on pricing.rounds (until_at) where closed_at is null;

create table pricing.round_providers (
  round_id text not null references pricing.rounds (id),
  provider_id text not null references technicians.providers (id),
  state text not null check (state in ('asked', 'answered', 'declined')),
  why text,
  settled_at timestamptz,
  primary key (round_id, provider_id),
  check ((state = 'asked') = (settled_at is null))
);
create index on pricing.round_providers (provider_id);

create table pricing.round_questions (
  id text primary key,
  round_id text not null,
  provider_id text not null,
  question text not null,
  asked_at timestamptz not null,
  answer text,
  answered_at timestamptz,
  foreign key (round_id, provider_id) references pricing.round_providers (round_id, provider_id),
  check ((answer is null) = (answered_at is null))
);
create index on pricing.round_questions (round_id);

-- A quote of a round has the provider's own lines; the tariff that it names gives only the fees.
alter table pricing.quotes add column round_id text references pricing.rounds (id);
create unique index quotes_one_of_a_round on pricing.quotes (round_id, provider_id) where round_id is not null and state in ('offered', 'accepted');
