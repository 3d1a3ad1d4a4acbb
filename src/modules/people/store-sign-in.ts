import type { HomeId, PersonId, RequestId, Role } from '#kernel';
import { type Db, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import { CAN_BE_UNDONE } from './change.ts';
import type { Holder } from './session.ts';
import type { SignInCode } from './sign-in-code.ts';
import type { Staff } from './staff.ts';
import { personFrom } from './store.ts';
import type { Tables } from './tables.ts';

type CodeRow = Tables['people.sign_in_codes'];
const codeFrom = (row: CodeRow): SignInCode => ({
  id: row.id, digest: row.digits_digest, persons: row.person_ids, until: row.until_at, tries: row.tries, ...(row.used_at ? { usedAt: row.used_at } : {}),
});
const staffFrom = (row: Tables['people.staff']): Staff => ({
  person: row.person_id, login: row.login, passwordHash: row.password_hash, totpSealed: row.totp_sealed, totpStep: row.totp_step, roles: row.roles, wrong: row.wrong,
  ...(row.wait_until ? { waitUntil: row.wait_until } : {}), ...(row.ended_at ? { endedAt: row.ended_at } : {}),
});
export type Passkey = Readonly<{ id: string; person: PersonId; publicKey: Uint8Array<ArrayBuffer>; counter: number; transports: readonly string[] }>;
const passkeyFrom = (row: Tables['people.passkeys']): Passkey => ({ id: row.id, person: row.person_id, publicKey: new Uint8Array(row.public_key), counter: row.counter, transports: row.transports });

type In = (work: Work) => Db<Tables>;

/** Used within its time; an instant and minutes, so that the clock is ours. */
const isUsed = (work: Work) => sql<boolean>`seen_at + idle_minutes * interval '1 minute' > ${work.now}`;

const sessionsIn = (db: In) => ({
  async openSession(work: Work, hash: Buffer, whom: { person?: PersonId; request?: RequestId }, device: string, until: Temporal.Instant, idleMinutes: number, byCode: boolean): Promise<void> {
    await db(work).insertInto('people.sessions').values({
      token_hash: hash, person_id: whom.person ?? null, request_id: whom.request ?? null, device: device.slice(0, 200), opened_at: work.now, until_at: until, ended_at: null, seen_at: work.now, idle_minutes: idleMinutes, by_code: byCode,
    }).execute();
  },
  session: (work: Work, hash: Buffer) =>
    db(work).selectFrom('people.sessions').select(['person_id', 'request_id']).where('token_hash', '=', hash).where('ended_at', 'is', null).where('until_at', '>', work.now).where(isUsed(work)).executeTakeFirst(),
  async sessionSeen(work: Work, hash: Buffer): Promise<void> {
    await db(work).updateTable('people.sessions').set({ seen_at: work.now }).where('token_hash', '=', hash).where('ended_at', 'is', null).where('seen_at', '<', work.now).where(isUsed(work)).execute();
  },
  /** Everybody at once: after a break-in nobody stays signed in. */
  async endEverySession(work: Work): Promise<number> {
    return Number((await db(work).updateTable('people.sessions').set({ ended_at: work.now }).where('ended_at', 'is', null).executeTakeFirst()).numUpdatedRows);
  },
  async endSession(work: Work, hash: Buffer): Promise<void> {
    await db(work).updateTable('people.sessions').set({ ended_at: work.now }).where('token_hash', '=', hash).where('ended_at', 'is', null).execute();
  },
  async endSessionsOf(work: Work, person: PersonId): Promise<number> {
    const { numUpdatedRows } = await db(work).updateTable('people.sessions').set({ ended_at: work.now }).where('person_id', '=', person).where('ended_at', 'is', null).executeTakeFirst();
    return Number(numUpdatedRows);
  },
  sessionsOf: (work: Work, person: PersonId) => db(work).selectFrom('people.sessions').select(['device', 'opened_at', 'until_at', 'ended_at']).where('person_id', '=', person).orderBy('opened_at').execute(),
  livingSessionsOf: (work: Work, person: PersonId) =>
    db(work).selectFrom('people.sessions').select(['device', 'opened_at as openedAt', 'until_at as until']).where('person_id', '=', person).where('ended_at', 'is', null).where('until_at', '>', work.now).where(isUsed(work)).orderBy('opened_at', 'desc').execute(),
  async forgetSignIns(work: Work, before: Temporal.Instant): Promise<number> {
    const sessions = await db(work).deleteFrom('people.sessions').where((e) => e.or([e('ended_at', '<', before), e('until_at', '<', before)])).executeTakeFirst();
    const codes = await db(work).deleteFrom('people.sign_in_codes').where('until_at', '<', before).executeTakeFirst();
    return Number(sessions.numDeletedRows) + Number(codes.numDeletedRows);
  },
  /** Takes away what nobody can use any more. */
  async sweep(work: Work, before: Temporal.Instant): Promise<void> {
    await db(work).deleteFrom('people.ceremonies').where('due_at', '<', before).execute();
    await db(work).deleteFrom('people.set_up_links').where('until_at', '<', before).execute();
    await db(work).deleteFrom('people.contact_changes').where('due_at', '<', work.now).execute();
    await db(work).deleteFrom('people.passkeys').where('removed_at', '<', work.now.subtract(CAN_BE_UNDONE)).execute();
  },
});


/** Asked on every page, so it is one question. */
const holdersIn = (db: In) => ({
  async holder(work: Work, hash: Buffer): Promise<Holder | undefined> {
    const row = await db(work).selectFrom('people.sessions as s').leftJoin('people.persons as p', (on) => on.onRef('p.id', '=', 's.person_id').on('p.erased_at', 'is', null))
      .leftJoin('people.staff as st', (on) => on.onRef('st.person_id', '=', 's.person_id').on('st.ended_at', 'is', null))
      .where('s.token_hash', '=', hash).where('s.ended_at', 'is', null).where('s.until_at', '>', work.now).where(isUsed(work))
      .selectAll('p').select(['s.request_id', 's.opened_at', 's.seen_at', 's.idle_minutes', 's.by_code', 'st.roles', sql<HomeId[]>`array(select r.home_id from people.residents r join people.homes h on h.id = r.home_id
        where r.person_id = s.person_id and h.erased_at is null order by r.since, r.home_id)`.as('homes')]).executeTakeFirst();
    if (!row) return undefined;
    const { request_id: request, opened_at: openedAt, seen_at: seenAt, idle_minutes: idleMinutes, by_code: byCode, roles, homes, ...person } = row;
    const held = { openedAt, seenAt, idleMinutes };
    if (request) return { ...held, request };
    return person.id ? { ...held, person: personFrom(person as Tables['people.persons']), homes, roles: byCode ? [] : (roles ?? []), byCode, isStaff: roles !== null } : undefined;
  },
});

const codesIn = (db: In) => ({
  async addCode(work: Work, row: Omit<CodeRow, 'asked_at' | 'tries' | 'used_at'>): Promise<void> {
    await db(work).insertInto('people.sign_in_codes').values({ ...row, asked_at: work.now, tries: 0, used_at: null }).execute();
  },
  /** Those that were sent: a code for nobody costs nobody anything. */
  async codesSince(work: Work, sentToDigest: string, since: Temporal.Instant): Promise<number> {
    const { count } = await db(work).selectFrom('people.sign_in_codes').select((e) => e.fn.countAll<number>().as('count')).where('sent_to_digest', '=', sentToDigest).where('asked_at', '>', since).where(sql<boolean>`cardinality(person_ids) > 0`).executeTakeFirstOrThrow();
    return Number(count);
  },
  async code(work: Work, id: string): Promise<SignInCode | undefined> {
    const row = await db(work).selectFrom('people.sign_in_codes').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    return row && codeFrom(row);
  },
  codeToSend: (work: Work, id: string) =>
    db(work).selectFrom('people.sign_in_codes').select(['sent_to_sealed', 'channel', 'person_ids', 'digits_sealed', 'until_at']).where('id', '=', id).where('used_at', 'is', null).where('until_at', '>', work.now).executeTakeFirst(),
  async saveCode(work: Work, code: Pick<SignInCode, 'id' | 'tries'>, used: boolean): Promise<void> {
    await db(work).updateTable('people.sign_in_codes').set({ tries: code.tries, ...(used ? { used_at: work.now, digits_sealed: null } : {}) }).where('id', '=', code.id).execute();
  },
});

const staffIn = (db: In) => ({
  async staffByLogin(work: Work, login: string, lock: boolean): Promise<Staff | undefined> {
    const asked = db(work).selectFrom('people.staff').selectAll().where('login', '=', login).where('ended_at', 'is', null);
    const row = await (lock ? asked.forUpdate() : asked).executeTakeFirst();
    return row && staffFrom(row);
  },
  async staffOf(work: Work, person: PersonId): Promise<Staff | undefined> {
    const row = await db(work).selectFrom('people.staff').selectAll().where('person_id', '=', person).where('ended_at', 'is', null).executeTakeFirst();
    return row && staffFrom(row);
  },
  async loginTaken(work: Work, login: string, by: PersonId | undefined): Promise<boolean> {
    const row = await db(work).selectFrom('people.staff').select('person_id').where('login', '=', login).executeTakeFirst();
    return row !== undefined && row.person_id !== by;
  },
  async anyStaff(work: Work): Promise<boolean> {
    return (await db(work).selectFrom('people.staff').select('person_id').limit(1).executeTakeFirst()) !== undefined;
  },
  /** Adds someone, or gives someone who was already here a new password, secret and roles. */
  async putStaff(work: Work, staff: Staff): Promise<void> {
    const said = { login: staff.login, password_hash: staff.passwordHash, totp_sealed: staff.totpSealed, totp_step: staff.totpStep, roles: [...staff.roles], wrong: 0, wait_until: null, ended_at: null };
    await db(work).insertInto('people.staff').values({ person_id: staff.person, since: work.now, ...said }).onConflict((again) => again.column('person_id').doUpdateSet(said)).execute();
  },
  async putPassword(work: Work, person: PersonId, hash: string): Promise<void> {
    await db(work).updateTable('people.staff').set({ password_hash: hash }).where('person_id', '=', person).where('ended_at', 'is', null).execute();
  },
  async saveTry(work: Work, staff: Pick<Staff, 'person' | 'wrong' | 'totpStep'>, waitUntil: Temporal.Instant | undefined): Promise<void> {
    await db(work).updateTable('people.staff').set({ wrong: staff.wrong, totp_step: staff.totpStep, wait_until: waitUntil ?? null }).where('person_id', '=', staff.person).execute();
  },
  async endStaff(work: Work, person: PersonId): Promise<boolean> {
    const { numUpdatedRows } = await db(work).updateTable('people.staff').set({ ended_at: work.now }).where('person_id', '=', person).where('ended_at', 'is', null).executeTakeFirst();
    return numUpdatedRows > 0n;
  },
  allStaff: (work: Work) =>
    db(work).selectFrom('people.staff as s').select(['s.person_id', 's.login', 's.roles', 's.ended_at', (e) => e.selectFrom('people.passkeys as k').whereRef('k.person_id', '=', 's.person_id').where('k.removed_at', 'is', null).select(e.fn.countAll<number>().as('n')).as('passkeys')])
      .orderBy('s.login').execute(),
});

const linksIn = (db: In) => ({
  async addLink(work: Work, hash: Buffer, person: PersonId | undefined, roles: readonly Role[], isFirst: boolean, until: Temporal.Instant): Promise<void> {
    if (isFirst) await db(work).deleteFrom('people.set_up_links').where('is_first', '=', true).execute();
    await db(work).insertInto('people.set_up_links').values({ token_hash: hash, person_id: person ?? null, roles: [...roles], is_first: isFirst, made_at: work.now, until_at: until }).execute();
  },
  dropLinksOf: async (work: Work, person: PersonId): Promise<void> => { await db(work).deleteFrom('people.set_up_links').where('person_id', '=', person).execute(); },
  link: (work: Work, hash: Buffer) => db(work).selectFrom('people.set_up_links').selectAll().where('token_hash', '=', hash).where('until_at', '>', work.now).executeTakeFirst(),
  /** True for the one who takes it, false for whoever comes second. */
  async takeLink(work: Work, hash: Buffer): Promise<boolean> {
    return (await db(work).deleteFrom('people.set_up_links').where('token_hash', '=', hash).where('until_at', '>', work.now).executeTakeFirst()).numDeletedRows > 0n;
  },
});

const passkeysIn = (db: In) => ({
  async addCeremony(work: Work, id: string, person: PersonId | undefined, challenge: string, due: Temporal.Instant): Promise<void> {
    await db(work).insertInto('people.ceremonies').values({ id, person_id: person ?? null, challenge, due_at: due }).execute();
  },
  /** A challenge is given once: taking it removes it. */
  async takeCeremony(work: Work, id: string): Promise<{ person: PersonId | null; challenge: string } | undefined> {
    const row = await db(work).deleteFrom('people.ceremonies').where('id', '=', id).where('due_at', '>', work.now).returning(['person_id', 'challenge']).executeTakeFirst();
    return row && { person: row.person_id, challenge: row.challenge };
  },
  passkeysOf: async (work: Work, person: PersonId): Promise<Passkey[]> => (await db(work).selectFrom('people.passkeys').selectAll().where('person_id', '=', person).where('removed_at', 'is', null).execute()).map(passkeyFrom),
  async passkey(work: Work, id: string): Promise<Passkey | undefined> {
    const row = await db(work).selectFrom('people.passkeys').selectAll().where('id', '=', id).where('removed_at', 'is', null).forUpdate().executeTakeFirst();
    return row && passkeyFrom(row);
  },
  async addPasskey(work: Work, passkey: Passkey, name: string): Promise<void> {
    await db(work).insertInto('people.passkeys').values({
      id: passkey.id, person_id: passkey.person, name, public_key: Buffer.from(passkey.publicKey), counter: passkey.counter, transports: [...passkey.transports], added_at: work.now, used_at: null, removed_at: null,
    }).execute();
  },
  passkeysSeen: (work: Work, person: PersonId) => db(work).selectFrom('people.passkeys').select(['id', 'name', 'added_at as addedAt', 'used_at as usedAt']).where('person_id', '=', person).where('removed_at', 'is', null).orderBy('added_at').orderBy('id').execute(),
  async removePasskey(work: Work, id: string, person: PersonId): Promise<boolean> {
    return (await db(work).deleteFrom('people.passkeys').where('id', '=', id).where('person_id', '=', person).executeTakeFirst()).numDeletedRows > 0n;
  },
  /** Nobody signs in with it from here, and it can come back until it is swept. */
  async setPasskeyAside(work: Work, id: string, person: PersonId): Promise<boolean> {
    return (await db(work).updateTable('people.passkeys').set({ removed_at: work.now }).where('id', '=', id).where('person_id', '=', person).where('removed_at', 'is', null).executeTakeFirst()).numUpdatedRows > 0n;
  },
  async bringPasskeyBack(work: Work, id: string, person: PersonId): Promise<void> {
    await db(work).updateTable('people.passkeys').set({ removed_at: null }).where('id', '=', id).where('person_id', '=', person).execute();
  },
  async usedPasskey(work: Work, id: string, counter: number): Promise<void> {
    await db(work).updateTable('people.passkeys').set({ counter, used_at: work.now }).where('id', '=', id).execute();
  },
});

const wholeIn = (db: In) => ({
  async erase(work: Work, person: PersonId): Promise<number> {
    const tables = ['people.sessions', 'people.staff', 'people.set_up_links', 'people.passkeys', 'people.ceremonies'] as const;
    let erased = 0;
    for (const table of tables) erased += Number((await db(work).deleteFrom(table).where('person_id', '=', person).executeTakeFirst()).numDeletedRows);
    erased += Number((await db(work).deleteFrom('people.sign_in_codes').where(sql<boolean>`${person} = any(person_ids)`).executeTakeFirst()).numDeletedRows);
    return erased;
  },
});

/** Sessions, codes, staff, links and passkeys. */
export const signInIn = (dbOf: DbOf) => {
  const db = (work: Work) => dbOf<Tables>(work);
  return { ...sessionsIn(db), ...holdersIn(db), ...codesIn(db), ...staffIn(db), ...linksIn(db), ...passkeysIn(db), ...wholeIn(db) };
};
export type SignInStore = ReturnType<typeof signInIn>;
