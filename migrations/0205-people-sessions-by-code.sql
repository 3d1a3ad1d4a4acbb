-- A session that was opened with a code that was sent: one factor. Whoever works here is at home in it, and nowhere else.
alter table people.sessions add column by_code boolean not null default false;
alter table people.sessions alter column by_code drop default;
