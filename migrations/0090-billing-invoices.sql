create schema if not exists billing;

-- The last number of each issuer and series. Its row is locked until the invoice stands, so no number is lost or given twice.
create table billing.series (
  issuer_id text not null,
  series text not null,
  last integer not null check (last >= 0),
  primary key (issuer_id, series)
);

-- One claim on one household. Names and addresses are copies, as the law keeps them, until keep_until.
create table billing.invoices (
  id text primary key,
  issuer_id text not null,
  series text not null,
  sequence integer not null check (sequence > 0),
  number text not null unique,
  kind text not null check (kind in ('visit', 'missed-visit', 'late-cancel')),
  visit_id text not null references booking.visits (id),
  request_id text not null,
  home_id text not null references people.homes (id),
  person_id text references people.persons (id),
  quote_id text not null,
  currency text not null check (currency in ('EUR', 'GBP')),
  country text not null check (country in ('FR', 'GB')),
  ceiling_cents bigint not null,
  extras_cents bigint not null check (extras_cents >= 0),
  missed_fee_cents bigint,
  late_cancel_fee_cents bigint,
  gross_cents bigint not null check (gross_cents > 0),
  vat jsonb not null,
  credit_rule text,
  credit_eligible_cents bigint,
  credit_cents bigint,
  attended_minutes integer not null check (attended_minutes >= 0),
  unattended_minutes integer not null check (unattended_minutes >= 0),
  outcome text,
  issuer jsonb not null,
  recipient jsonb not null,
  technician jsonb not null,
  issued_at timestamptz not null,
  issued_by text not null,
  served_on date not null,
  due_on date not null,
  keep_until date not null,
  forgotten_at timestamptz,
  replaces_id text unique references billing.invoices (id),
  unique (issuer_id, series, sequence),
  unique (id, quote_id),
  unique (id, currency),
  unique (id, issuer_id),
  -- Who bills is who quoted.
  foreign key (quote_id, issuer_id) references pricing.quotes (id, provider_id),
  -- The ceiling and the fees are those of the quote: these keys hold the amounts too.
  foreign key (quote_id, currency, ceiling_cents) references pricing.quotes (id, currency, ceiling_cents),
  foreign key (quote_id, currency, missed_fee_cents) references pricing.quotes (id, currency, missed_fee_cents),
  foreign key (quote_id, currency, late_cancel_fee_cents) references pricing.quotes (id, currency, late_cancel_fee_cents),
  -- Never above what was promised and what got its own yes; a fee never above the fee that was told.
  check (gross_cents <= ceiling_cents + extras_cents),
  check ((kind = 'missed-visit') = (missed_fee_cents is not null) and (kind = 'late-cancel') = (late_cancel_fee_cents is not null)),
  check (kind = 'visit' or (extras_cents = 0 and gross_cents <= coalesce(missed_fee_cents, late_cancel_fee_cents))),
  check (due_on >= (issued_at at time zone 'UTC')::date and keep_until > due_on),
  check ((credit_rule is null) = (credit_cents is null) and (credit_rule is null) = (credit_eligible_cents is null)),
  check (credit_rule is null or country = 'FR')
);
-- One claim of a kind for a visit; another only in place of one that was taken back.
create unique index one_claim on billing.invoices (visit_id, kind) where replaces_id is null;
create index on billing.invoices (home_id);
create index on billing.invoices (quote_id);
create index on billing.invoices (issuer_id, issued_at);

-- Extra work that got its own yes, with the most it may cost.
create table billing.invoice_extras (
  invoice_id text not null,
  -- The visit on which it was agreed: this one, or an earlier one of the same quote.
  visit_id text not null,
  extra_id text not null,
  worst_cents bigint not null check (worst_cents >= 0),
  primary key (invoice_id, extra_id),
  foreign key (invoice_id) references billing.invoices (id),
  foreign key (extra_id, visit_id) references visits.extras (id, visit_id)
);

