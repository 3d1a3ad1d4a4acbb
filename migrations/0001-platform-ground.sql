create schema if not exists platform;

-- What this installation is; one row. `demo` is set when the database is created, and never again.
create table platform.installation (
  one boolean primary key check (one),
  demo boolean not null,
  name text not null,
  phone text not null,
  hours jsonb not null,
  countries text[] not null check (countries <@ array['FR', 'GB'] and cardinality(countries) > 0),
  created_at timestamptz not null,
  -- When the demo world was complete; a start that finds a demo without it begins anew.
  world_at timestamptz
);

-- The audit trail. Lines are only added; a job chains those that no running transaction can still precede.
create table platform.audit_lines (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  tx xid8 not null default pg_current_xact_id(),
  by_kind text not null check (by_kind in ('person', 'asker', 'visitor', 'job')),
  by_id text not null,
  did text not null,
  about text not null,
  home_id text,
  person_id text,
  why text
);
create index on platform.audit_lines (about);
create index on platform.audit_lines (home_id) where home_id is not null;
create index on platform.audit_lines (person_id) where person_id is not null;

create function platform.audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is never edited';
end $$;
create trigger audit_lines_stay before update or delete on platform.audit_lines for each row execute function platform.audit_is_append_only();

-- One effect for one key: written in the transaction of the effect, kept for 30 days.
create table platform.once (
  key text not null,
  asker text not null,
  fingerprint bytea not null,
  status integer not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (key, asker)
);
create index on platform.once (at);
