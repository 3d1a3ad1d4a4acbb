-- The mailbox that replies come to, set on screen like the ways out; its password is sealed like theirs.
alter table platform.ways_out drop constraint ways_out_way_check;
alter table platform.ways_out add constraint ways_out_way_check check (way in ('mail', 'sms', 'mailbox'));
