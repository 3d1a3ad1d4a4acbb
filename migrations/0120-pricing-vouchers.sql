-- Organisations that help people to pay: a town hall, a charity, a pension fund. No person is named here.
create table pricing.partners (
  id text primary key,
  name text not null check (length(name) between 2 and 120),
  country text not null check (country in ('FR', 'GB')),
  -- Where accounts are sent: an address of the organisation.
  contact text not null check (length(contact) between 3 and 254),
  since timestamptz not null,
  ended_at timestamptz
);

-- Vouchers that were made together, all alike. 'solidarity' pays nothing: it is the partner's word that opens a solidarity rate.
create table pricing.voucher_series (
  id text primary key,
  partner_id text not null references pricing.partners (id),
  purpose text not null check (length(purpose) between 2 and 140),
  country text not null check (country in ('FR', 'GB')),
  currency text not null check (currency = case country when 'FR' then 'EUR' else 'GBP' end),
  gives text not null check (gives in ('amount', 'percent', 'solidarity')),
  amount_cents bigint check (amount_cents > 0),
  basis_points integer check (basis_points between 1 and 10000),
  -- The most that a percentage pays, so that the partner knows what a series can cost.
  most_cents bigint check (most_cents > 0),
  count integer not null check (count between 1 and 500),
  until_day date not null,
  made_at timestamptz not null,
  made_by text not null,
  stopped_at timestamptz,
  check ((gives = 'amount') = (amount_cents is not null)),
  check ((gives = 'percent') = (basis_points is not null) and (gives = 'percent') = (most_cents is not null))
);
create index on pricing.voucher_series (partner_id);

-- One code, used once. Looked up by a keyed digest; sealed for the list that the partner hands out.
create table pricing.vouchers (
  id text primary key,
  series_id text not null references pricing.voucher_series (id),
  place integer not null,
  digest text not null unique,
  sealed text not null,
  -- The request that holds it, until an invoice uses it or it is taken off again.
  request_id text,
  home_id text references people.homes (id),
  taken_at timestamptz,
  used_at timestamptz,
  unique (series_id, place),
  check ((request_id is null) = (taken_at is null) and (request_id is null) = (home_id is null)),
  check (used_at is null or request_id is not null)
);
-- One that pays is on a request at a time; a partner's word is used at once.
create unique index one_voucher_a_request on pricing.vouchers (request_id) where request_id is not null and used_at is null;
create index on pricing.vouchers (home_id);

-- What a voucher paid, and what came back of it: the account with the partner. Never edited.
create table pricing.voucher_uses (
  id text primary key,
  voucher_id text not null references pricing.vouchers (id),
  provider_id text not null references technicians.providers (id),
  -- The invoice or the credit note, by its number: bills stand on a higher floor.
  number text not null,
  currency text not null check (currency in ('EUR', 'GBP')),
  -- Below zero where a credit note gave something back.
  amount_cents bigint not null check (amount_cents <> 0),
  used_on date not null,
  written_at timestamptz not null
);
create index on pricing.voucher_uses (voucher_id);
create trigger voucher_uses_stay before update or delete on pricing.voucher_uses for each row execute function pricing.rows_stay();
create trigger voucher_series_keep before delete on pricing.voucher_series for each row execute function pricing.rows_stay();

-- Who asked for a solidarity rate: that it was asked, on whose word, and the words that were read. No reason, no paper.
create table pricing.declarations (
  request_id text primary key,
  home_id text not null references people.homes (id),
  word text not null check (word in ('own-word', 'partner-word')),
  partner_id text references pricing.partners (id),
  -- A digest of the sentences that were agreed to, and their language.
  shown text not null,
  lang text not null check (lang in ('en', 'fr')),
  said_at timestamptz not null,
  said_by text not null,
  check ((word = 'partner-word') = (partner_id is not null))
);
create index on pricing.declarations (home_id);
