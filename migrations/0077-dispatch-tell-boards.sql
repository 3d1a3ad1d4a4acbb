-- Proposals and alerts show on every open board as soon as they are true.
create function dispatch.tell_boards() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform pg_notify('board', old.country || ' ' || old.day);
  else
    perform pg_notify('board', new.country || ' ' || new.day);
  end if;
  return null;
end $$;
create trigger plans_tell_boards after insert or update on dispatch.plans for each row execute function dispatch.tell_boards();
create trigger alerts_tell_boards after insert or update or delete on dispatch.alerts for each row execute function dispatch.tell_boards();
