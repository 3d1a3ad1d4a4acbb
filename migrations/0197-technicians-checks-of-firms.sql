-- A firm is checked as its people are: that it stands in the public register, and that it is insured. What was recorded counts: where a firm's check came out badly or has run out, nobody of it is sent.
create table technicians.provider_checks (
  id text primary key,
  provider_id text not null references technicians.providers,
  kind text not null check (kind in ('firm-registration', 'firm-insurance')),
  outcome text not null check (outcome in ('good', 'bad')),
  verified_on date not null,
  verified_by text references people.persons,
  how text not null,
  until_on date,
  self_declared boolean not null,
  recorded_at timestamptz not null,
  check (until_on is null or until_on >= verified_on)
);
create index on technicians.provider_checks (provider_id);
create trigger provider_checks_changed before insert or update or delete on technicians.provider_checks for each statement execute function technicians.note_change();

-- Whoever brought a firm in does not check it.
alter table technicians.providers add column added_by text;

-- A warning is about one technician: one paper of a firm is about many.
alter table technicians.expiry_told drop constraint expiry_told_vetting_id_fkey;

create or replace function technicians.cannot_send(whom text, on_day date) returns text language plpgsql stable as $$
declare
  standing_now text;
  country_there text;
  firm text;
  wanted record;
  newest record;
begin
  select t.standing, p.country, p.id into standing_now, country_there, firm
    from technicians.technicians t join technicians.providers p on p.id = t.provider_id where t.id = whom;
  if standing_now is null then return 'no-such-technician'; end if;
  if standing_now <> 'active' then return 'technician-suspended'; end if;
  for wanted in select kind from technicians.required_checks where country = country_there order by kind loop
    select v.outcome, v.until_on into newest from technicians.vetting v
      where v.technician_id = whom and v.kind = wanted.kind and v.verified_on <= on_day order by v.verified_on desc, v.recorded_at desc limit 1;
    if not found or newest.outcome = 'bad' then return 'vetting-missing ' || wanted.kind; end if;
    if newest.until_on < on_day then return 'vetting-expired ' || wanted.kind; end if;
  end loop;
  for newest in select distinct on (c.kind) c.kind, c.outcome, c.until_on from technicians.provider_checks c
      where c.provider_id = firm and c.verified_on <= on_day order by c.kind, c.verified_on desc, c.recorded_at desc loop
    if newest.outcome = 'bad' then return 'vetting-missing ' || newest.kind; end if;
    if newest.until_on < on_day then return 'vetting-expired ' || newest.kind; end if;
  end loop;
  return null;
end $$;
