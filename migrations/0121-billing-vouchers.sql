-- A voucher pays part of an invoice in the person's place: what its organisation settles with the provider is a payment, the price and its tax stay whole.
alter table billing.payments drop constraint payments_means_check;
alter table billing.payments add constraint payments_means_check check (means in ('transfer', 'card', 'cheque', 'cash', 'cesu', 'direct-debit', 'voucher'));
