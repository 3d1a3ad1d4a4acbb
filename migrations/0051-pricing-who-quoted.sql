-- Billing points at a quote together with its provider, so that nobody can bill another's quote.
alter table pricing.quotes add unique (id, provider_id);
