/** Rules that a reader would have to take on trust: they are read from the sources, and a new place must say why it is there. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

const ROOT = join(import.meta.dirname, '..', '..');
type Found = Readonly<{ file: string; line: string }>;
const sources = (pattern: string): string[] => globSync(pattern, { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts')).map((file) => file.replaceAll('\\', '/')).sort();
const linesWith = (files: readonly string[], sign: RegExp): Found[] => files.flatMap((file) => readFileSync(join(ROOT, file), 'utf8').split('\n').filter((line) => sign.test(line)).map((line) => ({ file, line: line.trim().slice(0, 160) })));
const SERVER = sources('src/**/*.ts').filter((file) => !file.startsWith('src/web/client/'));
const CLIENT = [...sources('src/web/client/**/*.ts'), 'src/modules/trust/secret-words.ts'];

describe('a pattern', () => {
  /** Of what it is made, where it is not written as one. */
  const MADE_OF: Readonly<Record<string, string>> = {
    'src/modules/billing/asks.ts': 'three letters of ours', 'src/modules/pricing/asks.ts': 'three letters of ours', 'src/modules/visits/asks.ts': 'three letters of ours', 'src/modules/people/asks.ts': 'three letters of ours', 'src/platform/http/shapes.ts': 'three letters of ours',
    'src/modules/trust/secret-words.ts': 'words of ours', 'src/modules/people/code-in-text.ts': 'words of ours', 'src/modules/triage/split.ts': 'words of ours', 'src/modules/triage/situation.ts': 'words of ours', 'src/modules/triage/safety.ts': 'content/triage, reviewed', 'src/modules/learning/glossary.ts': 'content/guides, reviewed; letters and marks are taken apart before',
    'src/modules/learning/parse-guide.ts': 'headings of ours', 'src/platform/documents/read-text.ts': 'names of PDF', 'src/web/provider/price-fields.ts': 'patterns of ours',
  };
  test('is never made of what somebody typed', () => {
    const made = linesWith([...SERVER, ...CLIENT], /\b(new RegExp|RegExp)\(/).filter(({ line }) => !line.includes('RegExp.escape('));
    assert.deepEqual([...new Set(made.map(({ file }) => file))].filter((file) => !(file in MADE_OF)), [], 'Use RegExp.escape, or say in MADE_OF what it is made of');
    assert.ok(made.length >= 10, 'the search finds those that are there');
  });
});

describe('a script of a page', () => {
  test('writes words as words: nothing that is typed or fetched becomes markup by a string', () => {
    const BECOMES = /\.(?:innerHTML|outerHTML)\s*(?:\+?=)(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function\(|setHTMLUnsafe|srcdoc|createContextualFragment|setAttribute\(\s*['"`]on/;
    assert.deepEqual(linesWith(CLIENT, BECOMES), []);
    assert.ok(BECOMES.test("box.innerHTML = text") && BECOMES.test('eval(x)') && !BECOMES.test('template.innerHTML ?? x'));
  });
  test('what it reads as a page was asked of our own house: no address of another is fetched', () => {
    assert.deepEqual(linesWith(CLIENT, /fetch\(\s*['"`](?:https?:)?\/\//), []);
  });
  test('hears messages in one place, the worker of the field, and from our own pages alone', () => {
    assert.deepEqual(linesWith(CLIENT, /addEventListener\(\s*['"`]message|onmessage\s*=/).map(({ file, line }) => `${file} ${line.includes('origin === self.location.origin')}`), ['src/web/client/worker/day.ts true']);
  });
  test('keeps things on a device in two places: a sealed drawer, and what is the same for everybody', () => {
    const keeps = linesWith(CLIENT, /localStorage|sessionStorage|indexedDB\.|caches\.open|document\.cookie/).map(({ file }) => file);
    assert.deepEqual([...new Set(keeps)], ['src/web/client/phone/drawer.ts', 'src/web/client/worker/day.ts']);
  });
});

describe('a way out of the house', () => {
  /** Whom it leads to: docs/protection.md says what each is told. */
  const LEADS_TO: Readonly<Record<string, string>> = {
    'src/platform/mail/mail.ts': 'the mail server that the operator set', 'src/platform/mailbox/mailbox.ts': 'the mailbox that the operator set', 'src/platform/installation-sms.ts': 'the SMS gateway that the operator set', 'src/platform/second-opinion/chat.ts': 'the language model that the operator set',
    'src/platform/roads/osrm.ts': 'the road service of the environment', 'src/platform/live/index.ts': 'the database', 'src/platform/db.ts': 'the database', 'src/platform/db-server/index.ts': 'the database', 'src/platform/db-server/launch.ts': 'the database', 'src/platform/migrate.ts': 'the database', 'src/platform/backup/take.ts': 'the database', 'src/platform/backup/bring-back.ts': 'the database', 'src/commands/doctor.ts': 'this house itself', 'src/commands/start.ts': 'a port of this machine, tried', 'src/platform/db-server/pglite.ts': 'the database',
  };
  const OPENS = /\bfetch\(|createTransport\(|new ImapFlow\(|\bcreateConnection\(|\bnet\.connect\(|\bhttps?\.(?:get|request)\(|new (?:pg\.)?(?:Client|Pool)\(|new WebSocket\(|new EventSource\(/;
  test('is one of these, and leads where whoever runs the house has set', () => {
    const opens = linesWith(SERVER, OPENS).filter(({ line }) => !/^(\*|\/\/)/.test(line) && !/gate\.open|site\.fetch|\.fetch\(request/.test(line));
    assert.deepEqual([...new Set(opens.map(({ file }) => file))].filter((file) => !(file in LEADS_TO)), [], 'Say in LEADS_TO whom it leads to, and in docs/protection.md what it is told');
    assert.ok(opens.length >= 6, `${opens.length}`);
  });
  test('follows nobody elsewhere: a service that sends on is a service that failed', () => {
    for (const { file } of linesWith(SERVER, /\bfetch\(/).filter((found) => found.file in LEADS_TO)) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      assert.equal([...text.matchAll(/await fetch\(/g)].length, [...text.matchAll(/redirect: 'error'/g)].length, file);
    }
  });
  test('is written down with what it is told', () => {
    const told = readFileSync(join(ROOT, 'docs', 'protection.md'), 'utf8');
    for (const way of ['mail server', 'mailbox', 'SMS gateway', 'language model', 'road service', 'database']) assert.ok(told.includes(way), way);
  });
});

test('every part of others comes from one registry, in one version, with the digest of its content', () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version?: string; resolved?: string; integrity?: string; link?: boolean }> };
  const parts = Object.entries(packages).filter(([path]) => path !== '');
  assert.ok(parts.length > 100);
  for (const [path, { version, resolved, integrity }] of parts) {
    assert.match(version ?? '', /^\d+\.\d+\.\d+/, path);
    assert.ok(resolved === undefined || resolved.startsWith('https://registry.npmjs.org/'), `${path} comes from ${resolved}`);
    assert.match(integrity ?? '', /^sha512-/, path);
  }
});
