import { z } from '@hono/zod-openapi';
import type { Reply } from './doors.ts';

export type { Reply } from './doors.ts';

/** An error of the programming interface, RFC 9457. `errors` name each field, what was wrong and what is accepted. */
export const problemSchema = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string().optional(), instance: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
}).openapi('Problem');

type JsonReply = Extract<Reply, { kind: 'json' }>;

/** Answers with problem details. `kind` names the refusal; programs branch on it, people read the detail. */
export const problem = (status: number, kind: string, detail?: string, errors?: readonly { pointer: string; detail: string }[], headers: Record<string, string> = {}): JsonReply => ({
  kind: 'json', status, headers: { 'content-type': 'application/problem+json', ...headers },
  body: { type: `urn:porchlight:${kind}`, title: kind.replaceAll('-', ' '), status, ...(detail ? { detail } : {}), ...(errors ? { errors } : {}) },
});

export const json = (body: unknown, status = 200): Reply => ({ kind: 'json', body, status });

/**
 * A refusal as a problem: what is not yours is not there, and looks the same. What else the refusal says (until when, how
 * much) goes along as it is.
 */
export function refused(refusal: Readonly<{ kind: string }>): Reply {
  const { kind, ...rest } = refusal;
  if (kind.startsWith('no-such-')) return problem(404, kind);
  const said = problem(kind === 'not-allowed' ? 403 : 409, kind);
  return { ...said, body: { ...(said.body as object), ...rest } };
}
