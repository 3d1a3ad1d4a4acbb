-- What must be in order before somebody is sent decides who may be sent, as much as the papers themselves.
create trigger required_checks_changed before insert or update or delete on technicians.required_checks for each statement execute function technicians.note_change();
