import { html } from 'hono/html';
import { z } from 'zod';
import { type HomeId, type PersonId, type Refusal, newId, no, ok } from '#kernel';
import { type Call, type Door, type Problem, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import type { Provider } from '#modules/technicians';
import { type CannotRead, readTable, writeTable } from '#platform/tables/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { form, press } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';
import { exportOf } from './exports.ts';
import { type Known, type Placed, TABLE_KINDS, type TableKind, type Weighed, weigh } from './kinds.ts';

type Html = ReturnType<typeof html>;
type Brought = Readonly<{ kind: TableKind; weighed: Weighed }>;
const PATH = '/operator/tables';
const MOST_SHOWN = 200;
const MOST_LETTERS = 60;
/** So many rows are written at one press: a larger table goes on with the next. */
const AT_ONCE = 1_000;
const DRAFT = /^drf_[0-9a-z]{26}$/;

/** Tables in and out: nothing that is brought is written before it was looked at and confirmed. */
export const tableDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator'], asks: z.object({ done: z.coerce.number().int().min(0).optional() }), again: () => go(PATH), answer: (call) => startPage(has, call as unknown as Call, [], call.asked.done) }),
  ...TABLE_KINDS.map((kind) => screen({ method: 'POST', path: `${PATH}/${kind.what}`, who: ['operator'], answer: (call) => bring(has, call, kind) })),
  ...TABLE_KINDS.map((kind) => screen({ method: 'GET', path: `${PATH}/${kind.what}/sample`, who: ['operator'], answer: () => file(writeTable([...kind.needed, ...kind.optional], [kind.sample]), 'text/csv; charset=utf-8', { name: `${kind.what}.csv` }) })),
  screen({ method: 'GET', path: `${PATH}/drafts/:draft`, who: ['operator'], answer: (call) => lookAt(has, call) }),
  screen({ method: 'POST', path: `${PATH}/drafts/:draft`, who: ['operator'], answer: (call) => confirm(has, call) }),
  screen({
    method: 'POST', path: `${PATH}/drafts/:draft/drop`, who: ['operator'],
    answer: (call) => call.change(async (work) => { await has.imports.drop(work, call.params['draft'] ?? ''); return ok(true as const); }, () => go(PATH), () => go(PATH)),
  }),
  screen({
    method: 'POST', path: `${PATH}/exports/:export`, who: ['operator'],
    answer: (call) => call.change<Uint8Array | undefined, Refusal>(async (work) => exportOf(has, work, call.params['export'] ?? ''),
      (bytes) => (bytes ? file(bytes, 'text/csv; charset=utf-8', { name: 'porchlight.csv' }) : missing), () => missing),
  }),
];

const problemOf = (read: CannotRead): Problem => ({
  field: 'file', says: `tables.${read.kind}`,
  with: { columns: 'missing' in read ? read.missing.join(', ') : 'column' in read ? read.column : '', line: 'line' in read ? read.line : 0, most: 'most' in read ? read.most : 0 },
});

async function bring(has: WebHas, call: Call, kind: TableKind): Promise<Reply> {
  const [sent] = call.files;
  if (!sent) return startPage(has, call, [{ field: 'file', says: 'tables.no-file' }]);
  const read = readTable(sent.bytes, kind.needed);
  if (!read.ok) return startPage(has, call, [problemOf(read.error)]);
  const id = newId('Form').replace('frm', 'drf');
  return call.change(async (work) => { await has.imports.keep(work, { id, what: kind.what, bytes: sent.bytes }); return ok(true as const); }, () => go(`${PATH}/drafts/${id}`), () => missing);
}

/** What the file refers to: people that came by a table of their own. */
async function knownFor(has: WebHas, work: Work, keys: readonly string[]): Promise<Known> {
  const homes = new Map<string, HomeId | undefined>();
  let all: readonly Provider[] | undefined;
  return {
    people: await has.imports.known(work, 'people', keys),
    async homeOf(person: PersonId) {
      if (!homes.has(person)) homes.set(person, (await has.people.known.homesOf(work, person))[0]?.id);
      return homes.get(person);
    },
    async provider(number) {
      all ??= (await Promise.all((['FR', 'GB'] as const).map((country) => has.technicians.providers(work, country)))).flat();
      return all.find(({ companyNumber }) => companyNumber === number);
    },
    async technician(provider, badge) {
      return (await has.technicians.techniciansOf(work, provider)).find((one) => one.badge === badge)?.id;
    },
  };
}

/** The draft of whoever brought it, weighed once more: what was written since then counts. */
async function broughtBy(has: WebHas, call: Call): Promise<Brought | undefined> {
  const id = call.params['draft'] ?? '';
  return DRAFT.test(id) ? call.look(async (work) => {
    const draft = await has.imports.open(work, id);
    const kind = TABLE_KINDS.find(({ what }) => what === draft?.what);
    const read = draft && kind ? readTable(draft.bytes, kind.needed) : undefined;
    if (!kind || !read?.ok) return undefined;
    const { rows } = read.value;
    const before = await has.imports.known(work, kind.what, rows.map(({ cells }) => cells['key'] ?? ''));
    return { kind, weighed: await weigh(has, kind, rows, before, await knownFor(has, work, rows.map(({ cells }) => cells['person_key'] ?? ''))) };
  }) : undefined;
}

/** Each address is looked up once, before anything is written. */
async function placesOf(has: WebHas, ready: Weighed['ready']): Promise<ReadonlyMap<string, Placed>> {
  const places = new Map<string, Placed>();
  for (const { address } of ready) {
    const key = JSON.stringify(address);
    if (address && !places.has(key)) places.set(key, await has.findPlace(address));
  }
  return places;
}

