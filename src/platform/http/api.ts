import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import type { Lang } from '#kernel';
import { getCookie } from 'hono/cookie';
import { cookieName, languageOf } from './cookies.ts';
import { isDatabaseAway } from '../db.ts';
import { type Log, faultNumber } from '../log.ts';
import type { Limits } from '../limits/index.ts';
import { type CallNeeds, callFrom, withAsked } from './call.ts';
import { type Call, type Door, type Problem, type Reply, type RouteDoor, isProved, mayPass } from './doors.ts';
import { parse } from './forms.ts';
import { cursorForged, openCursor, sealCursor } from './lists.ts';
import { noteRefusal } from './refusals.ts';
import { problem, problemSchema } from './replies.ts';
import { comesFromHere } from './serve.ts';

export const API = '/api/v1';
const MAX_BODY = 1_000_000;

/** The OpenAPI 3.1 document. */
export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type ApiNeeds = CallNeeds & { log: Log; limits: Pick<Limits, 'may'>; explain(problem: Problem): string; docs(document: ApiDocument, lang: Lang): { toString(): string } };

/** Hangs every route under /api/v1, with the document that describes them, made from the schemas that validate. */
export function serveRoutes(app: Hono, doors: readonly Door[], has: ApiNeeds): ApiDocument {
  const described = new OpenAPIHono();
  described.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: cookieName('session', has.publicUrl) });
  described.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  for (const door of doors) {
    if (door.kind !== 'route') continue;
    if (door.who.length === 0) throw new Error(`${door.method} ${door.path} does not say who may use it.`);
    described.openAPIRegistry.registerPath(describe(door));
    app.on(door.method, `${API}${door.path}`, (c) => answer(c, door, has).catch((fault: unknown) => broken(c, fault, has.log)));
  }
  const document = described.getOpenAPI31Document({
    openapi: '3.1.0', info: { title: 'Porchlight', version: '1', description: 'The same verbs as the screens. Errors are problem details (RFC 9457). Every POST needs an Idempotency-Key, kept for 30 days. Lists come in pages: hand `next` back as `cursor` until it is null. A session is a cookie, or a token in `Authorization: Bearer`.' },
    servers: [{ url: API }],
  });
  app.get(`${API}/openapi.json`, (c) => c.json(document));
  app.get(`${API}/docs`, (c) => c.html(has.docs(document, languageOf(c, has.publicUrl)).toString()));
  app.all(`${API}/*`, (c) => write(c, problem(404, 'no-such-route', 'There is no such address. See /api/v1/docs.')));
  return document;
}

function describe(door: RouteDoor): ReturnType<typeof createRoute> {
  const names = [...door.path.matchAll(/:(\w+)/g)].map((found) => found[1] ?? '');
  const asks = door.asks as z.ZodObject | undefined;
  const isPost = door.method === 'POST';
  return createRoute({
    method: door.method.toLowerCase() as 'get', path: door.path.replace(/:(\w+)/g, '{$1}'), summary: door.summary, tags: [door.path.split('/')[1] ?? 'house'],
    description: `For: ${door.who.join(', ')}.`, security: door.who.includes('anyone') ? [] : [{ session: [] }, { bearer: [] }],
    request: {
      ...(names.length ? { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) } : {}),
      ...(isPost ? { headers: z.object({ 'idempotency-key': z.string().min(8).max(80) }) } : {}),
      ...(asks ? (door.method === 'GET' ? { query: asks } : { body: { required: true, content: { 'application/json': { schema: asks } } } }) : {}),
    },
    responses: {
      [door.method === 'POST' ? '2XX' : '200']: { description: 'Done', content: { 'application/json': { schema: door.gives } } },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  });
}

const CLASH = problem(422, 'key-used-for-another-question', 'This Idempotency-Key came before with another question. Use a new one for each effect.', [{ pointer: '/headers/idempotency-key', detail: 'a key that was not used for another question' }]);

async function answer(c: Context, door: RouteDoor, has: ApiNeeds): Promise<Response> {
  const knock = await callFrom(c, has, undefined, [], undefined, undefined, bearerOf(c) ?? getCookie(c, cookieName('session', has.publicUrl)));
  const closed = shutTo(c, door, knock, has.publicUrl);
  if (closed) await noteRefusal(c, has, knock, 'door');
  const often = closed ? undefined : await tooOften(door, knock, has);
  if (often) await noteRefusal(c, has, knock, 'often');
  const shut = closed ?? often;
  if (shut) return write(c, shut);
  const came = door.method === 'GET' ? { ok: true as const, value: knock.query } : await readBody(c);
  if (!came.ok) return write(c, came.reply);
  const path = new URL(c.req.url).pathname;
  const opened = withPlace(door, came.value, (cursor) => openCursor(has.works.keys, path, cursor));
  if (!opened.ok) return write(c, cursorForged());
  const read = door.asks ? parse(door.asks, opened.value) : { ok: true as const, value: undefined };
  if (!read.ok) return notUnderstood(c, knock, has, read.problems);
  const key = c.req.header('idempotency-key');
  const call = withAsked(knock, has, { method: c.req.method, asked: read.value, files: [], key: key === undefined ? undefined : { asker: askerOf(knock, has), key, clash: CLASH }, fields: came.value });
  const given = await door.answer(call as Call<never>);
  if (isNo(given)) await noteRefusal(c, has, knock, 'missing');
  return write(c, withCursor(door, given, (place) => sealCursor(has.works.keys, path, place)));
}

