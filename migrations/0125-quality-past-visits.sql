-- Visits from before this house kept them, brought from a spreadsheet: they count for guarantees and for how often a first
-- repair holds. No money stands here: what was paid then stays in the books of then.
create table quality.past_visits (
  id text primary key,
  home_id text not null references people.homes (id),
  provider_id text not null references technicians.providers (id),
  technician_id text references technicians.technicians (id),
  on_day date not null,
  what text not null check (length(what) <= 300),
  outcome text not null check (outcome in ('solved', 'partly', 'unsolved')),
  -- The same fault was there again.
  came_back_on date check (came_back_on >= on_day),
  -- By the provider's guarantee as it was when the row was brought.
  guaranteed_until date not null check (guaranteed_until >= on_day),
  brought_at timestamptz not null,
  brought_by text not null
);
create index on quality.past_visits (home_id);
create index on quality.past_visits (provider_id, on_day);
create index on quality.past_visits (technician_id, on_day) where technician_id is not null;
