-- Whoever looks at a day is told that it changed: once a transaction for each day, when it commits.
create or replace function booking.note_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into booking.changes (changed_in, technician_id, day) values (pg_current_xact_id()::text::bigint, old.technician_id, old.day) on conflict do nothing;
    perform pg_notify('board', old.country || ' ' || old.day);
  end if;
  if tg_op <> 'DELETE' then
    insert into booking.changes (changed_in, technician_id, day) values (pg_current_xact_id()::text::bigint, new.technician_id, new.day) on conflict do nothing;
    perform pg_notify('board', new.country || ' ' || new.day);
  end if;
  return null;
end $$;
