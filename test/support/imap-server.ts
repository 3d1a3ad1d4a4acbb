/** A real mailbox: Debian's Dovecot, with one user, on a port and in a folder of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { installPackage } from './test-server.ts';

export type ImapServer = Readonly<{ url: string; deliver(mail: string): Promise<void>; stop(): Promise<void> }>;
const PROGRAM = '/usr/sbin/dovecot';
const USER = 'help';
const PASSWORD = 'a-word-for-the-test';

const freePort = (): Promise<number> => new Promise((done, failed) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address() as AddressInfo; probe.close(() => done(port)); });
  probe.on('error', failed);
});

/** Who the server's parts run as: root may not be a mailbox's owner. */
const owner = (): string => (process.getuid?.() === 0 ? 'nobody' : userInfo().username);
const groupOf = (user: string): string => execFileSync('id', ['-gn', user], { encoding: 'utf8' }).trim();

function settingsFor(folder: string, port: number): string {
  const user = owner();
  const group = groupOf(user);
  const uid = execFileSync('id', ['-u', user], { encoding: 'utf8' }).trim();
  return `protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = ${user}
default_login_user = ${user}
default_internal_group = ${group}
first_valid_uid = ${uid}
last_valid_uid = ${uid}
mail_location = maildir:${folder}/mail
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}/home
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`;
}

/** Starts it, installing Dovecot when we are root; else says which package is missing. */
export async function startImapServer(): Promise<ImapServer> {
  if (!existsSync(PROGRAM) && !(installPackage('dovecot-imapd') && existsSync(PROGRAM))) throw new Error("The mailbox test needs Dovecot, which is not installed. Run: sudo apt-get install dovecot-imapd");
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-imap-'));
  const port = await freePort();
  const settings = join(folder, 'dovecot.conf');
  writeFileSync(settings, settingsFor(folder, port));
  execFileSync('mkdir', ['-p', join(folder, 'run'), join(folder, 'mail'), join(folder, 'home')]);
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', `${owner()}:${groupOf(owner())}`, join(folder, 'mail'), join(folder, 'home')]);
  const server = spawn(PROGRAM, ['-F', '-c', settings], { stdio: ['ignore', 'ignore', 'pipe'] });
  const url = `imap://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`;
  await untilItAnswers(port, server).catch((fault: unknown) => { server.kill('SIGTERM'); throw fault; });
  return {
    url,
    deliver: async (mail) => {
      const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user: USER, pass: PASSWORD }, logger: false });
      await client.connect();
      await client.append('INBOX', mail, []);
      await client.logout();
    },
    stop: async () => {
      const ended = new Promise((done) => { server.on('exit', done); });
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(port: number, server: ChildProcess): Promise<void> {
  let said = '';
  server.stderr?.on('data', (part: Buffer) => { said += part.toString('utf8'); });
  for (let tries = 0; tries < 30; tries += 1) {
    if (server.exitCode !== null) throw new Error(`Dovecot ended: ${said}`);
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user: USER, pass: PASSWORD }, logger: false });
    client.on('error', () => undefined);
    const isUp = await client.connect().then(() => true, () => false);
    if (isUp) { await client.logout(); return; }
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error(`Dovecot does not answer: ${said}`);
}
