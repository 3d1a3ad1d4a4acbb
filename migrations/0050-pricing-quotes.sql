create schema if not exists pricing;

-- What a provider asks, version by version. A row is never changed: quotes point at the one they were made with.
create table pricing.tariffs (
  id text primary key,
  provider_id text not null references technicians.providers (id),
  country text not null check (country in ('FR', 'GB')),
  currency text not null check (currency = case country when 'FR' then 'EUR' else 'GBP' end),
  shapes jsonb not null,
  since timestamptz not null
);
create index on pricing.tariffs (provider_id, since desc, id desc);

-- What is sold beside work, as it was when it was first quoted. The kind of an item never changes.
create table pricing.items (
  key text primary key,
  kind text not null check (kind in ('parts', 'subscription', 'licence', 'backup-security')),
  every text not null check (every in ('once', 'month', 'year')),
  check (kind <> 'parts' or every = 'once'),
  check (kind <> 'subscription' or every <> 'once'),
  unique (key, kind, every)
);

create table pricing.quotes (
  id text primary key,
  request_id text not null,
  home_id text not null references people.homes (id),
  provider_id text not null references technicians.providers (id),
  tariff_id text not null references pricing.tariffs (id),
  way text not null check (way in ('visit', 'lesson', 'remote', 'workshop')),
  starts_when text not null check (starts_when in ('day', 'evening', 'weekend', 'out-of-hours')),
  country text not null check (country in ('FR', 'GB')),
  currency text not null check (currency = case country when 'FR' then 'EUR' else 'GBP' end),
  expected_cents bigint not null check (expected_cents >= 0),
  ceiling_cents bigint not null,
  after_12_cents bigint not null,
  after_24_cents bigint not null,
  credit_cents bigint check (credit_cents >= 0),
  deposit_cents bigint check (deposit_cents >= 0),
  missed_fee_cents bigint not null check (missed_fee_cents >= 0),
  late_cancel_fee_cents bigint not null check (late_cancel_fee_cents >= 0),
  late_cancel_hours numeric(6, 2) not null check (late_cancel_hours >= 0),
  guarantee_days integer not null check (guarantee_days >= 0),
  not_included jsonb not null,
  dearer_when jsonb not null,
  scope jsonb not null,
  travel jsonb,
  place integer not null default 0,
  outlier text check (outlier in ('cheaper', 'dearer')),
  version text not null,
  computed_at timestamptz not null,
  valid_until timestamptz not null check (valid_until > computed_at),
  state text not null check (state in ('offered', 'accepted', 'refused', 'withdrawn')),
  answered_at timestamptz,
  answered_by text,
  first_yes_at timestamptz,
  first_yes_by text,
  -- Set when the appointment stands: the answer is then final.
  kept_at timestamptz,
  check (expected_cents <= ceiling_cents),
  check (expected_cents <= after_12_cents and after_12_cents <= after_24_cents),
  check (kept_at is null or state = 'accepted'),
  -- What billing points at, so that no bill can name another ceiling or another fee than this.
  unique (id, currency, ceiling_cents),
  unique (id, currency, missed_fee_cents),
  unique (id, currency, late_cancel_fee_cents)
);
create index on pricing.quotes (request_id);
create index on pricing.quotes (home_id);
create unique index quotes_one_yes on pricing.quotes (request_id) where state = 'accepted';

create table pricing.quote_lines (
  id text primary key,
  quote_id text not null references pricing.quotes (id),
  place integer not null,
  slot text not null,
  task_id text,
  kind text not null check (kind in ('labour', 'travel', 'parts', 'subscription', 'licence', 'training', 'backup-security')),
  item text,
  says jsonb not null,
  unit text not null,
  quantity bigint not null check (quantity >= 0),
  unit_price_cents bigint not null,
  gross_cents bigint not null,
  worst_quantity bigint not null check (worst_quantity >= 0),
  worst_gross_cents bigint not null,
  vat_basis_points integer not null check (vat_basis_points between 0 and 10000),
  every text not null check (every in ('once', 'month', 'year')),
  renews_on date,
  later_cents bigint,
  minimum_months integer,
  credit_rule text,
  credit_eligible_cents bigint,
  credit_cents bigint,
  unique (quote_id, slot),
  -- A bill's line points at a line of its own quote, never at another's.
  unique (quote_id, id),
  -- Nothing that renews hides among parts, work or travel; what renews says when, and what it then costs.
  check (kind not in ('labour', 'travel', 'parts', 'training') or every = 'once'),
  check (kind <> 'subscription' or every <> 'once'),
  check ((every = 'once') = (renews_on is null) and (every = 'once') = (later_cents is null)),
  -- What is sold is named, and is what the catalogue says it is.
  check ((kind in ('parts', 'subscription', 'licence')) <= (item is not null)),
  check ((kind in ('labour', 'travel', 'training')) <= (item is null)),
  foreign key (item, kind, every) references pricing.items (key, kind, every),
  -- Only a line that takes something off may take more off at worst, and what lifts work to its least price may shrink.
  check (gross_cents <= worst_gross_cents or worst_gross_cents < 0 or slot = 'minimum'),
  check (gross_cents = case unit when 'minute' then round(unit_price_cents * quantity / 60.0) else unit_price_cents * quantity end),
  -- A tax credit is never for what is sold, nor for more than the line.
  check ((credit_rule is null) = (credit_eligible_cents is null) and (credit_rule is null) = (credit_cents is null)),
  check (credit_rule is null or (item is null and every = 'once' and abs(credit_eligible_cents) <= abs(gross_cents)))
);

