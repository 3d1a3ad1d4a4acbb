import { z } from '@hono/zod-openapi';

/** How things of the kernel look on the wire. Amounts are whole cents; instants are RFC 3339 in UTC. */
export const moneyShape = z.object({ cents: z.number().int(), currency: z.enum(['EUR', 'GBP']) }).openapi('Money');
export const instantShape = z.iso.datetime().openapi({ example: '2026-11-24T09:30:00Z' });
export const idShape = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`)).openapi({ example: `${prefix}_4d9q2m8x1c7v5b3n6k0jfhgtsa` });
