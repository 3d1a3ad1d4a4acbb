-- Extra work at the door that takes a price far up is agreed by the person's own yes: on their own screen, or on the telephone to us. Then it is written down who spoke.
alter table visits.extras add column spoke_with text;
alter table visits.extras drop constraint by_phone_only_away;
alter table visits.extras add constraint by_receipt_only_away check (said_by is distinct from 'receipt' or away is not null);
alter table visits.extras add constraint says_who_spoke check (state <> 'approved' or said_by is distinct from 'phone' or away is not null or spoke_with is not null);
