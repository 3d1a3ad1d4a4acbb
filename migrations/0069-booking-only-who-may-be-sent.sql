-- looks down at technicians: nobody is promised whose checks have run out, or who is suspended, whatever the program did
create function booking.only_who_may_be_sent() returns trigger language plpgsql as $$
declare
  why text;
begin
  if tg_table_name = 'visits' then
    if new.state <> 'booked' then return new; end if;
    if tg_op = 'UPDATE' and old.state = 'booked' and old.technician_id = new.technician_id and old.day = new.day then return new; end if;
  end if;
  why := technicians.cannot_send(new.technician_id, new.day);
  if why is not null then
    raise exception 'technician % cannot be sent on %: %', new.technician_id, new.day, why using errcode = 'check_violation', constraint = 'only_who_may_be_sent';
  end if;
  return new;
end $$;
create trigger visits_only_who_may_be_sent before insert or update of technician_id, day, state on booking.visits
  for each row execute function booking.only_who_may_be_sent();
create trigger holds_only_who_may_be_sent before insert or update of technician_id, day on booking.holds
  for each row execute function booking.only_who_may_be_sent();

-- Time without a promise behind it (a promise was asked above): the same question. One that stood before may be rebuilt, so that others can leave that day.
create function booking.cells_of_who_may_be_sent() returns trigger language plpgsql as $$
declare
  bad record;
begin
  select distinct a.technician_id, a.day, technicians.cannot_send(a.technician_id, a.day) as why into bad from added a
    where not exists (select from booking.visits v where v.id = a.promise_id and v.technician_id = a.technician_id and v.day = a.day)
      and not exists (select from booking.holds h where h.id = a.promise_id and h.technician_id = a.technician_id and h.day = a.day)
      and technicians.cannot_send(a.technician_id, a.day) is not null limit 1;
  if found then
    raise exception 'technician % cannot be given time on %: %', bad.technician_id, bad.day, bad.why using errcode = 'check_violation', constraint = 'only_who_may_be_sent';
  end if;
  return null;
end $$;
create trigger cells_only_who_may_be_sent after insert on booking.cells referencing new table as added
  for each statement execute function booking.cells_of_who_may_be_sent();
