create schema contracts;

-- The exact words that were shown, kept once. Their name is their own digest: another text cannot take their place.
create table contracts.texts (
  digest text primary key,
  words text not null,
  lang text not null check (lang in ('en', 'fr')),
  country text not null check (country in ('FR', 'GB')),
  version text not null,
  written_at timestamptz not null,
  check (digest = encode(sha256(convert_to(words, 'UTF8')), 'hex'))
);

-- What somebody agreed to, when, how, and what they had been shown. The request and the extra live above: their ids are kept, no key leads up.
create table contracts.agreements (
  id text primary key,
  kind text not null check (kind in ('visit', 'extra')),
  quote_id text not null,
  provider_id text not null,
  request_id text not null,
  extra_id text unique,
  home_id text not null references people.homes (id),
  person_id text references people.persons (id),
  quiet boolean not null,
  country text not null check (country in ('FR', 'GB')),
  channel text not null check (channel in ('web', 'phone', 'at-home')),
  currency text not null check (currency in ('EUR', 'GBP')),
  most_cents bigint not null check (most_cents >= 0),
  text_digest text not null references contracts.texts (digest),
  -- When the words were before them; null where nobody showed them: the law then gives longer.
  informed_at timestamptz,
  express_at timestamptz,
  acknowledged_at timestamptz,
  urgent_why text,
  exemption_rule text,
  exemption_article text,
  payable_from date,
  agreed_at timestamptz not null,
  agreed_by text not null,
  keep_until date not null,
  foreign key (quote_id, provider_id) references pricing.quotes (id, provider_id),
  check ((kind = 'extra') = (extra_id is not null)),
  check ((exemption_rule is null) = (exemption_article is null)),
  -- Urgency is never assumed: whoever claims it has written down why.
  check (exemption_rule is null or length(urgent_why) >= 10),
  check (exemption_rule is null or payable_from is null),
  check (kind = 'extra' or (payable_from is null and exemption_rule is null)),
  check (acknowledged_at is null or informed_at is not null)
);
create index on contracts.agreements (request_id);
create index on contracts.agreements (quote_id);
create index on contracts.agreements (home_id);
create index on contracts.agreements (person_id) where person_id is not null;

-- A declaration of withdrawal, as it was made. One for each agreement.
create table contracts.withdrawals (
  id text primary key,
  agreement_id text not null unique references contracts.agreements (id),
  declared_at timestamptz not null,
  received_by text not null check (received_by in ('web', 'phone', 'letter', 'at-home')),
  name text not null,
  reply_to text not null,
  article text not null,
  performed_at timestamptz,
  refund_by date not null,
  taken_by text not null,
  -- Blanked when the legal time is over.
  forgotten_at timestamptz
);

-- What the operator decided of rules that are not confirmed. The last word counts; every word stays.
create table contracts.decisions (
  place bigint generated always as identity primary key,
  rule_id text not null,
  applies boolean not null,
  why text not null check (length(why) between 3 and 500),
  decided_at timestamptz not null,
  decided_by text not null
);
create index on contracts.decisions (rule_id, place);

-- Another technician comes than was announced: told before, and it may be refused free of charge.
create table contracts.changes (
  id text primary key,
  quote_id text not null,
  provider_id text not null,
  visit_id text not null,
  request_id text not null,
  home_id text not null references people.homes (id),
  quiet boolean not null,
  before_id text not null references technicians.technicians (id),
  after_id text not null references technicians.technicians (id),
  announced_at timestamptz not null,
  answer text check (answer in ('agreed', 'refused')),
  answered_at timestamptz,
  answered_by text,
  -- Never to another provider: that takes a new quote and a new yes.
  foreign key (quote_id, provider_id) references pricing.quotes (id, provider_id),
  check (before_id <> after_id),
  check ((answer is null) = (answered_at is null))
);
create index on contracts.changes (visit_id);
create unique index one_open_change on contracts.changes (visit_id) where answer is null;

-- Proof is never edited in place.
create function contracts.proof_stays() returns trigger language plpgsql as $$
begin
  raise exception 'what was agreed is never edited (%)', tg_table_name;
end $$;
create function contracts.withdrawals_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.forgotten_at is null and new.forgotten_at is not null and new.name = '' and new.reply_to = ''
     and to_jsonb(new) - 'name' - 'reply_to' - 'forgotten_at' = to_jsonb(old) - 'name' - 'reply_to' - 'forgotten_at'
     and (new.forgotten_at at time zone 'UTC')::date > (select keep_until from contracts.agreements where id = new.agreement_id) then
    return new;
  end if;
  raise exception 'what was declared is never edited (%)', tg_table_name;
end $$;
create trigger texts_stay before update or delete on contracts.texts for each row execute function contracts.proof_stays();
create trigger agreements_stay before update or delete on contracts.agreements for each row execute function contracts.proof_stays();
create trigger withdrawals_stay before update or delete on contracts.withdrawals for each row execute function contracts.withdrawals_stay();
create trigger decisions_stay before update or delete on contracts.decisions for each row execute function contracts.proof_stays();
