-- A technician who does not feel safe stops the visit too.
alter table visits.visits drop constraint visits_frozen_why_check;
alter table visits.visits add constraint visits_frozen_why_check check (frozen_why in ('wrong-code', 'person', 'technician', 'operator'));
