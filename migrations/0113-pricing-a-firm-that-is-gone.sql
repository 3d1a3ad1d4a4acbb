-- A booked quote keeps its answer, unless the firm that gave it is gone: then it is let go, and the household may compare anew.
create or replace function pricing.quotes_stay() returns trigger language plpgsql as $$
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
  if old.kept_at is not null and row(new.state, new.kept_at) is distinct from row(old.state, old.kept_at)
     and not (new.state = 'withdrawn' and new.kept_at is null and new.answered_by = 'provider-gone') then
    raise exception 'a booked quote keeps its answer';
  end if;
  return new;
end $$;
