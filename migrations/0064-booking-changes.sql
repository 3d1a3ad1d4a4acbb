-- Which days of which technicians changed in which transaction. A process that keeps days in memory asks for all since
-- the oldest transaction that was still open when it looked last. Rows are only ever added, so nobody waits for anybody.
create table booking.changes (
  changed_in bigint not null,
  technician_id text not null,
  day date not null,
  primary key (changed_in, technician_id, day)
);

create function booking.note_change() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into booking.changes (changed_in, technician_id, day) values (pg_current_xact_id()::text::bigint, old.technician_id, old.day) on conflict do nothing;
  end if;
  if tg_op <> 'DELETE' then
    insert into booking.changes (changed_in, technician_id, day) values (pg_current_xact_id()::text::bigint, new.technician_id, new.day) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger visits_change_days after insert or update or delete on booking.visits for each row execute function booking.note_change();
create trigger holds_change_days after insert or update or delete on booking.holds for each row execute function booking.note_change();
