-- What leaves a home: one receipt a visit, signed before it goes, and a line for every pair of hands it passes through.
create table visits.custody (
  visit_id text primary key references visits.visits,
  request_id text not null references booking.requests,
  home_id text not null references people.homes,
  provider_id text not null references technicians.providers,
  technician_id text not null references technicians.technicians,
  number text not null unique,
  country text not null check (country in ('FR', 'GB')),
  currency text not null check (currency in ('EUR', 'GBP')),
  what text not null,
  serial text,
  condition text not null,
  accessories text,
  purpose text not null,
  photo_ids text[] not null,
  -- Nobody looks into files without a reason that stands on the receipt.
  may_look boolean not null,
  look_why text,
  backup text not null check (backup in ('has-one', 'none', 'not-known', 'make-one')),
  free_up_to_cents bigint not null check (free_up_to_cents >= 0),
  ask_whom text not null,
  diagnosis_cents bigint not null check (diagnosis_cents >= 0),
  expected_on date not null,
  written_at timestamptz not null,
  signed_how text check (signed_how in ('drawn', 'code', 'spoken')),
  signed_picture_id text,
  signed_words text,
  taken_at timestamptz,
  result text check (result in ('repaired', 'refused', 'unrepairable')),
  result_words text,
  kept_parts text,
  ready_at timestamptz,
  reminders integer not null check (reminders >= 0),
  reminded_at timestamptz,
  returned_at timestamptz,
  returned_how text check (returned_how in ('fetched', 'visit')),
  returned_visit_id text references visits.visits,
  return_signed_how text check (return_signed_how in ('drawn', 'spoken')),
  return_picture_id text,
  return_words text,
  check (not may_look or length(look_why) >= 3),
  check ((taken_at is null) = (signed_how is null)),
  check ((signed_how is distinct from 'drawn') or signed_picture_id is not null),
  check ((ready_at is null) = (result is null)),
  check (ready_at is null or taken_at is not null),
  check ((returned_at is null) = (returned_how is null) and (returned_at is null) = (return_signed_how is null)),
  check (returned_at is null or ready_at is not null),
  check ((returned_how is not distinct from 'visit') = (returned_visit_id is not null))
);
create index on visits.custody (home_id);
create index on visits.custody (provider_id);
create index on visits.custody (ready_at) where returned_at is null;

-- In whose hands it is: the last line counts.
create table visits.custody_holders (
  visit_id text not null references visits.custody,
  place integer not null check (place >= 0),
  kind text not null check (kind in ('technician', 'workshop', 'other-firm', 'carrier', 'person')),
  name text not null,
  why text,
  at timestamptz not null,
  by_id text not null,
  primary key (visit_id, place)
);

-- What was signed is not written anew.
create function visits.receipt_stays() returns trigger language plpgsql as $$
begin
  if old.taken_at is not null and (new.what, new.serial, new.condition, new.accessories, new.purpose, new.photo_ids, new.may_look, new.look_why, new.backup, new.free_up_to_cents, new.ask_whom, new.diagnosis_cents, new.taken_at)
     is distinct from (old.what, old.serial, old.condition, old.accessories, old.purpose, old.photo_ids, old.may_look, old.look_why, old.backup, old.free_up_to_cents, old.ask_whom, old.diagnosis_cents, old.taken_at)
     and new.what <> '' then
    raise exception 'the receipt % was signed', old.number;
  end if;
  if old.returned_at is not null and new.returned_at is distinct from old.returned_at then
    raise exception 'what receipt % names was given back', old.number;
  end if;
  return new;
end $$;
create trigger receipt_stays before update on visits.custody for each row execute function visits.receipt_stays();

-- Nothing is in a workshop without a signed receipt.
create function visits.workshop_has_receipt() returns trigger language plpgsql as $$
begin
  if new.outcome = 'workshop' and not exists (select 1 from visits.custody where visit_id = new.id and taken_at is not null) then
    raise exception 'visit % ended in the workshop without a signed receipt', new.id using errcode = 'check_violation', constraint = 'workshop_has_receipt';
  end if;
  return new;
end $$;
create trigger workshop_has_receipt before insert or update of outcome on visits.visits for each row execute function visits.workshop_has_receipt();

-- Work that is agreed to away from the door: in the workshop, or a part that is ordered. It is offered for some days only.
alter table visits.extras add column away text check (away in ('diagnosis', 'repair', 'part'));
alter table visits.extras add column stands_until date;
alter table visits.extras drop constraint extras_said_by_check;
-- 'phone': the operator heard the yes. 'receipt': the amount was on the receipt that the person signed.
alter table visits.extras add constraint extras_said_by_check check (said_by in ('code', 'person', 'mandate', 'technician', 'phone', 'receipt'));
alter table visits.extras add constraint by_phone_only_away check (said_by not in ('phone', 'receipt') or away is not null);

-- What a signed receipt allows without asking again is allowed once, and not a cent more.
create function visits.receipt_covers() returns trigger language plpgsql as $$
declare
  it visits.custody%rowtype;
  agreed bigint;
begin
  if new.said_by is distinct from 'receipt' or new.state <> 'approved' then return new; end if;
  select * into it from visits.custody where visit_id = new.visit_id and taken_at is not null;
  if it.visit_id is null then raise exception 'extra % names a receipt that nobody signed', new.id; end if;
  if new.away = 'diagnosis' and new.worst_cents > it.diagnosis_cents then raise exception 'extra % asks more for looking than the receipt', new.id; end if;
  select coalesce(sum(worst_cents), 0) into agreed from visits.extras where visit_id = new.visit_id and away = 'repair' and said_by = 'receipt' and state = 'approved' and id <> new.id;
  if new.away = 'repair' and agreed + new.worst_cents > it.free_up_to_cents then raise exception 'extra % asks more than the receipt allows', new.id; end if;
  return new;
end $$;
create trigger receipt_covers before insert or update on visits.extras for each row execute function visits.receipt_covers();
