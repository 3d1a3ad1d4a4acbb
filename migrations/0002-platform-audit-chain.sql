-- The chain over the audit trail: each link is a keyed digest of the link before it and of one line. The key is not in
-- the database, so nobody who can only write here can make a link. Links are only added, in the order of `place`.
create table platform.audit_chain (
  place bigint primary key check (place > 0),
  line_id bigint not null unique,
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);

create trigger audit_chain_stays before update or delete on platform.audit_chain for each row execute function platform.audit_is_append_only();
create trigger audit_chain_is_not_emptied before truncate on platform.audit_chain for each statement execute function platform.audit_is_append_only();
create trigger audit_lines_are_not_emptied before truncate on platform.audit_lines for each statement execute function platform.audit_is_append_only();