create table billing.invoice_lines (
  id text primary key,
  invoice_id text not null,
  quote_id text not null,
  place integer not null check (place >= 0),
  source text not null check (source in ('quote', 'above-ceiling', 'extra', 'fee')),
  quote_line_id text,
  extra_id text,
  extra_place integer,
  kind text not null check (kind in ('labour', 'travel', 'parts', 'subscription', 'licence', 'training', 'backup-security')),
  item text,
  says jsonb,
  words text,
  unit text not null,
  quantity bigint not null check (quantity >= 0),
  unit_price_cents bigint not null,
  gross_cents bigint not null,
  vat_basis_points integer not null check (vat_basis_points between 0 and 10000),
  every text not null check (every in ('once', 'month', 'year')),
  renews_on date,
  later_cents bigint,
  credit_eligible_cents bigint,
  unique (invoice_id, place),
  unique (invoice_id, id),
  foreign key (invoice_id, quote_id) references billing.invoices (id, quote_id),
  -- Every line comes from a line of this very quote, from a line of an extra of this invoice, or is the fee.
  foreign key (quote_id, quote_line_id) references pricing.quote_lines (quote_id, id),
  foreign key (invoice_id, extra_id) references billing.invoice_extras (invoice_id, extra_id),
  foreign key (extra_id, extra_place) references visits.extra_lines (extra_id, place),
  check ((source in ('quote', 'above-ceiling')) = (quote_line_id is not null)),
  check ((source = 'extra') = (extra_id is not null) and (source = 'extra') = (extra_place is not null)),
  check ((says is null) <> (words is null)),
  check (source <> 'above-ceiling' or gross_cents < 0),
  check (kind not in ('labour', 'travel', 'parts', 'training') or every = 'once'),
  check ((every = 'once') = (renews_on is null)),
  check (gross_cents = case unit when 'minute' then round(unit_price_cents * quantity / 60.0) else unit_price_cents * quantity end)
);

create table billing.credit_notes (
  id text primary key,
  issuer_id text not null,
  series text not null,
  sequence integer not null check (sequence > 0),
  number text not null unique,
  invoice_id text not null,
  currency text not null,
  why text not null check (length(why) between 3 and 500),
  gross_cents bigint not null check (gross_cents > 0),
  vat jsonb not null,
  issued_at timestamptz not null,
  issued_by text not null,
  unique (issuer_id, series, sequence),
  unique (id, invoice_id),
  foreign key (invoice_id, currency) references billing.invoices (id, currency),
  foreign key (invoice_id, issuer_id) references billing.invoices (id, issuer_id)
);
create index on billing.credit_notes (invoice_id);
create table billing.credit_note_lines (
  credit_note_id text not null,
  invoice_id text not null,
  line_id text not null,
  gross_cents bigint not null check (gross_cents <> 0),
  primary key (credit_note_id, line_id),
  foreign key (credit_note_id, invoice_id) references billing.credit_notes (id, invoice_id),
  foreign key (invoice_id, line_id) references billing.invoice_lines (invoice_id, id)
);

-- Money that the provider received. We never hold any. A mistake is taken back by a row of its own.
create table billing.payments (
  id text primary key,
  invoice_id text not null,
  currency text not null,
  means text not null check (means in ('transfer', 'card', 'cheque', 'cash', 'cesu', 'direct-debit')),
  amount_cents bigint not null check (amount_cents <> 0),
  received_on date not null,
  reference text check (length(reference) <= 140),
  takes_back_id text unique references billing.payments (id),
  recorded_at timestamptz not null,
  recorded_by text not null,
  foreign key (invoice_id, currency) references billing.invoices (id, currency),
  check ((takes_back_id is null) = (amount_cents > 0))
);
create index on billing.payments (invoice_id);

-- Nothing is edited in place. After its legal time a name may be blanked, and nothing else.
create function billing.rows_stay() returns trigger language plpgsql as $$
begin
  raise exception 'what was billed is never edited (%)', tg_table_name;
