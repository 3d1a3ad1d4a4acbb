-- A new telephone, mail address, passkey or helper is told to the old ways to reach someone, and can be undone for three days.
alter table people.contact_changes
  add column what text not null default 'contact' check (what in ('contact', 'passkey', 'helper')),
  add column passkey_id text,
  add column mandate_id text references people.mandates,
  -- Keyed digest of the code that undoes it; the code itself is made anew from the row's id when it is told.
  add column undo_digest text unique,
  add column undone_at timestamptz;

-- A mandate that ran out is written down once, so that the person reads of it.
alter table people.mandates add column end_noted_at timestamptz;
create index on people.mandates (until_at) where end_noted_at is null and revoked_at is null;
