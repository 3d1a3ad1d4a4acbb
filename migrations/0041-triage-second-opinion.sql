-- A service that may be asked for a second opinion on what somebody means, as the operator set it. No row until then; the key is sealed with the house key.
create table triage.second_opinion (
  one boolean primary key check (one),
  is_on boolean not null,
  base_url text not null,
  model text not null,
  key_sealed text not null,
  set_at timestamptz not null
);

-- What came of it for one request: the person said no, the service named leaves, or it did not answer in time. Never a word of anybody.
create table triage.opinions (
  request_id text primary key,
  came text not null check (came in ('no', 'heard', 'silent')),
  leaves text[] not null,
  service text not null,
  at timestamptz not null,
  check ((came = 'heard') = (cardinality(leaves) > 0))
);
