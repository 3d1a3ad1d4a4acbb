-- How messages leave the house, as the operator set it. Passwords and keys are sealed with the house key, which is not in the database.
create table platform.ways_out (
  way text primary key check (way in ('mail', 'sms')),
  settings jsonb not null,
  secret text not null,
  set_at timestamptz not null,
  set_by text not null
);

-- What the law asks this house to say of itself, in the operator's words. Each change is a row: what stood when can be shown.
create table platform.notices (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('legal', 'privacy', 'mediation')),
  country text not null check (country in ('FR', 'GB')),
  lang text not null check (lang in ('en', 'fr')),
  body text not null check (body <> ''),
  set_at timestamptz not null,
  set_by text not null
);
create index on platform.notices (kind, country, lang, id desc);

create function platform.notices_stay() returns trigger language plpgsql as $$
begin
  raise exception 'a notice that stood is never edited';
end $$;
create trigger notices_stay before update or delete on platform.notices for each row execute function platform.notices_stay();

-- The languages that the house answers in; the first one is spoken to whoever asks for none of them.
alter table platform.installation add column langs text[] not null default array['en', 'fr'] check (langs <@ array['en', 'fr'] and cardinality(langs) > 0);
