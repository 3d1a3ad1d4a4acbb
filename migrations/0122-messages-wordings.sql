-- How this house words its messages, where it does not say them as we do. Each change is a row; one without texts goes back to ours.
create table messages.wordings (
  id bigint generated always as identity primary key,
  kind text not null,
  lang text not null check (lang in ('en', 'fr')),
  -- Sentence by part (title, text, sms, call, and the same for a helper): only those that differ from ours.
  texts jsonb not null,
  set_at timestamptz not null,
  set_by text not null
);
create index on messages.wordings (kind, lang, id desc);
create function messages.wordings_stay() returns trigger language plpgsql as $$
begin
  raise exception 'a wording that was sent is never edited';
end $$;
create trigger wordings_stay before update or delete on messages.wordings for each row execute function messages.wordings_stay();

-- In which words a message was made; null is ours.
alter table messages.outbox add column wording_id bigint references messages.wordings (id);
create index on messages.outbox (wording_id) where wording_id is not null;
