import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Keys } from '../keys.ts';
import { cookieName } from './cookies.ts';
import type { Call, Cookie, Door, Reply, ScreenDoor, Typed } from './doors.ts';
import { type Came, readForm } from './forms.ts';

const MINUTES = 15;
const DAY_MINUTES = 1_440;
/** As much as a browser keeps in one cookie, less what sealing adds. */
const MOST_LETTERS = 2_000;
/** What proves or opens something is typed again. */
const NEVER_KEPT = /pass|secret|totp|digits|code|response|ceremony|challenge|form_id/i;

type Kept = Readonly<{ page: string; path: string; by: string; until: string; typed: Typed }>;
type Needs = Readonly<{ works: { keys: Keys }; publicUrl: string }>;
const ABOUT = 'typed before proving';
const EMPTY: Came = { fields: {}, typed: {}, files: [] };
const whoOf = ({ by }: Pick<Call, 'by'>): string | undefined => (by.kind === 'person' ? by.person : undefined);

/** Somebody typed into a page and must first show that it is they: their words wait for a quarter of an hour, sealed, in their own browser. */
export async function keepTyped(c: Context, { works }: Needs, door: ScreenDoor, page: string, knock: Call): Promise<readonly Cookie[]> {
  const by = whoOf(knock);
  if (by === undefined || !door.again) return [];
  const came = await readForm(c.req.raw).catch(() => EMPTY);
  const typed = Object.fromEntries(Object.entries(came.typed).filter(([name]) => !NEVER_KEPT.test(name)));
  const now = await knock.look(async (work) => work.now);
  const text = JSON.stringify({ page, path: door.path, by, until: now.add({ minutes: MINUTES }).toString(), typed } satisfies Kept);
  return text.length > MOST_LETTERS ? [] : [{ name: 'typed', value: works.keys.seal(text, ABOUT), days: MINUTES / DAY_MINUTES }];
}

const FORGET: Cookie = { name: 'typed', value: undefined };

/** The page with the words that waited for it; once. Undefined when none do, they are somebody else's, or too old. */
export async function withTypedBefore(c: Context, { works, publicUrl }: Needs, doors: readonly Door[], knock: Call): Promise<Reply | undefined> {
  const sealed = getCookie(c, cookieName('typed', publicUrl));
  const opened = sealed === undefined ? undefined : works.keys.open(sealed, ABOUT);
  if (opened === undefined) return undefined;
  const kept = JSON.parse(opened) as Kept;
  if (kept.page !== knock.path.split('?')[0]) return undefined;
  const door = doors.find((one): one is ScreenDoor => one.kind === 'screen' && one.method === 'POST' && one.path === kept.path);
  const now = await knock.look(async (work) => work.now);
  if (!door?.again || kept.by !== whoOf(knock) || Temporal.Instant.compare(now, Temporal.Instant.from(kept.until)) > 0) return undefined;
  const shown = await door.again(knock, kept.typed, []);
  return shown.kind === 'page' ? { ...shown, status: 200, cookies: [...(shown.cookies ?? []), FORGET] } : shown;
}
