-- Somebody says that what was repaired before this house kept visits came back: the request it became, once for a visit.
alter table quality.past_visits add column again_request text references booking.requests (id);
alter table quality.past_visits add column again_at timestamptz;
alter table quality.past_visits add check ((again_request is null) = (again_at is null));
create index on quality.past_visits (again_at) where again_at is not null;
