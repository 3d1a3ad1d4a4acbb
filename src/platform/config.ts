import { resolve } from 'node:path';
import { z } from 'zod';
import { type Trusts, trustsFrom } from './http/trusted.ts';
import type { TlsFiles } from './tls.ts';

/** Whether what people type reaches this address unread: TLS, or no wire at all. */
const isSafe = (address: string): boolean => { const url = URL.parse(address); return url?.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? ''); };

const asks = z.object({
  PORT: z.coerce.number({ error: 'a port number, 1 to 65535' }).int().min(0).max(65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url({ error: 'an address such as https://help.example.org' }).refine(isSafe, 'an https address: codes and addresses of people travel there (plain http is for this machine alone). A proxy with TLS may stand in front, or set TLS_CERT and TLS_KEY').optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'an address such as postgres://user@host/database').optional(),
  PORCHLIGHT_DATA: z.string().default('.data'),
  SMTP_URL: z.string().regex(/^smtps?:\/\//, 'an address such as smtps://user:password@mail.example.org').optional(),
  IMAP_URL: z.string().regex(/^imaps?:\/\//, 'an address such as imaps://user:password@mail.example.org').optional(),
  OSRM_URL: z.url({ error: 'the address of a road service that speaks OSRM, such as http://127.0.0.1:5000' }).optional(),
  TILES: z.string().optional(),
  MAIL_FROM: z.string().default('Porchlight <help@localhost>'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  LOG_TO: z.string().default(''),
  TRUSTED_PROXIES: z.string().default('').refine((text) => { try { trustsFrom(text); return true; } catch { return false; } }, 'addresses and networks with commas between them, such as 127.0.0.1, 10.0.0.0/8'),
}).refine(({ TLS_CERT, TLS_KEY }) => (TLS_CERT === undefined) === (TLS_KEY === undefined), { path: ['TLS_CERT'], message: 'TLS_CERT and TLS_KEY together, each the path of a PEM file' });

/** What an installation sets from outside. Everything else is set on its screens. */
export type Config = Readonly<{
  port: number; host: string; publicUrl: string; databaseUrl: string | undefined; dataDir: string;
  /** Certificate and key, where the house ends TLS itself. */
  tls: TlsFiles | undefined;
  smtpUrl: string | undefined; osrmUrl: string | undefined; imapUrl: string | undefined; mailFrom: string; logLevel: string; logTo: string;
  /** The board's map: a `.pmtiles` file. */
  tiles: string;
  /** Our own proxies, whose word on who calls is believed. */
  trusts: Trusts;
}>;

/** Reads the environment; throws with the name of the variable, what it held and what is accepted. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = asks.safeParse(set);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${String(issue.path[0])} is (${set[String(issue.path[0])]}): we need ${issue.message}`);
    throw new Error(`These settings cannot be used:\n  ${faults.join('\n  ')}`);
  }
  const { data } = read;
  const dataDir = resolve(data.PORCHLIGHT_DATA);
  return {
    port: data.PORT, host: data.HOST, publicUrl: (data.PUBLIC_URL ?? `${data.TLS_CERT ? 'https' : 'http'}://localhost:${data.PORT}`).replace(/\/$/, ''), tls: data.TLS_CERT && data.TLS_KEY ? { cert: resolve(data.TLS_CERT), key: resolve(data.TLS_KEY) } : undefined,
    databaseUrl: data.DATABASE_URL, dataDir, smtpUrl: data.SMTP_URL, osrmUrl: data.OSRM_URL, imapUrl: data.IMAP_URL, mailFrom: data.MAIL_FROM,
    logLevel: data.LOG_LEVEL, logTo: data.LOG_TO === '' ? `${dataDir}/log/porchlight.log` : data.LOG_TO,
    tiles: resolve(data.TILES ?? `${dataDir}/map.pmtiles`), trusts: trustsFrom(data.TRUSTED_PROXIES),
  };
}
