create schema if not exists triage;

-- What this installation learned from its own finished visits: weights only, never a sentence. One row.
create table triage.learned (
  one boolean primary key check (one),
  weights bytea not null,
  learned_at timestamptz not null
);
