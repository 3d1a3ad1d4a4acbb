-- A proposal for somebody who cannot wait stands beside those for the whole day: while it is read out, no other takes its place.
drop index dispatch.one_proposal_a_day;
create unique index one_proposal_a_day on dispatch.plans (provider_id, day, coalesce(joins ->> 'quote', '')) where state = 'proposed';
