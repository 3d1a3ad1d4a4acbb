-- A passkey that was taken away is told to the old ways, and can be put back for three days; then it goes for good.
alter table people.passkeys add column removed_at timestamptz;
alter table people.contact_changes drop constraint contact_changes_what_check;
alter table people.contact_changes add constraint contact_changes_what_check check (what in ('contact', 'passkey', 'passkey-removed', 'helper'));
