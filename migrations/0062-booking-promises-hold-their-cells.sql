-- A promise counts only with the cells of all its work: checked when the transaction ends, whatever the program did.
create function booking.promise_has_its_cells() returns trigger language plpgsql as $$
declare
  first_cell bigint := floor(extract(epoch from new.planned_start) / 300);
  after_cell bigint := ceil(extract(epoch from new.planned_end) / 300);
  stands boolean;
  held bigint;
begin
  execute format('select exists (select from %I.%I where id = $1 and planned_start = $2%s)', tg_table_schema, tg_table_name,
    case tg_table_name when 'visits' then ' and state = ''booked''' else '' end) into stands using new.id, new.planned_start;
  if not stands then
    return null;
  end if;
  select count(*) into held from booking.cells
    where technician_id = new.technician_id and promise_id = new.id and cell >= first_cell and cell < after_cell;
  if held <> after_cell - first_cell then
    raise exception 'promise % has % of its % cells', new.id, held, after_cell - first_cell using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create constraint trigger visits_have_their_cells after insert or update of technician_id, planned_start, planned_end, state on booking.visits
  deferrable initially deferred for each row execute function booking.promise_has_its_cells();
create constraint trigger holds_have_their_cells after insert or update of technician_id, planned_start, planned_end on booking.holds
  deferrable initially deferred for each row execute function booking.promise_has_its_cells();
