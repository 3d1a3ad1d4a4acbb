create schema quality;

-- A fault that came back within the guarantee: the visit it goes back to, and the request that puts it right free of charge.
create table quality.repeats (
  visit_id text primary key references booking.visits,
  request_id text not null unique references booking.requests,
  home_id text not null references people.homes,
  technician_id text not null,
  provider_id text not null,
  words text not null,
  at timestamptz not null
);
create index on quality.repeats (provider_id, at);
create index on quality.repeats (technician_id, at);
create index on quality.repeats (home_id);

-- What each side says of a visit that is over. Nobody reads the other's before both have spoken, or a fortnight is over.
create table quality.reviews (
  visit_id text not null references booking.visits,
  side text not null check (side in ('household', 'technician')),
  home_id text not null references people.homes,
  technician_id text not null,
  provider_id text not null,
  answers jsonb not null,
  words text,
  ended_at timestamptz not null,
  at timestamptz not null,
  primary key (visit_id, side)
);
create index on quality.reviews (technician_id);
create index on quality.reviews (provider_id);
create index on quality.reviews (home_id);

create table quality.complaints (
  id text primary key,
  visit_id text not null references booking.visits,
  home_id text not null references people.homes,
  provider_id text not null,
  country text not null check (country in ('FR', 'GB')),
  quiet boolean not null,
  about text not null check (about in ('price', 'work', 'manner', 'late', 'damage', 'extra', 'privacy', 'other')),
  words text not null,
  wish text,
  said_at timestamptz not null,
  -- By then there is an answer: by the rule of the country in force on that day.
  answer_by date not null,
  answer text,
  answered_by text,
  answered_at timestamptz,
  -- What the person says of the answer.
  settled text check (settled in ('settled', 'not-settled')),
  settled_at timestamptz,
  check ((answer is null) = (answered_at is null)),
  check (settled is null or answer is not null),
  check ((settled is null) = (settled_at is null))
);
create index on quality.complaints (answer_by) where answer is null;
create index on quality.complaints (home_id);
create index on quality.complaints (visit_id);
