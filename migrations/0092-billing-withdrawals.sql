-- What goes off because the contract was withdrawn from is a line of its own, below nothing, on a line of the same quote.
alter table billing.invoice_lines drop constraint invoice_lines_source_check;
alter table billing.invoice_lines add constraint invoice_lines_source_check check (source in ('quote', 'above-ceiling', 'withdrawn', 'extra', 'fee'));
alter table billing.invoice_lines drop constraint invoice_lines_check;
alter table billing.invoice_lines add constraint lines_have_their_origin check ((source in ('quote', 'above-ceiling', 'withdrawn')) = (quote_line_id is not null));
alter table billing.invoice_lines add constraint withdrawn_takes_off check (source <> 'withdrawn' or gross_cents < 0);

-- Extra work agreed at the door may have to wait for its money: no payment of it counts before its day.
alter table billing.invoice_lines add column payable_from date;
alter table billing.invoice_lines add constraint only_extras_wait check (payable_from is null or source = 'extra');

-- looks down at visits: a line waits exactly as long as the extra that it bills
create function billing.check_line_waits() returns trigger language plpgsql as $$
begin
  if new.source = 'extra' and new.payable_from is distinct from (select payable_from from visits.extras where id = new.extra_id) then
    raise exception 'line % does not wait as its extra does', new.id;
  end if;
  return null;
end $$;
create constraint trigger lines_wait_as_agreed after insert on billing.invoice_lines deferrable initially deferred for each row execute function billing.check_line_waits();

create function billing.check_payment_waits() returns trigger language plpgsql as $$
declare
  held bigint;
  back bigint;
  paid bigint;
  given_back bigint;
  asked bigint;
begin
  perform 1 from billing.invoices where id = new.invoice_id for update;
  select coalesce(sum(gross_cents), 0) into held from billing.invoice_lines where invoice_id = new.invoice_id and payable_from > new.received_on;
  if held <= 0 then
    return null;
  end if;
  select coalesce(sum(note.gross_cents), 0) into back from billing.credit_note_lines note join billing.invoice_lines line on line.id = note.line_id
    where note.invoice_id = new.invoice_id and line.payable_from > new.received_on;
  select coalesce(sum(gross_cents), 0) into given_back from billing.credit_notes where invoice_id = new.invoice_id;
  select coalesce(sum(amount_cents), 0) into paid from billing.payments where invoice_id = new.invoice_id;
  select gross_cents into asked from billing.invoices where id = new.invoice_id;
  if paid > asked - given_back - (held - back) then
    raise exception 'payment % is of a line that must wait', new.id;
  end if;
  return null;
end $$;
create constraint trigger payments_wait after insert on billing.payments deferrable initially deferred for each row execute function billing.check_payment_waits();
