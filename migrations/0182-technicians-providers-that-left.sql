-- A firm that works with this house no more: nobody of it is added or may be sent again, and it answers no open request.
alter table technicians.providers add column left_at timestamptz;