async function notUnderstood(c: Context, knock: Call, has: ApiNeeds, problems: readonly Problem[]): Promise<Response> {
  await noteRefusal(c, has, knock, 'input');
  return write(c, problem(422, 'not-understood', 'Some fields were not accepted.', problems.map((wrong) => ({ pointer: `/${wrong.field.replaceAll('.', '/')}`, detail: has.explain(wrong) }))));
}

const isNo = (given: Reply): boolean => given.kind === 'missing' || (given.kind === 'json' && (given.status === 404 || given.status === 403));

/** A program may hold its session in a header instead of a cookie; browsers never send it by themselves. */
const bearerOf = (c: Context): string | undefined => /^Bearer ([\w-]{20,200})$/.exec(c.req.header('authorization') ?? '')?.[1];

/** Whose key it is. Visitors have nothing but the network they call from. */
function askerOf({ by, from }: Call, has: ApiNeeds): string {
  if (by.kind === 'person') return by.person;
  return by.kind === 'asker' ? by.request : `visitor ${has.works.keys.digest(`network ${from}`).slice(0, 32)}`;
}

/** How often: each caller counts for themselves, so that nobody is locked out by another; visitors by their network. */
async function tooOften(door: RouteDoor, { by, from }: Call, has: ApiNeeds): Promise<Reply | undefined> {
  const who = by.kind === 'person' ? by.person : by.kind === 'asker' ? by.request : from;
  const all = await has.limits.may('api', who);
  const may = all.ok && door.limit ? await has.limits.may(door.limit, from) : all;
  return may.ok ? undefined : problem(429, 'too-often', `Come again in ${may.retryAfterSeconds} seconds.`, undefined, { 'retry-after': String(may.retryAfterSeconds) });
}

const isList = (door: RouteDoor): boolean => door.asks instanceof z.ZodObject && 'cursor' in door.asks.shape;

/** A list's cursor as the place that is in it. */
function withPlace(door: RouteDoor, asked: unknown, open: (cursor: string) => string | undefined): { ok: true; value: unknown } | { ok: false } {
  const cursor = isList(door) && typeof asked === 'object' && asked !== null && 'cursor' in asked ? asked.cursor : undefined;
  if (typeof cursor !== 'string') return { ok: true, value: asked };
  const place = open(cursor);
  return place === undefined ? { ok: false } : { ok: true, value: { ...(asked as object), cursor: place } };
}

/** The place that a list's answer names, sealed for the way out. */
function withCursor(door: RouteDoor, reply: Reply, seal: (place: string) => string): Reply {
  if (!isList(door) || reply.kind !== 'json' || typeof reply.body !== 'object' || reply.body === null) return reply;
  const { next } = reply.body as { next?: unknown };
  return typeof next === 'string' ? { ...reply, body: { ...reply.body, next: seal(next) } } : reply;
}

/** Why this call may not come in, if so. */
function shutTo(c: Context, door: RouteDoor, knock: Call, publicUrl: string): Reply | undefined {
  if (!mayPass(door.who, knock.by)) return knock.by.kind === 'visitor' ? problem(401, 'sign-in-first', 'This needs a session. Sign in first.') : problem(404, 'missing');
  if (door.method !== 'GET' && !comesFromHere(c, publicUrl)) return problem(403, 'not-from-here', 'The Origin header names another site.');
  if (door.proved?.(knock) && !isProved(knock, 'toOpen')) return problem(403, 'prove-again', 'This changes an account. Sign in again, and call with the new session.');
  const key = c.req.header('idempotency-key');
  if (door.method === 'POST' && (key === undefined || key.length < 8 || key.length > 80)) {
    return problem(400, 'idempotency-key-missing', 'Every POST needs an Idempotency-Key header of 8 to 80 characters, new for each effect.');
  }
  return undefined;
}

async function readBody(c: Context): Promise<{ ok: true; value: unknown } | { ok: false; reply: Reply }> {
  const type = c.req.header('content-type') ?? '';
  const text = await c.req.text();
  if (text === '') return { ok: true, value: {} };
  if (!/^application\/json\s*(;|$)/i.test(type)) return { ok: false, reply: problem(415, 'not-json', 'Send application/json.') };
  if (text.length > MAX_BODY) return { ok: false, reply: problem(413, 'too-large', `A body holds up to ${MAX_BODY} characters.`) };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, reply: problem(400, 'not-json', 'The body is not JSON.') };
  }
}

function write(c: Context, reply: Reply): Response {
  if (reply.kind === 'json') return c.body(JSON.stringify(reply.body), reply.status as 200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...reply.headers });
  if (reply.kind === 'missing') return write(c, problem(404, 'missing'));
  throw new Error(`A route answered with a ${reply.kind}. Maybe a screen was declared as a route.`);
}

function broken(c: Context, fault: unknown, log: Log): Response {
  if (isDatabaseAway(fault)) return write(c, problem(503, 'database-away', 'Try again in a few seconds, with the same Idempotency-Key.', undefined, { 'retry-after': '5' }));
  const number = faultNumber();
  const error = fault instanceof Error ? fault : new Error(String(fault));
  log.error({ fault: number, error: error.message, stack: error.stack, path: c.req.routePath }, 'fault');
  return write(c, problem(500, 'fault', `Something broke on our side. Its number is ${number}.`));
}