end $$;
create function billing.invoices_stay() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.forgotten_at is not null and old.forgotten_at is null and (new.forgotten_at at time zone 'UTC')::date > old.keep_until
     and new.recipient = '{}'::jsonb and new.person_id is null
     and to_jsonb(new) - 'recipient' - 'person_id' - 'forgotten_at' = to_jsonb(old) - 'recipient' - 'person_id' - 'forgotten_at' then
    return new;
  end if;
  raise exception 'what was billed is never edited (%)', tg_table_name;
end $$;
create trigger invoices_stay before update or delete on billing.invoices for each row execute function billing.invoices_stay();
create trigger invoice_lines_stay before update or delete on billing.invoice_lines for each row execute function billing.rows_stay();
create trigger invoice_extras_stay before update or delete on billing.invoice_extras for each row execute function billing.rows_stay();
create trigger credit_notes_stay before update or delete on billing.credit_notes for each row execute function billing.rows_stay();
create trigger credit_note_lines_stay before update or delete on billing.credit_note_lines for each row execute function billing.rows_stay();
create trigger payments_stay before update or delete on billing.payments for each row execute function billing.rows_stay();

-- A number is the next of its series, and the series knows it.
create function billing.number_is_next() returns trigger language plpgsql as $$
declare
  before integer;
  known integer;
begin
  select last into known from billing.series where issuer_id = new.issuer_id and series = new.series for update;
  execute format('select coalesce(max(sequence), 0) from billing.%I where issuer_id = $1 and series = $2', tg_table_name) into before using new.issuer_id, new.series;
  if known is distinct from new.sequence or new.sequence <> before + 1 then
    raise exception 'number % of series % is not the next one (% went before, the series says %)', new.sequence, new.series, before, known;
  end if;
  return new;
end $$;
create trigger invoice_number_is_next before insert on billing.invoices for each row execute function billing.number_is_next();
create trigger credit_note_number_is_next before insert on billing.credit_notes for each row execute function billing.number_is_next();

-- What a composite key cannot say, said when the work is over: the visit is the quote's, the extras got their yes, the sums are
-- the sums, and all bills for the work of one quote together stay under its ceiling.
-- looks down at pricing: two bills for one quote must wait for each other, or both fit under its ceiling
-- looks down at booking: a visit is billed by the quote it was booked with, and by no dearer one
-- looks down at visits: extra work is billed only where the person said yes, and for no more than they said yes to
create function billing.invoice_is_true(invoice text) returns void language plpgsql as $$
declare
  it billing.invoices%rowtype;
  lines bigint;
  extras bigint;
  claimed bigint;
  given_back bigint;
  allowed bigint;
begin
  select * into it from billing.invoices where id = invoice;
  perform 1 from pricing.quotes where id = it.quote_id for update;
  if not exists (select 1 from booking.visits visit where visit.id = it.visit_id and visit.quote_id = it.quote_id) then
    raise exception 'invoice % names a quote that is not its visit''s', it.number;
  end if;
  select coalesce(sum(gross_cents), 0) into lines from billing.invoice_lines where invoice_id = it.id;
  select coalesce(sum(worst_cents), 0) into extras from billing.invoice_extras where invoice_id = it.id;
  if lines <> it.gross_cents or extras <> it.extras_cents then
    raise exception 'invoice % does not add up: lines %, extras %, said % and %', it.number, lines, extras, it.gross_cents, it.extras_cents;
  end if;
  if exists (select 1 from billing.invoice_extras own
             left join visits.extras extra on extra.id = own.extra_id and extra.state = 'approved' and extra.worst_cents = own.worst_cents
             left join booking.visits visit on visit.id = own.visit_id and visit.quote_id = it.quote_id
             where own.invoice_id = it.id and (extra.id is null or visit.id is null)) then
    raise exception 'invoice % names an extra without a yes, or with another amount', it.number;
  end if;
  if it.gross_cents - (select coalesce(sum(gross_cents), 0) from billing.invoice_lines where invoice_id = it.id and source = 'extra') > it.ceiling_cents then
    raise exception 'invoice % asks more than its ceiling for what was quoted', it.number;
  end if;
  select coalesce(sum(gross_cents), 0) into claimed from billing.invoices where quote_id = it.quote_id and kind = 'visit';
  select coalesce(sum(note.gross_cents), 0) into given_back from billing.credit_notes note join billing.invoices own on own.id = note.invoice_id where own.quote_id = it.quote_id and own.kind = 'visit';
  select it.ceiling_cents + coalesce(sum(worst), 0) into allowed
    from (select max(own.worst_cents) as worst from billing.invoice_extras own join billing.invoices other on other.id = own.invoice_id where other.quote_id = it.quote_id group by own.extra_id) each_extra;
  if claimed - given_back > allowed then
    raise exception 'all invoices of quote % ask % of % allowed', it.quote_id, claimed - given_back, allowed;
  end if;
  if it.replaces_id is not null and (select coalesce(sum(gross_cents), 0) from billing.credit_notes where invoice_id = it.replaces_id)
     < (select gross_cents from billing.invoices where id = it.replaces_id) then
    raise exception 'invoice % replaces one that still stands', it.number;
  end if;
