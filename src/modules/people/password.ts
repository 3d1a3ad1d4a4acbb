import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const hashIt = promisify(argon2);
// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, 2 passes, 1 lane.
const COST = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 } as const;

const derive = (password: string, nonce: Buffer): Promise<Buffer> =>
  hashIt('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, ...COST });

/** `argon2id$memory$passes$nonce$tag`. For doors: takes tens of milliseconds, so never inside a Work. */
export async function passwordHash(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce);
  return ['argon2id', COST.memory, COST.passes, nonce.toString('base64url'), tag.toString('base64url')].join('$');
}

/** What a password is compared with; a name that nobody has gets a hash that nothing fits. */
export type ToCheck = Readonly<{ login: string; hash: string }>;
/** What the door found. It is tied to the hash it was compared with: a password changed meanwhile makes it worthless. */
export type PasswordProof = Readonly<{ login: string; hash: string; matched: boolean }>;

/** A hash that no password fits, at the same cost as any other. */
export const NOBODY = ['argon2id', COST.memory, COST.passes, Buffer.alloc(16).toString('base64url'), Buffer.alloc(32).toString('base64url')].join('$');

/** Compares, outside any Work, in the same time for known and unknown names. */
export async function passwordMatches(toCheck: ToCheck, password: string): Promise<PasswordProof> {
  const [kind, memory, passes, nonce, tag] = toCheck.hash.split('$');
  if (kind !== 'argon2id' || !nonce || !tag) throw new Error(`This is no password hash of ours (${kind}). Maybe a row was written by hand.`);
  const found = await hashIt('argon2id', {
    message: Buffer.from(password.normalize('NFKC')), nonce: Buffer.from(nonce, 'base64url'), ...COST, memory: Number(memory), passes: Number(passes),
  });
  const kept = Buffer.from(tag, 'base64url');
  return { ...toCheck, matched: toCheck.hash !== NOBODY && kept.length === found.length && timingSafeEqual(kept, found) };
}
