-- Whoever is talked into ending a second pair of eyes has three days to think, and the one who was named hears of it.
alter table pricing.second_eyes add column ends_at timestamptz;
create index on pricing.second_eyes (person_id);