end $$;
create function billing.check_invoice() returns trigger language plpgsql as $$
begin
  perform billing.invoice_is_true(case tg_table_name when 'invoices' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'invoice_id' end);
  return null;
end $$;
create constraint trigger invoices_are_true after insert on billing.invoices deferrable initially deferred for each row execute function billing.check_invoice();
create constraint trigger invoice_lines_are_true after insert on billing.invoice_lines deferrable initially deferred for each row execute function billing.check_invoice();
create constraint trigger invoice_extras_are_true after insert on billing.invoice_extras deferrable initially deferred for each row execute function billing.check_invoice();

-- A credit note is the sum of its lines, and no line is given back more than once.
create function billing.check_credit_note() returns trigger language plpgsql as $$
declare
  note text := case tg_table_name when 'credit_notes' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'credit_note_id' end;
begin
  if (select gross_cents from billing.credit_notes where id = note) <> (select coalesce(sum(gross_cents), 0) from billing.credit_note_lines where credit_note_id = note) then
    raise exception 'credit note % does not add up', note;
  end if;
  if exists (select 1 from billing.credit_note_lines back join billing.invoice_lines line on line.id = back.line_id where line.invoice_id = new.invoice_id
             group by line.id, line.gross_cents having sum(back.gross_cents) * sign(line.gross_cents) not between 0 and abs(line.gross_cents))
     or (select sum(gross_cents) from billing.credit_notes where invoice_id = new.invoice_id) > (select gross_cents from billing.invoices where id = new.invoice_id) then
    raise exception 'credit note % gives back more than was asked', note;
  end if;
  return null;
end $$;
create constraint trigger credit_notes_are_true after insert on billing.credit_notes deferrable initially deferred for each row execute function billing.check_credit_note();
create constraint trigger credit_note_lines_are_true after insert on billing.credit_note_lines deferrable initially deferred for each row execute function billing.check_credit_note();

-- What was taken back was that payment, and nobody pays more than is owed.
create function billing.check_payment() returns trigger language plpgsql as $$
begin
  perform 1 from billing.invoices where id = new.invoice_id for update;
  if new.takes_back_id is not null and not exists (select 1 from billing.payments wrong where wrong.id = new.takes_back_id and wrong.invoice_id = new.invoice_id and wrong.amount_cents = -new.amount_cents and wrong.means = new.means) then
    raise exception 'payment % takes back something else', new.id;
  end if;
  if (select sum(amount_cents) from billing.payments where invoice_id = new.invoice_id) > (select gross_cents from billing.invoices where id = new.invoice_id) then
    raise exception 'invoice % was paid more than it asks', new.invoice_id;
  end if;
  return null;
end $$;
create constraint trigger payments_are_true after insert on billing.payments deferrable initially deferred for each row execute function billing.check_payment();
