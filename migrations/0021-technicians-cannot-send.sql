-- Who may be sent is decided here too, so that no program, old or new, books or sends somebody whose checks ran out.

-- What must be in order before somebody is sent to a home; the same list as in the program, and a test compares them.
create table technicians.required_checks (
  country text not null check (country in ('FR', 'GB')),
  kind text not null check (kind in ('identity', 'criminal-record', 'insurance', 'reference', 'certificate', 'charter')),
  primary key (country, kind)
);
insert into technicians.required_checks (country, kind) values
  ('FR', 'identity'), ('FR', 'insurance'), ('FR', 'charter'),
  ('GB', 'identity'), ('GB', 'insurance'), ('GB', 'charter'), ('GB', 'criminal-record');

-- The day of an instant on the wall clock where a technician works.
create function technicians.day_there(whom text, at timestamptz) returns date language sql stable as $$
  select (at at time zone case p.country when 'GB' then 'Europe/London' else 'Europe/Paris' end)::date
  from technicians.technicians t join technicians.providers p on p.id = t.provider_id where t.id = whom
$$;

-- Why somebody cannot be sent on a day; null when they can. The newest word on each kind of check counts; its last day still does.
create function technicians.cannot_send(whom text, on_day date) returns text language plpgsql stable as $$
declare
  standing_now text;
  country_there text;
  wanted record;
  newest record;
begin
  select t.standing, p.country into standing_now, country_there
    from technicians.technicians t join technicians.providers p on p.id = t.provider_id where t.id = whom;
  if standing_now is null then return 'no-such-technician'; end if;
  if standing_now <> 'active' then return 'technician-suspended'; end if;
  for wanted in select kind from technicians.required_checks where country = country_there order by kind loop
    select v.outcome, v.until_on into newest from technicians.vetting v
      where v.technician_id = whom and v.kind = wanted.kind and v.verified_on <= on_day order by v.verified_on desc, v.recorded_at desc limit 1;
    if not found or newest.outcome = 'bad' then return 'vetting-missing ' || wanted.kind; end if;
    if newest.until_on < on_day then return 'vetting-expired ' || wanted.kind; end if;
  end loop;
  return null;
end $$;

-- Which warning was given before a check runs out: 60, 30 and 7 days before, and 0 when it has.
create table technicians.expiry_told (
  vetting_id text not null references technicians.vetting,
  days integer not null check (days in (60, 30, 7, 0)),
  told_at timestamptz not null,
  primary key (vetting_id, days)
);

-- Where one person is all there is, they may record their own checks; it is called so wherever it is shown.
alter table technicians.vetting add column self_declared boolean not null default false;

-- A document that somebody looks at to decide. Sealed, for one stated purpose, gone with the decision and after thirty days at the latest.
create table technicians.evidence (
  id text primary key,
  technician_id text not null references technicians.technicians,
  kind text not null check (kind in ('identity', 'insurance', 'reference', 'certificate', 'charter')),
  purpose text not null,
  type text not null,
  sealed text not null,
  added_by text not null,
  added_at timestamptz not null,
  delete_at timestamptz not null
);
create index on technicians.evidence (technician_id, kind);
create index on technicians.evidence (delete_at);

-- Another bank account on a provider's invoices: announced, checked by somebody, and in force after three days.
create table technicians.pay_changes (
  id text primary key,
  provider_id text not null references technicians.providers,
  pay jsonb not null,
  asked_by text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('waiting', 'in-force', 'stopped')),
  verified_by text,
  verified_how text,
  verified_at timestamptz,
  settled_at timestamptz,
  check ((verified_by is null) = (verified_at is null)),
  -- Nobody checks what they asked for themselves, nothing comes into force unchecked, and nothing before its time.
  check (verified_by is null or verified_by <> asked_by),
  check (state <> 'in-force' or (verified_at is not null and settled_at >= due_at)),
  check (due_at >= asked_at + interval '72 hours')
);
create unique index one_pay_change_a_provider on technicians.pay_changes (provider_id) where state = 'waiting';
