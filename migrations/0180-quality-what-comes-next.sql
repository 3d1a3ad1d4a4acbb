-- What was promised when a visit ended: a call, a second time, or a question after a fortnight; open until it was done.
-- `words`: what was said on the telephone. Nothing stands here of visits that ended with nothing promised.
create table quality.next_steps (
  visit_id text primary key references booking.visits,
  request_id text not null references booking.requests,
  home_id text not null references people.homes,
  provider_id text not null,
  quiet boolean not null,
  step text not null check (step in ('ask-how-it-goes', 'call-about-the-rest', 'find-another-way', 'call-them', 'call-at-once', 'book-the-rest', 'other-takes-over')),
  outcome text not null,
  promised_at timestamptz not null,
  -- Not before then: a question after a fortnight has its day.
  due_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  done_how text check (done_how in ('called', 'booked', 'asked', 'came-back')),
  words text,
  check ((done_at is null) = (done_how is null))
);
create index on quality.next_steps (due_at) where done_at is null;
create index on quality.next_steps (provider_id) where done_at is null;
create index on quality.next_steps (request_id);
create index on quality.next_steps (home_id);

-- Whoever was promised a call waits for us like anybody else.
alter table quality.targets drop constraint targets_kind_check;
alter table quality.targets add constraint targets_kind_check check (kind in ('call-back', 'reply', 'repair', 'after-visit'));
alter table quality.waits drop constraint waits_kind_check;
alter table quality.waits add constraint waits_kind_check check (kind in ('call-back', 'reply', 'repair', 'after-visit'));

-- A complaint about extra work names it: as long as nobody answered, its money waits.
alter table quality.complaints add column extra_id text;
create index on quality.complaints (provider_id) where answer is null;
