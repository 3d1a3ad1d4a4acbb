/** Everybody who may stand at a door, with what they are to each household. */
import { type PersonId, type RequestId, type VisitId, jobActor, must } from '#kernel';
import { sql } from '#platform/db';
import type { Door } from '#platform/http/index';
import { soulNamed } from '../../worlds/stage.ts';
import { type Behind, TARGETS, type Target } from './behind.ts';
import { HELPERS } from './mandates.ts';
import { type TestTown, sessionOf } from './town.ts';

/** `is`: what this caller is to a thing of each household; whoever is nothing to it is a stranger. `home`: whose things they bring themselves. */
export type Caller = Readonly<{ name: string; token: string | undefined; is: Readonly<Record<Target, string>>; own: Target }>;
const STRANGER = 'stranger';
const NOBODY: Readonly<Record<Target, string>> = { past: STRANGER, other: STRANGER, now: STRANGER, quiet: STRANGER };

export async function everybody(town: TestTown, behind: Behind): Promise<readonly Caller[]> {
  const { stage } = town;
  const token = (person: PersonId): Promise<string> => sessionOf(town, { person });
  const soul = async (key: string, own: Target, is: Partial<Record<Target, string>>, name = key): Promise<Caller> => ({ name, token: await token(soulNamed(stage, key).person), own, is: { ...NOBODY, ...is } });
  const asker = async (own: Target): Promise<Caller> => ({ name: `who holds the code of a request (${own})`, token: await sessionOf(town, { request: behind.of[own]['request'] as RequestId }), own, is: { ...NOBODY, [own]: 'asker' } });
  const everywhere = (role: string): Record<Target, string> => ({ past: role, other: role, now: role, quiet: role });
  const firmOf = new Map(await Promise.all(TARGETS.map(async (target): Promise<[Target, string | undefined]> => [target, await town.ground.works.looking(jobActor('test'), async (work) => (await town.app.booking.known.visit(work, behind.of[target]['visit'] as VisitId))?.provider)])));
  const firmsAre = (firm: string): Record<Target, string> => Object.fromEntries(TARGETS.map((target) => [target, firmOf.get(target) === stage.firms.get(firm) ? 'office' : 'a firm that gave a price'])) as Record<Target, string>;
  const helper = (which: keyof typeof HELPERS, is: string): Promise<Caller> => soul(HELPERS[which].key, 'past', { past: is });
  return [
    { name: 'a visitor', token: undefined, own: 'past', is: everywhere('visitor') },
    { name: 'whoever holds a session that has ended', token: await ended(town), own: 'past', is: everywhere('visitor') },
    await asker('past'), await asker('other'), await asker('now'), await asker('quiet'),
    await soul('odette', 'past', { past: 'person' }), await soul('lucien', 'other', { other: 'person', quiet: 'whoever is near somebody who fears them' }), await soul('simone', 'other', { other: 'housemate' }), await soul('marcel', 'now', { now: 'person' }),
    await helper('all', 'helper'), await helper('appointments', 'helper: appointments'), await helper('invoices', 'helper: invoices'),
    await helper('over', STRANGER), await helper('thanked', STRANGER), await helper('claimed', STRANGER),
    ...await technicians(town, behind, soul),
    await soul('helene', 'past', firmsAre('lanterne')), await soul('gregoire', 'other', firmsAre('trois')), await soul('basile', 'other', firmsAre('basile'), 'another provider and technician'),
    await soul('jules', 'past', everywhere('operator')), await staff(town, 'vetting', everywhere('vetting')), await staff(town, 'finance', everywhere('finance')), await staff(town, 'admin', everywhere('admin')),
  ];
}

/** Who comes, who came, who was suspended since, and their colleagues. */
async function technicians(town: TestTown, behind: Behind, soul: (key: string, own: Target, is: Partial<Record<Target, string>>) => Promise<Caller>): Promise<readonly Caller[]> {
  const visits = await Promise.all(TARGETS.map(async (target) => ({ target, visit: await town.ground.works.looking(jobActor('test'), (work) => town.app.booking.known.visit(work, behind.of[target]['visit'] as VisitId)) })));
  const AS: Readonly<Record<Target, string>> = { past: 'technician after the visit', other: 'suspended technician', now: 'technician', quiet: 'technician' };
  return Promise.all(['samira', 'ines', 'gael', 'coralie'].map((key) => {
    const { technician } = soulNamed(town.stage, key);
    const own = visits.toReversed().find(({ target, visit }) => target !== 'quiet' && visit?.technician === technician)?.target ?? 'past';
    return soul(key, own, Object.fromEntries(visits.map(({ target, visit }) => [target, visit?.technician === technician ? AS[target] : 'stranger'])));
  }));
}

/** A sign-out ends a session for good. */
async function ended(town: TestTown): Promise<string> {
  const token = await sessionOf(town, { person: soulNamed(town.stage, 'odette').person });
  must(await town.ground.works.inWork(jobActor('test'), (work) => town.app.people.endSession(work, token)));
  return token;
}

/** Somebody of the staff with one role and no other. */
async function staff(town: TestTown, role: 'vetting' | 'finance' | 'admin', is: Record<Target, string>): Promise<Caller> {
  const { app, ground, stage, db } = town;
  const person = must(await ground.works.inWork(jobActor('test'), (work) => app.people.welcomePerson(work, { givenName: role, familyName: 'Seul', lang: 'fr', country: 'FR', prefers: 'letter' })));
  const now = stage.clock.now();
  await sql`insert into people.staff (person_id, login, password_hash, totp_sealed, totp_step, roles, wrong, since) values (${person.id}, ${`only-${role}`}, 'x', 'x', 0, ${[role]}, 0, ${now})`.execute(db);
  return { name: `staff: ${role}`, token: await sessionOf(town, { person: person.id }), own: 'past', is };
}

/** Whether a door is for somebody who is this, said again here so that two have to be wrong. */
export function isFor(door: Pick<Door, 'who'>, { name, is: relations }: Caller): boolean {
  const is = Object.values(relations);
  if (is.includes('visitor')) return false;
  if (name.startsWith('who holds the code')) return door.who.includes('asker');
  if (door.who.includes('person') || door.who.includes('asker') || is.includes('admin')) return true;
  // Gaël is stopped: of a technician's doors only those of his own account are his.
  if (name === 'gael' && door.who.includes('stopped')) return true;
  const technicians = ['samira', 'ines', 'coralie', 'another provider and technician'];
  const offices = ['helene', 'gregoire', 'another provider and technician'];
  return (door.who.includes('technician') && technicians.includes(name)) || (door.who.includes('provider') && offices.includes(name)) || door.who.some((who) => is.includes(who));
}
