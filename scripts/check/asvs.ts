import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Found, root } from './run.ts';

/** The requirements of OWASP ASVS 5.0 that we answer for, by section: levels 1 and 2, and level 3 of V8, V14 and V16. Taken on 23 November 2026. */
const SECTIONS = `V1.1:1-2 V1.2:1-9 V1.3:1-11 V1.4:1-3 V1.5:1-2 V2.1:1-3 V2.2:1-3 V2.3:1-4 V2.4:1-1 V3.2:1-2 V3.3:1-4 V3.4:1-6 V3.5:1-5 V3.7:1-2 V4.1:1-3 V4.2:1-1 V4.3:1-2 V4.4:1-4 V5.1:1-1 V5.2:1-3 V5.3:1-2 V5.4:1-3
  V6.1:1-3 V6.2:1-12 V6.3:1-4 V6.4:1-4 V6.5:1-5 V6.6:1-3 V6.8:1-4 V7.1:1-3 V7.2:1-4 V7.3:1-2 V7.4:1-5 V7.5:1-2 V7.6:1-2 V8.1:1-4 V8.2:1-4 V8.3:1-3 V8.4:1-2 V9.1:1-3 V9.2:1-4 V10.1:1-2 V10.2:1-2 V10.3:1-4 V10.4:1-11 V10.5:1-5 V10.6:1-2 V10.7:1-3
  V11.1:1-2 V11.2:1-3 V11.3:1-3 V11.4:1-4 V11.5:1-1 V11.6:1-1 V12.1:1-3 V12.2:1-2 V12.3:1-4 V13.1:1-1 V13.2:1-5 V13.3:1-2 V13.4:1-5 V14.1:1-2 V14.2:1-8 V14.3:1-3 V15.1:1-3 V15.2:1-3 V15.3:1-7 V16.1:1-1 V16.2:1-5 V16.3:1-4 V16.4:1-3 V16.5:1-4 V17.1:1-1 V17.2:1-4 V17.3:1-2`;
export const REQUIREMENTS: readonly string[] = SECTIONS.split(/\s+/).flatMap((entry) => {
  const [section = '', numbers = ''] = entry.split(':');
  const [first = 1, last = 1] = numbers.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, i) => `${section}.${first + i}`);
});
const STATES = new Set(['met', 'partly', 'not-met', 'not-applicable']);

/** A row of three fields, each in double quotes where it holds a comma or a quote. */
const fieldsOf = (line: string): string[] => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '');

/** What is wrong with the table: ids, states, and the files (and titles of tests) that its evidence names. */
export function faultsOfAsvs(table: string, read: (path: string) => string | undefined): string[] {
  const [head, ...lines] = table.trimEnd().split('\n');
  const faults = head === 'req_id,state,evidence' ? [] : [`The first line is (${head}) and not req_id,state,evidence`];
  const rows = lines.map(fieldsOf);
  const ids = rows.map(([id = '']) => id);
  faults.push(...REQUIREMENTS.filter((id) => !ids.includes(id)).map((id) => `${id} is missing`), ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${id} stands twice`), ...ids.filter((id) => !REQUIREMENTS.includes(id)).map((id) => `(${id}) is no requirement that we answer for`));
  for (const [id = '', state = '', evidence = '', ...more] of rows) {
    if (!STATES.has(state)) faults.push(`${id}: (${state}) is no state. Accepted: ${[...STATES].join(', ')}`);
    if (more.length > 0) faults.push(`${id} has more than three fields`);
    if (evidence.trim().length < 10) faults.push(`${id} gives no evidence and no reason`);
    if (state === 'met' && !evidence.includes('`') && evidence.length < 25) faults.push(`${id} is met, and says neither where nor why`);
    for (const [, path = '', title] of evidence.matchAll(/`([\w./-]+\.\w+)`(?: "([^"]+)")?/g)) {
      const text = read(path);
      if (text === undefined) faults.push(`${id} names ${path}, which does not exist`);
      else if (title !== undefined && !text.includes(title)) faults.push(`${id} names the test “${title}”, which is not in ${path}`);
    }
  }
  return faults;
}

/** Holds docs/asvs.csv against the list of requirements and against the files that it names. */
export function checkAsvs(): Found {
  const read = (path: string): string | undefined => { const file = join(root, path); return existsSync(file) ? readFileSync(file, 'utf8') : undefined; };
  const table = read('docs/asvs.csv') ?? '';
  const faults = faultsOfAsvs(table, read);
  const count = (state: string): number => table.split('\n').filter((line) => line.split(',')[1] === state).length;
  return { faults, note: `${REQUIREMENTS.length} requirements: ${count('met')} met, ${count('partly')} partly, ${count('not-met')} not met, ${count('not-applicable')} not applicable` };
}
