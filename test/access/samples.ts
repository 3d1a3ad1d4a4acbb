/** What a caller brings to a door: an address, a query or a body that its schema takes, and where in it there are ids. */
import { z } from 'zod';
import type { Door } from '#platform/http/index';
import type { Things } from './behind.ts';

/** Parts of addresses that are no ids: public names, kinds, days. */
const FIXED: Readonly<Record<string, string>> = { year: '2026', purpose: 'offers', slug: 'email-problem', card: 'screen-scam', day: '2026-11-25', kind: 'privacy', country: 'FR', lang: 'fr', template: 'visit-booked' };
/** What is typed into a field of this name; ids are filled in by their name. */
const TYPED: Readonly<Record<string, unknown>> = {
  words: 'Mon imprimante n’imprime plus.', text: 'Une petite note.', why: 'Pour cet essai.', reason: 'Pour cet essai.', says: 'Un câble neuf', price: '12,50', phone: '+33639980777', helperPhone: '+33639980778', email: 'essai@example.org', helperEmail: '',
  line: '1 Rue Haute', postcode: '21140', town: 'Semur-en-Auxois', lat: '47.49', lng: '4.33', givenName: 'Essai', familyName: 'Porte', months: '6', code: '0001', digits: '123456', totp: '123456', login: 'essai', password: 'une longue phrase', next: '/staff', back: '/', to: '/',
  leaf: 'printer-problem', step: 'power', item: 'network-cable-10m', quantity: '1', fee: '0', amount: '100', receivedOn: '2026-11-24', reference: 'VIR-1', slot: 'tec_00000000000000000000000000.1795082400', until: '2027-01-31', from: '2026-12-01', year: '2026', q: 'Garnier', told: 'Samira', limit: '10', secret: 'x', termsHash: 'x', lang: 'fr', outcome: 'solved', visitCode: '1234', size: '125', day: '2026-11-25', promisedFrom: '2026-11-25T09:00:00Z', promisedUntil: '2026-11-25T10:00:00Z', sequence: '1', how: 'Rappelé au numéro de leur contrat.', replyTo: 'essai@example.org', name: 'Essai Porte', above: '250',
};
/** Fields that carry an id, and of what. */
const CARRIES: Readonly<Record<string, string>> = {
  visit: 'visit', request: 'request', quote: 'quote', invoice: 'invoice', payment: 'payment', extra: 'extra', home: 'home', person: 'person', mandate: 'mandate', technician: 'technician', provider: 'provider', message: 'message', photo: 'photo', task: 'task', hold: 'hold', part: 'part', note: 'note', file: 'file', reference: 'reference', token: 'token', device: 'device', change: 'change',
  secret: 'secret', complaint: 'complaint', plan: 'plan', evidence: 'evidence', export: 'export', round: 'round', link: 'link', draft: 'draft', id: 'matter', agreement: 'agreement', partner: 'partner', series: 'series', absence: 'absence', passkey: 'passkey', helper: 'helper', past: 'past',
};
/** Of these the town has none yet: their doors are only tried with ids that nobody has. */
export const NONE_IN_TOWN: ReadonlySet<string> = new Set(['plan', 'export', 'draft', 'matter', 'partner', 'series']);
/** Bodies that a schema alone does not tell. */
const WHOLE: Readonly<Record<string, (things: Things) => Record<string, unknown>>> = {
  'POST /operator/homes/:home/open': () => ({ next: '/operator/homes/here' }),
  'POST /operator/board/visits/:visit': (things) => ({ was: things['technician'] ?? '' }),
  'POST /r/:reference/confirm': () => ({ terms: 'x', express: 'yes', shown: '0'.repeat(64), shownLang: 'fr' }),
  'GET /api/v1/quotes/:quote/terms': () => ({ termsHash: undefined }),
  'POST /api/v1/sessions': () => ({ code: 'cod_abcdefghij' }), 'POST /come-back/code': () => ({ code: 'cod_abcdefghij' }),
};

type Json = { type?: string | string[]; properties?: Record<string, Json>; required?: string[]; items?: Json; enum?: unknown[]; const?: unknown; anyOf?: Json[]; oneOf?: Json[]; default?: unknown; additionalProperties?: unknown; pattern?: string; minItems?: number };

/** What a field of this name is of, at this door; undefined when it holds no id. */
export const idIn = (door: Door, name: string): string | undefined => (isTyped(door, name) ? undefined : carriedBy(door, name));

export const nameOf = (door: Pick<Door, 'kind' | 'method' | 'path'>): string => `${door.method} ${door.kind === 'route' ? '/api/v1' : ''}${door.path}`;

/** Doors that do something only before a time is booked. */
const BEFORE_BOOKING = /^(GET|POST) (\/r\/:reference\/(understood|ways|where|home|quotes|voucher|solidarity|times|confirm|second-yes)|\/api\/v1\/(requests\/:request\/(understanding|way|person|quotes)|quotes\/:quote))/;
export const wantsOpen = (door: Door): boolean => BEFORE_BOOKING.test(nameOf(door));

