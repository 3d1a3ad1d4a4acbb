import house from '../../house.json' with { type: 'json' };

const modules: Readonly<Record<string, readonly string[]>> = house.modules;

/** Schemas of the ground floor, which belong to no module. */
export const GROUND = ['platform', 'places', 'jobs'] as const;
/** Every schema of the house: one a module, with _ for -. */
export const SCHEMAS: readonly string[] = [...GROUND, ...Object.keys(modules).map(schemaOf)];

export function schemaOf(module: string): string {
  return module.replaceAll('-', '_');
}

/** Whether a foreign key may lead from one schema to the other: into itself, to the ground, or down as imports run. */
export function mayLean(from: string, to: string): boolean {
  if (from === to || (GROUND as readonly string[]).includes(to)) return true;
  const module = Object.keys(modules).find((name) => schemaOf(name) === from);
  if (module === undefined) return false;
  return [...(modules[module] ?? []), ...house.everyoneMayUse].some((other) => schemaOf(other) === to);
}

/** The schema that a migration belongs to, by its name: the longest that fits, as remote_help in 0090-remote-help-codes.sql. */
export function schemaOfMigration(name: string): string | undefined {
  const words = name.replace(/^\d{4}-/, '').replaceAll('-', '_');
  return SCHEMAS.filter((schema) => words.startsWith(`${schema}_`)).toSorted((a, b) => b.length - a.length)[0];
}

// What PostgreSQL 15 does not know, and time that was not handed in.
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\b(now\s*\(|current_date|current_timestamp|current_time\b|localtimestamp|clock_timestamp\s*\(|statement_timestamp\s*\(|transaction_timestamp\s*\()/i, 'asks the database for the time: hand the instant in'],
  [/\buuidv7\s*\(/i, 'uses uuidv7(), which PostgreSQL 15 does not know'],
  [/\bwithout\s+overlaps\b/i, 'uses WITHOUT OVERLAPS, which PostgreSQL 15 does not know'],
];

// A trigger that guards money may have to look down at what it guards against. It says so, and why, in a line of its own:
//   -- looks down at pricing: the ceiling of a quote is held in the database itself
const EXCUSE = /^--\s*looks down at ([a-z_]+): .{15,}$/gm;

const plain = (sql: string): string => sql.replace(/--[^\n]*/g, ' ').replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/'(?:[^']|'')*'/g, "''");

const strangers = (sql: string, own: string): string[] =>
  [...new Set(SCHEMAS.filter((schema) => schema !== own && new RegExp(`(?<![\\w.])"?${schema}"?\\s*\\.\\s*"?[a-z_]`, 'i').test(sql)))];

/** What is wrong with a migration: it touches another schema, leaves a name without one, or asks for the time. */
export function migrationFaults(name: string, text: string): string[] {
  const own = schemaOfMigration(name);
  if (own === undefined) return [`${name}: its name does not begin with a module of house.json (${SCHEMAS.join(', ')})`];
  const sql = plain(text);
  const withoutKeys = sql.replace(/\breferences\s+"?[a-z_]+"?\s*\.\s*"?[a-z_]+"?/gi, ' ');
  const homeless = [...sql.matchAll(/\bcreate\s+(?:unlogged\s+)?(?:table|view|materialized view|sequence|type|function|procedure)\s+(?:if\s+not\s+exists\s+)?("?[a-z_]+"?)(?!["\w]*\s*\.)/gi)].map((found) => found[1]);
  const excused = [...text.matchAll(EXCUSE)].map((found) => found[1] ?? '').filter((other) => mayLean(own, other));
  return [
    ...strangers(withoutKeys, own).filter((other) => !excused.includes(other)).map((other) => `${name}: touches ${other}; it may touch ${own} only`),
    ...homeless.map((what) => `${name}: ${what} needs its schema: ${own}.${what}`),
    ...FORBIDDEN.filter(([pattern]) => pattern.test(sql)).map(([, why]) => `${name}: ${why}`),
  ];
}

/** What is wrong with the SQL inside a source file of a module: it reads another module's tables, or asks for the time. */
export function sourceFaults(path: string, text: string): string[] {
  const module = /^src\/modules\/([^/]+)\//.exec(path)?.[1];
  const own = module === undefined ? undefined : schemaOf(module);
  const written = [...text.matchAll(/\bsql(?:<[^`]*>)?`((?:[^`\\]|\\.)*)`/g)].map((found) => plain(found[1] ?? '')).join('\n');
  // Kysely's own words name tables as 'schema.table' or 'schema.table as t'.
  const named = [...text.matchAll(/(?:From|Table|Join|insertInto|into|using)\(\s*'([a-z_]+)\.[a-z_]+/g)].map((found) => found[1] ?? '');
  const foreign = own === undefined ? [] : [...new Set([...strangers(written, own), ...named.filter((schema) => schema !== own)])];
  return [
    ...foreign.map((other) => `${path}: reads or writes ${other}; ask the front door of its module`),
    ...FORBIDDEN.filter(([pattern]) => pattern.test(written)).map(([, why]) => `${path}: ${why}`),
  ];
}
