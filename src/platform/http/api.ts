import { OpenAPIHono, createRoute, z } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import type { Lang } from '#kernel';
import { languageOf } from './cookies.ts';
import { isDatabaseAway } from '../db.ts';
import { type Log, faultNumber } from '../log.ts';
import { type CallNeeds, callFrom } from './call.ts';
import { type Call, type Door, type Problem, type Reply, type RouteDoor, mayPass } from './doors.ts';
import { parse } from './forms.ts';
import { comesFromHere } from './serve.ts';

export const API = '/api/v1';
const MAX_BODY = 1_000_000;

/** An error of the programming interface, RFC 9457. `errors` name each field, what was wrong and what is accepted. */
export const problemSchema = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string().optional(), instance: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
}).openapi('Problem');

/** The OpenAPI 3.1 document. */
export type ApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
type ApiNeeds = CallNeeds & { log: Log; explain(problem: Problem): string; docs(document: ApiDocument, lang: Lang): { toString(): string } };

/** Answers with problem details. `kind` names the refusal; programs branch on it, people read the detail. */
export const problem = (status: number, kind: string, detail?: string, errors?: readonly { pointer: string; detail: string }[]): Reply => ({
  kind: 'json', status, headers: { 'content-type': 'application/problem+json' },
  body: { type: `urn:porchlight:${kind}`, title: kind.replaceAll('-', ' '), status, ...(detail ? { detail } : {}), ...(errors ? { errors } : {}) },
});

export const json = (body: unknown, status = 200): Reply => ({ kind: 'json', body, status });

/** One page of a long list; `next` is handed back as `cursor` for the page after it. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
export const pageAsks = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(25) };

/** Hangs every route under /api/v1, with the document that describes them, made from the schemas that validate. */
export function serveRoutes(app: Hono, doors: readonly Door[], has: ApiNeeds): ApiDocument {
  const described = new OpenAPIHono();
  described.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'session' });
  for (const door of doors) {
    if (door.kind !== 'route') continue;
    if (door.who.length === 0) throw new Error(`${door.method} ${door.path} does not say who may use it.`);
    described.openAPIRegistry.registerPath(describe(door));
    app.on(door.method, `${API}${door.path}`, (c) => answer(c, door, has).catch((fault: unknown) => broken(c, fault, has.log)));
  }
  const document = described.getOpenAPI31Document({
    openapi: '3.1.0', info: { title: 'Porchlight', version: '1', description: 'The same verbs as the screens. Errors are problem details (RFC 9457). Every POST needs an Idempotency-Key, kept for 30 days.' },
    servers: [{ url: API }],
  });
  app.get(`${API}/openapi.json`, (c) => c.json(document));
  app.get(`${API}/docs`, (c) => c.html(has.docs(document, languageOf(c)).toString()));
  app.all(`${API}/*`, (c) => write(c, problem(404, 'no-such-route', 'There is no such address. See /api/v1/docs.')));
  return document;
}

function describe(door: RouteDoor): ReturnType<typeof createRoute> {
  const names = [...door.path.matchAll(/:(\w+)/g)].map((found) => found[1] ?? '');
  const asks = door.asks as z.ZodObject | undefined;
  const isPost = door.method === 'POST';
  return createRoute({
    method: door.method.toLowerCase() as 'get', path: door.path.replace(/:(\w+)/g, '{$1}'), summary: door.summary, tags: [door.path.split('/')[1] ?? 'house'],
    description: `For: ${door.who.join(', ')}.`, security: door.who.includes('anyone') ? [] : [{ session: [] }],
    request: {
      ...(names.length ? { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) } : {}),
      ...(isPost ? { headers: z.object({ 'idempotency-key': z.string().min(8).max(80) }) } : {}),
      ...(asks ? (door.method === 'GET' ? { query: asks } : { body: { required: true, content: { 'application/json': { schema: asks } } } }) : {}),
    },
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: door.gives } } },
      default: { description: 'A problem', content: { 'application/problem+json': { schema: problemSchema } } },
    },
  });
}

async function answer(c: Context, door: RouteDoor, has: ApiNeeds): Promise<Response> {
  const knock = await callFrom(c, has, undefined, [], undefined);
  const shut = shutTo(c, door, knock, has.publicUrl);
  if (shut) return write(c, shut);
  const came = door.method === 'GET' ? { ok: true as const, value: knock.query } : await readBody(c);
  if (!came.ok) return write(c, came.reply);
  const read = door.asks ? parse(door.asks, came.value) : { ok: true as const, value: undefined };
  if (!read.ok) return write(c, problem(422, 'not-understood', 'Some fields were not accepted.', read.problems.map((wrong) => ({ pointer: `/${wrong.field.replaceAll('.', '/')}`, detail: has.explain(wrong) }))));
  const key = c.req.header('idempotency-key');
  const asker = knock.by.kind === 'person' ? knock.by.person : knock.by.kind === 'asker' ? knock.by.request : 'visitor';
  const call = await callFrom(c, has, read.value, [], key === undefined ? undefined : { asker, key }, came.value);
  return write(c, await door.answer(call as Call<never>));
}

/** Why this call may not come in, if so. */
function shutTo(c: Context, door: RouteDoor, knock: Call, publicUrl: string): Reply | undefined {
  if (!mayPass(door.who, knock.by)) return knock.by.kind === 'visitor' ? problem(401, 'sign-in-first', 'This needs a session. Sign in first.') : problem(404, 'missing');
  if (door.method !== 'GET' && !comesFromHere(c, publicUrl)) return problem(403, 'not-from-here', 'The Origin header names another site.');
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
  if (!type.includes('application/json')) return { ok: false, reply: problem(415, 'not-json', 'Send application/json.') };
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
  if (isDatabaseAway(fault)) return write(c, { ...(problem(503, 'database-away', 'Try again in a few seconds, with the same Idempotency-Key.') as Extract<Reply, { kind: 'json' }>), headers: { 'retry-after': '5', 'content-type': 'application/problem+json' } });
  const number = faultNumber();
  const error = fault instanceof Error ? fault : new Error(String(fault));
  log.error({ fault: number, error: error.message, stack: error.stack, path: c.req.routePath }, 'fault');
  return write(c, problem(500, 'fault', `Something broke on our side. Its number is ${number}.`));
}
