-- One number for all that decides who may be sent when: it rises with every change, so that a process which remembers
-- technicians, their hours and their papers knows when to look again. `changed_in` tells two changes apart of which one
-- was rolled back. Taken before any other row of the change, so that two changes wait for each other in one order.
create table technicians.changes (
  only_one boolean primary key check (only_one),
  version bigint not null,
  changed_in bigint not null
);
insert into technicians.changes (only_one, version, changed_in) values (true, 0, 0);

create function technicians.note_change() returns trigger language plpgsql as $$
begin
  update technicians.changes set version = version + 1, changed_in = pg_current_xact_id()::text::bigint;
  return null;
end $$;
create trigger providers_changed before insert or update or delete on technicians.providers for each statement execute function technicians.note_change();
create trigger technicians_changed before insert or update or delete on technicians.technicians for each statement execute function technicians.note_change();
create trigger vetting_changed before insert or update or delete on technicians.vetting for each statement execute function technicians.note_change();
create trigger absences_changed before insert or update or delete on technicians.absences for each statement execute function technicians.note_change();
