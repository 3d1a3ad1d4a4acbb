-- A bill that was not paid in time is reminded of once, kindly. Nobody is named here: whom it reaches is known by the bill.
create table billing.reminders (
  invoice_id text primary key references billing.invoices (id),
  told_at timestamptz not null
);
create index on billing.invoices (due_on);
