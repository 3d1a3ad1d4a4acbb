-- What somebody always has in their bag: their own working materials, in their own words.
alter table technicians.technicians add column materials text[] not null default '{}' check (cardinality(materials) <= 20);