/** Of what the id under this name is, at this door: a letter that is printed, a call that is made, an account that is to change. */
const AT_THIS_DOOR: readonly (readonly [name: string, door: RegExp, of: string])[] = [
  ['message', /\/letters\//, 'letter'], ['message', /\/inbox\//, 'inbox'], ['change', /\/pay\//, 'payChange'], ['change', /^\/visits\/:visit\/technician$/, 'technicianChange'], ['file', /\/(terms|withdrawn)\//, 'agreement'],
  ['link', /\/share\/stop$/, 'linkId'], ['question', /\/round\/answer$/, 'question'], ['phone', /\/:visit\/secrets$/, 'fieldPhone'],
];
const carriedBy = (door: Pick<Door, 'path'>, name: string): string | undefined => AT_THIS_DOOR.find(([of, where]) => of === name && where.test(door.path))?.[2] ?? CARRIES[name];

/** Where ids stand: `path:visit`, `body:task`, `query:home`. */
export type Position = Readonly<{ in: 'path' | 'query' | 'body'; name: string; of: string }>;
const paramsOf = (door: Door): string[] => [...door.path.matchAll(/:(\w+)/g)].map((found) => found[1] ?? '');
const shapeOf = (door: Door): Json | undefined => (door.asks ? (z.toJSONSchema(door.asks, { io: 'input', unrepresentable: 'any' }) as Json) : undefined);
const first = (json: Json | undefined): Json | undefined => (json?.anyOf?.[0] ?? json?.oneOf?.[0] ?? json);
const fieldsOf = (door: Door): Record<string, Json> => first(shapeOf(door))?.properties ?? {};
/** Come-back references and payment references are typed by people; a code opens what they name. */
const isTyped = (door: Door, name: string): boolean => NONE_IN_TOWN.has(CARRIES[name] ?? '') || name === 'reference' || name === 'note' || ((name === 'token' || name === 'secret') && !door.path.includes(`:${name}`)) || first(fieldsOf(door)[name])?.type === 'object';

export function positionsOf(door: Door): readonly Position[] {
  const inPath = paramsOf(door).filter((name) => carriedBy(door, name) !== undefined && !(name in FIXED)).map((name): Position => ({ in: 'path', name, of: carriedBy(door, name) ?? name }));
  const where = door.method === 'GET' ? 'query' : 'body';
  const inBody = Object.keys(fieldsOf(door)).filter((name) => carriedBy(door, name) !== undefined && !isTyped(door, name)).map((name): Position => ({ in: where, name, of: carriedBy(door, name) ?? name }));
  return [...inPath, ...inBody];
}
/** Parts of an address of which no sample is known. */
export const unknownParts = (door: Door): string[] => paramsOf(door).filter((name) => !(name in CARRIES) && !(name in FIXED));

const value = (name: string, json: Json | undefined, things: Things, asForm: boolean): unknown => {
  const shape = first(json);
  if (shape?.const !== undefined) return shape.const;
  if (shape?.enum) return shape.enum[0];
  const holds = shape?.type === 'object' || shape?.properties !== undefined;
  if (!holds && name in CARRIES && things[CARRIES[name] ?? name] !== undefined) return things[CARRIES[name] ?? name];
  if (holds) return Object.fromEntries(Object.entries(shape.properties ?? {}).filter(([field]) => shape.required?.includes(field)).map(([field, of]) => [field, value(field, of, things, asForm)]));
  if (shape?.type === 'array') return (shape.minItems ?? 0) > 0 || shape.items?.enum ? [value(name.replace(/s$/, ''), shape.items, things, asForm)] : [];
  const typed = TYPED[name];
  if (shape?.type === 'integer' || shape?.type === 'number') return asForm ? String(typed ?? 1) : Number(typed ?? 1);
  if (shape?.type === 'boolean') return asForm ? 'true' : true;
  return typed ?? 'x';
};

/** What is brought, with these things: the optional fields too where they carry an id. */
export function broughtTo(door: Door, things: Things): Record<string, unknown> {
  const asForm = door.kind === 'screen';
  const shape = first(shapeOf(door));
  const fields = Object.entries(fieldsOf(door)).filter(([name]) => shape?.required?.includes(name) || (name in CARRIES && !isTyped(door, name) && things[CARRIES[name] ?? name] !== undefined) || name in TYPED);
  const made = Object.fromEntries(fields.map(([name, json]) => [name, value(name, json, things, asForm)]));
  const atThisDoor = Object.fromEntries(Object.keys(made).flatMap((name) => { const of = carriedBy(door, name); return of !== undefined && of !== CARRIES[name] && things[of] !== undefined ? [[name, things[of]]] : []; }));
  return Object.fromEntries(Object.entries({ ...made, ...atThisDoor, ...WHOLE[nameOf(door)]?.(things) }).filter(([, given]) => given !== undefined));
}

/** The call itself. `method` may be another than the door's own. */
export function callOf(door: Door, things: Things, headers: Record<string, string>, method: string = door.method): Request {
  const prefix = door.kind === 'route' ? '/api/v1' : '';
  const path = `${prefix}${door.path}`.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(things[carriedBy(door, name) ?? ''] ?? FIXED[name] ?? 'x'));
  const brought = broughtTo(door, things);
  const url = new URL(path, 'http://localhost:3000');
  const isBody = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
  if (!isBody) for (const [name, given] of Object.entries(brought)) if (door.method === 'GET') url.searchParams.set(name, String(given));
  if (!isBody) return new Request(url, { method, headers });
  if (door.kind === 'route') return new Request(url, { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(brought) });
  const form = new URLSearchParams();
  for (const [name, given] of Object.entries(brought)) for (const one of Array.isArray(given) ? given : [given]) form.append(Array.isArray(given) ? `${name}[]` : name, String(one));
  return new Request(url, { method, headers: { ...headers, origin: 'http://localhost:3000' }, body: form });
}
