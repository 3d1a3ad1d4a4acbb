-- The figure that the operator puts in the place of one that was not confirmed: days, years, cents or basis points, as its rule counts.
alter table contracts.decisions add column figure integer check (figure >= 0);
