import { readFileSync } from 'node:fs';
import { type ServerOptions, createServer } from 'node:https';

/** Where certificate and key lie, as PEM. */
export type TlsFiles = Readonly<{ cert: string; key: string }>;

/** TLS 1.2 and 1.3; of 1.2 only what gives each connection a key of its own and checks what it closes (RFC 9325, 4.2). */
export const TLS_RULES = {
  minVersion: 'TLSv1.2', honorCipherOrder: true,
  ciphers: ['TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'].join(':'),
} as const satisfies ServerOptions;

/** What the server is made with where the house ends TLS itself. Throws when a file cannot be read. */
export const listenWithTls = ({ cert, key }: TlsFiles): { createServer: typeof createServer; serverOptions: ServerOptions } => ({ createServer, serverOptions: { ...TLS_RULES, cert: readFileSync(cert), key: readFileSync(key) } });
