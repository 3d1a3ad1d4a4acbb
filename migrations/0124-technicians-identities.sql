-- Who a provider was by law until when: documents that were written before keep the old name and numbers, and this says why.
create table technicians.identities (
  id bigint generated always as identity primary key,
  provider_id text not null references technicians.providers (id),
  -- Name, kind, numbers and address as they were until then.
  was jsonb not null,
  until_at timestamptz not null,
  changed_by text not null
);
create index on technicians.identities (provider_id, id desc);
create function technicians.identities_stay() returns trigger language plpgsql as $$
begin
  raise exception 'what a provider was is never edited';
end $$;
create trigger identities_stay before update or delete on technicians.identities for each row execute function technicians.identities_stay();
