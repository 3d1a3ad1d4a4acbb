-- looks down at technicians: whoever may no longer be sent does not come to a door either, whatever the program did
create function visits.only_who_may_be_sent() returns trigger language plpgsql as $$
declare
  why text;
begin
  if new.state <> 'at-door' or new.arrived_at is null then return new; end if;
  if tg_op = 'UPDATE' and old.state <> 'expected' then return new; end if;
  why := technicians.cannot_send(new.technician_id, technicians.day_there(new.technician_id, new.arrived_at));
  if why is not null then
    raise exception 'technician % cannot be sent: %', new.technician_id, why using errcode = 'check_violation', constraint = 'only_who_may_be_sent';
  end if;
  return new;
end $$;
create trigger visits_only_who_may_be_sent before insert or update of state on visits.visits
  for each row execute function visits.only_who_may_be_sent();

-- What happened at a door without signal and was told later by the telephone: each happening once, however often it is sent.
create table visits.told_later (
  visit_id text not null references booking.visits,
  happening text not null,
  kind text not null check (kind in ('arrived', 'right-code', 'wrong-code')),
  happened_at timestamptz not null,
  told_at timestamptz not null,
  came text not null,
  primary key (visit_id, happening)
);
