-- Extra work at the door is a contract of its own: why it is urgent, if somebody said so, and before which day no money may be taken for it.
alter table visits.extras add column ground text check (ground in ('urgent-repair', 'successive-service'));
alter table visits.extras add column urgent_why text;
alter table visits.extras add column payable_from date;
alter table visits.extras add constraint urgency_is_described check (ground is null or length(urgent_why) >= 10);
alter table visits.extras add constraint exempt_does_not_wait check (ground is null or payable_from is null);
alter table visits.extras add constraint only_agreed_waits check (payable_from is null or state = 'approved');
