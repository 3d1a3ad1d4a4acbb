import type { ZodError, ZodType } from 'zod';
import type { Problem, SentFile, Typed } from './doors.ts';

const MAX_FIELD = 120_000;
/** More fields than this has no form of ours; a table comes as a file. */
const MOST_FIELDS = 2_000;

/** A form as it came: text fields once or several times, and files. Fields called `x[]` become lists. */
export type Came = { fields: Record<string, string | string[]>; typed: Typed; files: SentFile[] };

/** Reads an HTML form of either encoding. Throws `TypeError` when the body is no form. */
export async function readForm(request: Request): Promise<Came> {
  const form = await request.formData();
  const fields: Record<string, string | string[]> = Object.create(null);
  const typed: Record<string, string> = Object.create(null);
  const files: SentFile[] = [];
  let fieldsSeen = 0;
  for (const [name, value] of form) {
    fieldsSeen += 1;
    if (fieldsSeen > MOST_FIELDS) throw new TypeError(`A form of more than ${MOST_FIELDS} fields is none of ours.`);
    if (typeof value !== 'string') {
      if (value.size > 0) files.push({ field: name, name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
      continue;
    }
    const text = value.slice(0, MAX_FIELD).replaceAll('\0', '').replaceAll('\r\n', '\n');
    typed[name] = typed[name] === undefined ? text : `${typed[name]}\n${text}`;
    if (name.endsWith('[]')) {
      const list = fields[name.slice(0, -2)];
      fields[name.slice(0, -2)] = Array.isArray(list) ? [...list, text] : [text];
    } else fields[name] = text;
  }
  return { fields, typed, files };
}

/** Parses what came with a schema, once, at the door. Each problem names its field and a catalogue key that says what is accepted. */
export function parse<S extends ZodType>(schema: S, came: unknown): { ok: true; value: unknown } | { ok: false; problems: Problem[] } {
  const read = schema.safeParse(came);
  return read.success ? { ok: true, value: read.data } : { ok: false, problems: problemsOf(read.error) };
}

const KEY = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+$/;

const problemsOf = (error: ZodError): Problem[] => error.issues.map((issue) => {
  const field = issue.path.map(String).join('.') || 'form';
  if (KEY.test(issue.message)) return { field, says: issue.message };
  const limit = 'maximum' in issue ? Number(issue.maximum) : 'minimum' in issue ? Number(issue.minimum) : 0;
  return { field, says: `form.${issue.code.replaceAll('_', '-')}`, with: { limit } };
});
