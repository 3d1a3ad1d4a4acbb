-- How long driving takes in a class of hours, in per cent of the time without any hour, as the operator sets it. What is
-- not here is reckoned with the figure that comes with the house (content/travel-hours.json).
create table platform.travel_hours (
  class text primary key check (class in ('night', 'morning-peak', 'midday', 'evening-peak', 'weekend')),
  percent integer not null check (percent between 50 and 300),
  set_at timestamptz not null,
  set_by text not null
);