async function confirm(has: WebHas, call: Call): Promise<Reply> {
  const brought = await broughtBy(has, call);
  if (!brought) return missing;
  const { kind, weighed } = brought;
  const now = weighed.ready.slice(0, AT_ONCE);
  const isLast = now.length === weighed.ready.length;
  const places = await placesOf(has, now);
  return call.change<number, Refusal>(async (work) => {
    for (const row of now) {
      const written = await row.write(has, work, row.address && places.get(JSON.stringify(row.address)));
      if (!written.ok) return no({ kind: 'row-refused', line: row.line } as Refusal);
      await has.imports.remember(work, kind.what, row.key, written.value);
    }
    if (isLast) await has.imports.drop(work, call.params['draft'] ?? '');
    await work.audit({ did: `import-${kind.what}`, to: call.params['draft'] ?? '' });
    return ok(now.length);
  }, (count) => go(isLast ? `${PATH}?done=${weighed.before + count}` : call.path), () => lookAt(has, call));
}

async function startPage(has: WebHas, call: Call, problems: readonly Problem[], done?: number): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const allowed = await call.look(async (work) => (await has.privacy.bulkExports(work)).filter((one) => one.allowedAt && !one.usedAt && call.by.kind === 'person' && one.askedBy === call.by.person));
  return page(shell(frame, {
    title: words.say('tables.title'), kind: 'staff',
    main: html`${problems.map((problem) => html`<p class="note danger" role="alert" id="file">${icon('circle-alert')} ${words.say(problem.says, problem.with)}</p>`)}<p class="where-am-i"><a href="/operator/house">${words.say('set-up.house')}</a></p><h1>${words.say('tables.title')}</h1><p class="lead">${words.say('tables.more')}</p>
      ${done === undefined ? '' : html`<p class="note safe" role="status">${icon('check')} ${words.say('tables.done', { count: done })}</p>`}
      <div class="quotes">${TABLE_KINDS.map((kind) => bringCard(frame, kind))}</div>
      <section class="card"><h2>${words.say('tables.prices')}</h2><p>${words.say('tables.prices-more')}</p><p><a href="/operator/providers">${words.say('set-up.providers')}</a></p></section>
      <section class="card"><h2>${words.say('tables.out')}</h2><p>${words.say('tables.out-more')} <a href="/operator/alarms">${words.say('by-phone.exports')}</a></p>${allowed.map((one) => press(`${PATH}/exports/${one.id}`, words.say('tables.download', { what: words.say(`by-phone.exports-what-${one.what}`) }), { icon: 'download' }))}</section>`,
  }), problems.length > 0 ? 422 : 200);
}

const bringCard = ({ words }: Frame, kind: TableKind): Html => html`<section class="card"><h2>${words.say(`tables.${kind.what}`)}</h2><p>${words.say('tables.columns')} <strong>${kind.needed.join(', ')}</strong></p><p>${words.say('tables.columns-more')} ${kind.optional.join(', ')}</p><p><a href="${PATH}/${kind.what}/sample">${icon('download')} ${words.say('tables.sample')}</a></p>
  ${form(`${PATH}/${kind.what}`, html`<div class="field"><label for="file-${kind.what}">${words.say('tables.file')}</label><input type="file" id="file-${kind.what}" name="file" accept=".csv,.txt,text/csv"></div><div class="actions"><button>${icon('upload')}${words.say('tables.look')}</button></div>`, { files: true })}</section>`;

async function lookAt(has: WebHas, call: Call): Promise<Reply> {
  const brought = await broughtBy(has, call);
  if (!brought) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const { weighed: { ready, before, refused } } = brought;
  const path = `${PATH}/drafts/${call.params['draft'] ?? ''}`;
  return page(shell(frame, {
    title: words.say('tables.look-title'), kind: 'staff',
    main: html`<p class="where-am-i"><a href="${PATH}">${words.say('tables.title')}</a></p><h1>${words.say('tables.look-title')}</h1>
      <ul><li>${words.say('tables.ready', { count: ready.length })}</li><li>${words.say('tables.before', { count: before })}</li><li>${words.say('tables.refused', { count: refused.length })}</li></ul><p class="lead">${words.say('tables.nothing-yet')}</p>
      ${refused.length === 0 ? '' : html`<div class="scroll-x"><table><thead><tr><th scope="col">${words.say('tables.line')}</th><th scope="col">${words.say('tables.key')}</th><th scope="col">${words.say('tables.column')}</th><th scope="col">${words.say('tables.there')}</th><th scope="col">${words.say('tables.wrong')}</th></tr></thead>
        <tbody>${refused.slice(0, MOST_SHOWN).flatMap((row) => row.wrong.map((wrong) => html`<tr><td class="number">${row.line}</td><td>${row.key}</td><td>${wrong.column}</td><td>${(row.cells[wrong.column] ?? '').slice(0, MOST_LETTERS)}</td><td>${words.say(wrong.says)}</td></tr>`))}</tbody></table></div>${refused.length > MOST_SHOWN ? html`<p>${words.say('tables.more-refused', { count: refused.length - MOST_SHOWN })}</p>` : ''}`}
      <div class="actions">${ready.length > 0 ? press(path, words.say('tables.write', { count: Math.min(AT_ONCE, ready.length) }), { kind: 'main', icon: 'check' }) : ''}${press(`${path}/drop`, words.say('tables.drop'), { kind: 'plain' })}</div>`,
  }));
}
