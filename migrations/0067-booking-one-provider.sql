-- A visit never moves to another provider: that takes a new quote and a new yes.
-- looks down at pricing: whoever quoted is whoever comes
-- looks down at technicians: whoever comes works for the firm that quoted
create function booking.visit_stays_with_provider() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (new.provider_id <> old.provider_id or new.quote_id <> old.quote_id) then
    raise exception 'visit % cannot move to another provider or quote', new.id using errcode = 'integrity_constraint_violation';
  end if;
  if exists (select from pricing.quotes where id = new.quote_id and provider_id <> new.provider_id) then
    raise exception 'visit % is not of the provider who quoted', new.id using errcode = 'integrity_constraint_violation';
  end if;
  if new.state = 'booked' and exists (select from technicians.technicians where id = new.technician_id and provider_id <> new.provider_id) then
    raise exception 'technician % does not work for the provider of visit %', new.technician_id, new.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger visits_stay_with_provider before insert or update of provider_id, quote_id, technician_id, state on booking.visits for each row execute function booking.visit_stays_with_provider();
