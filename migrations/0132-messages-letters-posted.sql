-- When a letter was printed, folded and given to the post; null until somebody says so.
alter table messages.outbox add column posted_at timestamptz;
create index on messages.outbox (made_at) where channel = 'letter' and state = 'sent' and posted_at is null;
