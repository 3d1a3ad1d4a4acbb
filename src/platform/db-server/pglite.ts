import { mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketHandler } from '@electric-sql/pglite-socket';
import { addressOf } from './launch.ts';
import { Turns } from './turns.ts';

const CLUSTER_ROLE = 'postgres'; // PGlite knows one role and one database, both of this name

/** The address of the PGlite of a folder. */
export const pgliteAddress = (folder: string): string => addressOf(folder, CLUSTER_ROLE).replace('//porchlight@', `//${CLUSTER_ROLE}@`);

/** Serves a PGlite in this process on a socket in its folder, so that the code which speaks to a server speaks to it. One session at a time. Answers how to stop it. */
export async function startPglite(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = await PGlite.create(folder);
  await db.exec("set timezone to 'UTC'");
  const turns = new Turns(db);
  const guests = new Set<Socket>();
  const server = createServer((guest) => {
    guests.add(guest);
    guest.on('close', () => guests.delete(guest));
    // The package's own queue lets two connections mix their prepared statements; ours hands out whole turns.
    const handler = new PGLiteSocketHandler({ queryQueue: turns.asQueue(), closeOnDetach: true });
    void handler.attach(guest);
  });
  const socket = join(folder, '.s.PGSQL.5432');
  rmSync(socket, { force: true });
  await listen(server, socket);
  return async () => {
    if (!server.listening) return;
    for (const guest of guests) guest.destroy();
    await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
    await db.close();
    rmSync(socket, { force: true });
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => { resolve(); });
  });
}