-- A home may name someone without whom a yes above an amount does not count.
create table pricing.second_eyes (
  home_id text primary key references people.homes (id),
  person_id text not null references people.persons (id),
  above_cents bigint not null check (above_cents >= 0),
  currency text not null check (currency in ('EUR', 'GBP')),
  set_at timestamptz not null,
  set_by text not null
);

-- What was priced is never edited: an answer may be written, a price may not.
create function pricing.quotes_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then raise exception 'a quote is never deleted'; end if;
  if row(new.id, new.request_id, new.home_id, new.provider_id, new.tariff_id, new.way, new.starts_when, new.country, new.currency, new.expected_cents, new.ceiling_cents,
         new.after_12_cents, new.after_24_cents, new.credit_cents, new.deposit_cents, new.missed_fee_cents, new.late_cancel_fee_cents, new.late_cancel_hours,
         new.guarantee_days, new.scope, new.travel, new.version, new.computed_at, new.valid_until)
     is distinct from
     row(old.id, old.request_id, old.home_id, old.provider_id, old.tariff_id, old.way, old.starts_when, old.country, old.currency, old.expected_cents, old.ceiling_cents,
         old.after_12_cents, old.after_24_cents, old.credit_cents, old.deposit_cents, old.missed_fee_cents, old.late_cancel_fee_cents, old.late_cancel_hours,
         old.guarantee_days, old.scope, old.travel, old.version, old.computed_at, old.valid_until)
  then raise exception 'the price of a quote is never edited'; end if;
  if old.kept_at is not null and row(new.state, new.kept_at) is distinct from row(old.state, old.kept_at) then raise exception 'a booked quote keeps its answer'; end if;
  return new;
end $$;
create trigger quotes_stay before update or delete on pricing.quotes for each row execute function pricing.quotes_stay();

create function pricing.rows_stay() returns trigger language plpgsql as $$
begin
  raise exception 'what was priced is never edited (%)', tg_table_name;
end $$;
create trigger quote_lines_stay before update or delete on pricing.quote_lines for each row execute function pricing.rows_stay();
create trigger tariffs_stay before update or delete on pricing.tariffs for each row execute function pricing.rows_stay();
create trigger items_stay before update or delete on pricing.items for each row execute function pricing.rows_stay();

-- The totals of a quote are the sums of its lines, whoever writes them.
create function pricing.quote_adds_up() returns trigger language plpgsql as $$
declare
  quote pricing.quotes%rowtype;
  expected bigint;
  ceiling bigint;
begin
  select * into quote from pricing.quotes where id = case tg_table_name when 'quotes' then (to_jsonb(new) ->> 'id') else (to_jsonb(new) ->> 'quote_id') end;
  select coalesce(sum(gross_cents), 0), coalesce(sum(worst_gross_cents), 0) into expected, ceiling from pricing.quote_lines where quote_id = quote.id;
  if expected <> quote.expected_cents or ceiling <> quote.ceiling_cents then
    raise exception 'quote % does not add up: lines % and %, said % and %', quote.id, expected, ceiling, quote.expected_cents, quote.ceiling_cents;
  end if;
  return null;
end $$;
create constraint trigger quote_adds_up after insert on pricing.quotes deferrable initially deferred for each row execute function pricing.quote_adds_up();
create constraint trigger quote_lines_add_up after insert on pricing.quote_lines deferrable initially deferred for each row execute function pricing.quote_adds_up();
