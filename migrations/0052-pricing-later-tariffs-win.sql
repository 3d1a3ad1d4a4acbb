-- Of two tariffs set at one instant the one that was written later is in force.
alter table pricing.tariffs add column written bigint generated always as identity;
-- What the person pays when the problem stays, as the quote told it.
alter table pricing.quotes add column unsolved jsonb;
