-- What a task turned out to be, as the technician says when the visit ends: from this the house learns what people mean by their words.
create table visits.found (
  visit_id text not null references visits.visits,
  task_id text not null,
  leaf text not null,
  at timestamptz not null,
  primary key (visit_id, task_id)
);
create index on visits.found (task_id, at desc);
