-- A firm that works with this house no more: since when and why, and who said so. Its bills stay.
create table billing.gone_providers (
  provider_id text primary key,
  why text not null check (why in ('closed', 'stopped', 'contract-ended')),
  words text,
  gone_at timestamptz not null,
  said_by text not null
);
