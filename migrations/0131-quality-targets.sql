-- How soon the office means to answer, in minutes of its own hours; without a row the house's own figure stands.
create table quality.targets (
  kind text not null check (kind in ('call-back', 'reply', 'repair')),
  urgent boolean not null,
  minutes integer not null check (minutes between 5 and 10080),
  set_at timestamptz not null,
  primary key (kind, urgent)
);

-- Who waits for us, since when, until when we meant to answer, and when the waiting ended. `about` is a request or a message.
create table quality.waits (
  kind text not null check (kind in ('call-back', 'reply', 'repair')),
  about text not null,
  urgent boolean not null,
  since timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz,
  primary key (kind, about, since)
);
create unique index on quality.waits (kind, about) where ended_at is null;
create index on quality.waits (since);
