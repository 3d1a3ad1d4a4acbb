-- Everything that is done at a visit may happen without signal and be told later: when by the clock of the telephone (`stated_at`),
-- when that was by the clock of the house (`happened_at`), and when it was received (`told_at`).
alter table visits.told_later drop constraint told_later_kind_check;
alter table visits.told_later add constraint told_later_kind_check check (kind ~ '^[a-z0-9_/-]{2,60}$');
alter table visits.told_later add column stated_at timestamptz;
update visits.told_later set stated_at = happened_at;
alter table visits.told_later alter column stated_at set not null;
