-- A note about somebody's health or need is kept for a stated time and no longer.
alter table people.persons add column vulnerable_until timestamptz;
create index on people.persons (vulnerable_until) where vulnerable_until is not null;
