-- What is said about one request, from both sides: people also write on the request's own page, and the office answers.
alter table messages.received drop constraint received_way_check;
alter table messages.received add constraint received_way_check check (way in ('sms', 'mail', 'page'));

create table messages.answers (
  id text primary key,
  request_id text not null,
  person_id text,
  -- Who answered, for the office.
  by_person_id text,
  -- How it went out: null when it stands on the request's page alone (a quiet request, or nobody known to tell).
  channel text check (channel in ('sms', 'mail', 'letter', 'call')),
  -- Null once it was forgotten.
  sealed text,
  at timestamptz not null
);
create index on messages.answers (request_id, at);
create index on messages.answers (person_id) where person_id is not null;
create index on messages.answers (at) where sealed is not null;
