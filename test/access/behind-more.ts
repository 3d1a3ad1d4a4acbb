/** More that lies behind the doors: what somebody complained of, shows to others, asked several firms, or keeps as a key. */
import { type Actor, type HomeId, type Id, type ProviderId, type RequestId, type VisitId, must, newId } from '#kernel';
import { sql } from '#platform/db';
import type { Work } from '#platform/work';
import { actorOf, soulNamed } from '../../worlds/stage.ts';
import { type Things, quoted } from './behind.ts';
import type { TestTown } from './town.ts';

type Made = Readonly<Record<'past' | 'other' | 'now', Things>>;

/** Of the same sort, and nobody's. */
export const missingMore = (): Things => ({ complaint: newId('Complaint'), absence: newId('File').replace('fil', 'abs'), passkey: `key-of-nobody-${'A'.repeat(22)}`, helper: newId('Person'), linkId: newId('Link'), round: newId('Round'), question: newId('Question'), fieldPhone: newId('File').replace('fil', 'pho'), past: newId('Part') });

/** To be laid last: a round of offers and a link to prices belong to a request that waits. */
export async function layMore(town: TestTown, of: Made): Promise<Made> {
  const { app, stage, ground, clock, db } = town;
  const by = (key: string): Actor => actorOf(soulNamed(stage, key));
  const act = async <T>(who: Actor, todo: (work: Work) => ReturnType<typeof ground.works.inWork<T, { kind: string }>>): Promise<T> => must(await ground.works.inWork(who, todo));
  const complain = (key: string, visit: string | undefined): Promise<{ id: string }> => act(by(key), (work) => app.quality.complain(work, { visit: visit as VisitId, about: 'work', words: 'Cela ne marche toujours pas.' }));
  const [past, other] = [await complain('odette', of.past['visit']), await complain('lucien', of.other['visit'])];
  await act(by('helene'), (work) => app.quality.answerComplaint(work, { complaint: past.id as never, answer: 'Nous revenons sans frais.' }));
  const today = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
  const away = (technician: string | undefined): Promise<{ id: string }> => act(by('jules'), (work) => app.technicians.takeAbsence(work, { technician: technician as never, from: today.add({ days: 200 }), until: today.add({ days: 201 }), why: 'holiday' }));
  const absences = { past: await away(of.past['technician']), other: await away(of.other['technician']) };
  const request = of.now['openRequest'] as RequestId;
  const shared = await act(by('marcel'), (work) => app.pricing.shareQuotes(work, { request }));
  const asked = await quoted(town, by('marcel'), of.now['photo'] as Id<'File'>);
  const round = await act(by('marcel'), (work) => app.booking.openRound(work, { request: asked, brief: 'Toute la maison à câbler.', until: clock.now().add({ hours: 48 }) }));
  await act(by('helene'), (work) => app.pricing.askInRound(work, { round: round.id, question: 'Combien de prises ?' }));
  const seen = await ground.works.looking(by('marcel'), (work) => app.pricing.roundOf(work, asked));
  const key = async (name: string): Promise<string> => {
    const id = `key-of-${name}-${'A'.repeat(22)}`;
    await sql`insert into people.passkeys (id, person_id, public_key, counter, transports, name, added_at) values (${id}, ${soulNamed(stage, name).person}, ${Buffer.from('x')}, 0, ${[]}, 'x', ${clock.now()})`.execute(db);
    return id;
  };
  const { rows: [phone] } = await sql<{ id: string }>`select id from trust.phones limit 1`.execute(db);
  const before = (things: Things): Promise<{ id: string }> => act(by('jules'), (work) => app.quality.bringVisit(work, { home: things['home'] as HomeId, provider: stage.firms.get('lanterne') as ProviderId, on: today.subtract({ days: 20 }), what: 'Sauvegarde posée', outcome: 'solved', guaranteeDays: 60 }));
  const link = { link: ground.keys.seal(JSON.stringify({ link: shared.id }), 'shared quotes'), linkId: shared.id };
  return {
    past: { past: (await before(of.past)).id, complaint: past.id, absence: absences.past.id, passkey: await key('odette'), helper: soulNamed(stage, 'claire').person },
    other: { past: (await before(of.other)).id, complaint: other.id, absence: absences.other.id, passkey: await key('lucien'), helper: soulNamed(stage, 'simone').person },
    now: { ...link, round: round.id, question: seen?.questions[0]?.id ?? '', passkey: await key('marcel'), fieldPhone: phone?.id ?? '' },
  };
}
