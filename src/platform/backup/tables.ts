import type pg from 'pg';

type Client = pg.ClientBase;
/** A table with rows of its own, by its full name, quoted; columns as "name type". */
export type Table = Readonly<{ name: string; columns: readonly string[] }>;
export type Sequence = Readonly<{ name: string; value: string; isCalled: boolean }>;

const OURS = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";

/** How values are written must not depend on who asks. */
export async function fixFormats(client: Client): Promise<void> {
  await client.query("set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local extra_float_digits = 3; set local bytea_output = 'hex'; set local search_path = pg_catalog");
}

/** Every ordinary table and partition, in the order of their names. */
export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] | null }>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select array_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence <> 't' and ${OURS} order by 1`);
  return rows.map(({ name, columns }) => ({ name, columns: columns ?? [] }));
}

/** The columns of a table that take values (not those computed from others), and which of them hold transaction numbers. */
export async function writableColumns(client: Client, table: string): Promise<{ name: string; isTransaction: boolean }[]> {
  const { rows } = await client.query<{ name: string; is: boolean }>(`
    select quote_ident(attname) as name, atttypid = 'xid8'::regtype as is from pg_attribute
    where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`, [table]);
  return rows.map(({ name, is }) => ({ name, isTransaction: is }));
}

export async function sequencesOf(client: Client): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' and ${OURS} order by 1`);
  const sequences: Sequence[] = [];
  for (const { name } of rows) {
    const { rows: [row] } = await client.query<{ value: string; is: boolean }>(`select last_value::text as value, is_called as is from ${name}`);
    sequences.push({ name, value: row?.value ?? '1', isCalled: row?.is ?? false });
  }
  return sequences;
}

/** The foreign keys, as statements that drop and add them: rows come back in any order, and are checked at the end. */
export async function foreignKeys(client: Client): Promise<{ drop: string; add: string }[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(`
    select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as drop,
      format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as add
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and k.conparentid = 0 and ${OURS}`);
  return rows;
}

/** Tables with triggers of their own, as statements that silence them and wake them. */
export async function triggers(client: Client): Promise<{ silence: string; wake: string }[]> {
  const { rows } = await client.query<{ silence: string; wake: string }>(`
    select format('alter table %s disable trigger %I', t.tgrelid::regclass, t.tgname) as silence, format('alter table %s enable trigger %I', t.tgrelid::regclass, t.tgname) as wake
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled = 'O' and ${OURS}`);
  return rows;
}
