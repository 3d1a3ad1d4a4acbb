import { html, raw } from 'hono/html';
import type { Country, Money } from '#kernel';
import type { Archive } from '#modules/privacy';
import type { Words } from '#platform/text';
import { entryLine } from './journal.ts';

type Html = ReturnType<typeof html>;

const STYLE = 'body{font:18px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1d1d1b;background:#fff}h1,h2{line-height:1.2}section{border-top:1px solid #bbb;margin-top:2rem}dl{margin:.3rem 0 .3rem .2rem}dt{font-weight:600;margin-top:.4rem}dd{margin:0 0 0 1rem;white-space:pre-wrap;overflow-wrap:anywhere}.one{border-left:4px solid #e2d7bd;padding-left:.8rem;margin:.8rem 0}img{max-width:100%}small{color:#555}';

/** One HTML file that opens without us: what a person reads, and the same as JSON at its end. */
export function archiveFile(archive: Archive, words: Words, house: { name: string; phone: string }): Html {
  const country = countryIn(archive);
  const parts = archive.parts.filter(({ holds }) => !isEmpty(holds));
  const data = JSON.stringify({ madeAt: archive.at, house, parts: archive.parts, whoLooked: archive.journal, photos: archive.photos.map(({ id, type }) => ({ id, type })) });
  return html`<!doctype html>
<html lang="${words.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.say('privacy.archive')}</title><style>${raw(STYLE)}</style></head>
<body><h1>${words.say('privacy.archive')}</h1><p>${words.say('privacy.archive-lead', { house: house.name, phone: house.phone, date: words.date(archive.at, country), hour: words.hour(archive.at, country) })}</p>
<p><small>${words.say('privacy.archive-json')}</small></p>
${parts.map(({ floor, holds }) => html`<section><h2>${words.say(`privacy.floor-${floor}`)}</h2>${shown(holds, words, country)}</section>`)}
${archive.photos.length === 0 ? '' : html`<section><h2>${words.say('privacy.photos')}</h2>${archive.photos.map(({ type, bytes }) => (type.startsWith('image/') ? html`<p><img alt="" src="data:${type};base64,${bytes.toString('base64')}"></p>` : html`<p><a download href="data:${type};base64,${bytes.toString('base64')}">PDF</a></p>`))}</section>`}
<section><h2>${words.say('privacy.journal')}</h2>${archive.journal.length === 0 ? html`<p>${words.say('privacy.journal-nobody')}</p>` : html`<ul>${archive.journal.map((entry) => html`<li>${entryLine(entry, words, country)}</li>`)}</ul>`}</section>
<script type="application/json" id="everything">${raw(data.replaceAll('<', '\\u003c'))}</script></body></html>`;
}

/** How our machines work, of no use to a reader: these stand in the data alone. */
const DATA_ONLY = new Set(['key', 'factKey', 'score', 'guesses', 'tries', 'via', 'version', 'slot', 'sequence', 'basisPoints', 'vatBasisPoints', 'lat', 'lng', 'leaf', 'source', 'because', 'eligible', 'rule', 'noRemote', 'callFirst', 'quiet', 'narrowedAt', 'step', 'spec', 'tariff', 'dueAt']);
/** What people wrote: it stays letter for letter. */
const WRITTEN = new Set(['givenName', 'familyName', 'words', 'text', 'note', 'vulnerable', 'accessNotes', 'label', 'name', 'maker', 'model', 'title', 'why', 'what', 'line', 'postcode', 'town']);
const OURS = /^([a-z][a-z-]{1,40}|FR|GB)$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Anything, in words where we have them: lists as blocks, names before what they name. Numbers of ours (ids) stay in the data. */
function shown(value: unknown, words: Words, country: Country, field = ''): Html {
  if (Array.isArray(value)) return html`${value.filter((one) => !isEmpty(one)).map((one: unknown) => html`<div class="one">${shown(one, words, country, field)}</div>`)}`;
  if (isMoney(value)) return html`${words.money(value)}`;
  if (isSaying(value)) return html`${sentence(value, words)}`;
  if (typeof value !== 'object' || value === null) return html`${WRITTEN.has(field) ? String(value) : plain(value, words, country)}`;
  return html`<dl>${Object.entries(value).filter(([name, one]) => !DATA_ONLY.has(name) && !isEmpty(one)).map(([name, one]) => html`<dt>${fieldName(name, words)}</dt><dd>${shown(one, words, country, name)}</dd>`)}</dl>`;
}

/** A sentence of ours; one that cannot be filled any more is shown as it was kept. */
function sentence({ key, with: filling }: Saying, words: Words): string {
  try {
    return words.say(key, filling);
  } catch {
    return JSON.stringify({ key, ...filling });
  }
}

function plain(value: unknown, words: Words, country: Country): string {
  if (typeof value === 'boolean') return words.say(value ? 'privacy.yes' : 'privacy.no');
  if (typeof value !== 'string') return String(value);
  if (INSTANT.test(value)) { const at = Temporal.Instant.from(value); return `${words.date(at, country)}, ${words.hour(at, country)}`; }
  if (DAY.test(value)) return words.date(Temporal.PlainDate.from(value), country);
  // A word of ours stands for a sentence of theirs; what people wrote themselves stays as they wrote it.
  return OURS.test(value) && words.knows(`archive.says-${value}`) ? words.say(`archive.says-${value}`) : value;
}

/** What we call a field; one without a word of its own is read as it is written in the data. */
export const fieldName = (name: string, words: Words): string =>
  (words.knows(`privacy.field-${name}`) ? words.say(`privacy.field-${name}`) : name.replaceAll(/([A-Z])/g, ' $1').toLowerCase());

const isMoney = (value: unknown): value is Money => typeof value === 'object' && value !== null && 'cents' in value && 'currency' in value;
type Saying = { key: string; with?: Record<string, string | number> };
const isSaying = (value: unknown): value is Saying => typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string' && value.key.includes('.');
const isOurNumber = (value: unknown): boolean => typeof value === 'string' && /^[a-z]{3}_[0-9a-z]{26}$/.test(value);

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || isOurNumber(value)) return true;
  return typeof value === 'object' && Object.entries(value).every(([name, one]) => (!Array.isArray(value) && DATA_ONLY.has(name)) || isEmpty(one));
}

function countryIn(archive: Archive): Country {
  const people = archive.parts.find(({ floor }) => floor === 'people')?.holds as { person?: { country?: Country } } | undefined;
  return people?.person?.country ?? 'FR';
}
