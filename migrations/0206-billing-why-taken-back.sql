-- Why a payment was taken back, in the words of whoever did. The audit trail holds ids and words of ours, and cannot forget.
alter table billing.payments add column why text check (length(why) <= 500);
