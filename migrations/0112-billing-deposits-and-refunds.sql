-- A deposit on a part is a bill of its own, ahead of the work; the bill for the work takes it off again, so that nothing is asked twice.
alter table billing.invoices drop constraint invoices_kind_check;
alter table billing.invoices add constraint invoices_kind_check check (kind in ('visit', 'missed-visit', 'late-cancel', 'deposit'));
alter table billing.invoices drop constraint invoices_check2;
alter table billing.invoices add constraint only_fees_are_fees check (kind in ('visit', 'deposit') or (extras_cents = 0 and gross_cents <= coalesce(missed_fee_cents, late_cancel_fee_cents)));
drop index billing.one_claim;
create unique index one_claim on billing.invoices (visit_id, kind) where replaces_id is null and kind <> 'deposit';

alter table billing.invoice_lines add column deposit_id text references billing.invoices (id);
alter table billing.invoice_lines drop constraint invoice_lines_source_check;
alter table billing.invoice_lines add constraint invoice_lines_source_check check (source in ('quote', 'above-ceiling', 'withdrawn', 'extra', 'fee', 'deposit'));
alter table billing.invoice_lines add constraint deposits_take_off check ((source = 'deposit') = (deposit_id is not null) and (source <> 'deposit' or gross_cents < 0));

-- looks down at pricing: two bills for one quote must wait for each other, or both fit under its ceiling
-- looks down at booking: a visit is billed by the quote it was booked with, and by no dearer one
-- looks down at visits: extra work is billed only where the person said yes, and for no more than they said yes to
create or replace function billing.invoice_is_true(invoice text) returns void language plpgsql as $$
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
  -- What is taken off is a deposit of the same quote that stands whole.
  if exists (select 1 from billing.invoice_lines line left join billing.invoices deposit on deposit.id = line.deposit_id
             where line.invoice_id = it.id and line.source = 'deposit' and (deposit.id is null or deposit.kind <> 'deposit' or deposit.quote_id <> it.quote_id or deposit.gross_cents <> -line.gross_cents)) then
    raise exception 'invoice % takes off a deposit that is none of its own', it.number;
  end if;
  select coalesce(sum(gross_cents), 0) into claimed from billing.invoices where quote_id = it.quote_id and kind in ('visit', 'deposit');
  select coalesce(sum(note.gross_cents), 0) into given_back from billing.credit_notes note join billing.invoices own on own.id = note.invoice_id where own.quote_id = it.quote_id and own.kind in ('visit', 'deposit');
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

-- Money that went back to the person, written down when it was paid out. Never more than was owed back.
create table billing.refunds (
  id text primary key,
  invoice_id text not null,
  currency text not null,
  way text not null check (way in ('transfer', 'card', 'cheque', 'cash')),
  amount_cents bigint not null check (amount_cents > 0),
  paid_on date not null,
  reference text check (length(reference) <= 140),
  recorded_at timestamptz not null,
  recorded_by text not null,
  foreign key (invoice_id, currency) references billing.invoices (id, currency)
);
create index on billing.refunds (invoice_id);
create trigger refunds_stay before update or delete on billing.refunds for each row execute function billing.rows_stay();
create function billing.check_refund() returns trigger language plpgsql as $$
declare
  asked bigint;
  back bigint;
  paid bigint;
  refunded bigint;
begin
  select gross_cents into asked from billing.invoices where id = new.invoice_id for update;
  select coalesce(sum(gross_cents), 0) into back from billing.credit_notes where invoice_id = new.invoice_id;
  select coalesce(sum(amount_cents), 0) into paid from billing.payments where invoice_id = new.invoice_id;
  select coalesce(sum(amount_cents), 0) into refunded from billing.refunds where invoice_id = new.invoice_id;
  if refunded > paid - (asked - back) then
    raise exception 'refund % is more than is owed back', new.id;
  end if;
  return null;
end $$;
create constraint trigger refunds_are_true after insert on billing.refunds deferrable initially deferred for each row execute function billing.check_refund();
