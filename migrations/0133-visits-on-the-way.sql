-- When the technician said that they are on the way: who waits is told once.
alter table visits.visits add column set_out_at timestamptz;
