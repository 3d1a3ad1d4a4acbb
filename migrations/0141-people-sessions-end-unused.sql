-- A session that nobody uses ends before its time; what a page does by itself does not count as use.
alter table people.sessions add column seen_at timestamptz;
alter table people.sessions add column idle_minutes integer check (idle_minutes > 0);
update people.sessions set seen_at = opened_at, idle_minutes = 30 * 24 * 60;
alter table people.sessions alter column seen_at set not null;
alter table people.sessions alter column idle_minutes set not null;
