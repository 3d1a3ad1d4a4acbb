/** A dispatcher's desk for tests: a town, its crew, people with visits, and a day that can be played through. */
import assert from 'node:assert/strict';
import { type Actor, type ProviderId, type TechnicianId, type VisitId, must, newId } from '#kernel';
import type { Appointment } from '../booking/appointment.ts';
import { expectsOf } from '../booking/arranging.ts';
import { faultsIn } from '../booking/test-judge.ts';
import { type Asker, type Town, askerAt, near, seed, settle, townOn } from '../booking/test-town.ts';
import { type DispatchHas, createDispatch } from './dispatch.ts';

export const OPEN = '2026-11-23T05:00:00Z';
export const TODAY = Temporal.PlainDate.from('2026-11-23');
export const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
export type Place = readonly [east: number, north: number];
export type Crew = Readonly<{ technicians: readonly TechnicianId[]; provider: ProviderId }>;
export const technicianActor = (technician: TechnicianId): Actor => ({ kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], technician });

const AFRESH = `delete from booking.cells; delete from booking.holds; update booking.visits set state = 'cancelled' where state = 'booked'; delete from technicians.absences;
  delete from dispatch.runs; delete from dispatch.alerts; delete from dispatch.moves; delete from dispatch.plans; delete from dispatch.freed; delete from dispatch.late; delete from dispatch.longer;
  update technicians.technicians set standing = 'suspended', suspended_why = 'another run'`;

/** `changed`: parts of what dispatch stands on that a test plays itself. */
export function boardOn(url: string, changed: (town: Town) => Partial<DispatchHas> = () => ({})) {
  const town = townOn(url, OPEN);
  const { works, booking, technicians, roads, clock, keys, facts } = town;
  /** Visits at whose door somebody works, as the module above would say. */
  const working = new Set<VisitId>();
  const dispatch = createDispatch({
    dbOf: works.dbOf, inWork: works.inWork, looking: works.looking, clock, booking, technicians, roads, digest: keys.digest,
    visits: { known: { states: async (_work, ids) => ids.filter((id) => working.has(id)).map((id) => ({ id, state: 'working' })) } }, ...changed(town),
  });
  const late: { visit: VisitId; expected: string; beyond: boolean }[] = [];
  facts.listen<{ fact: 'visit-late'; visit: VisitId; expected: string; beyond: boolean }>('visit-late', 'test-late', async ({ visit, expected, beyond }) => { late.push({ visit, expected, beyond }); });
  return {
    town, dispatch, working, late,
    async afresh(): Promise<void> { clock.set(OPEN); working.clear(); late.length = 0; await town.pool.query(AFRESH); },
    async crewAt(...homes: readonly Place[]): Promise<Crew> {
      const crew = await settle(town, homes.map(([east, north]) => near(east, north)));
      const provider = (await works.looking(seed, (work) => technicians.technician(work, crew[0] as TechnicianId)))?.provider;
      assert.ok(provider);
      return { technicians: crew, provider };
    },
    /** Somebody with a price they said yes to. */
    async agreedAt(place: Place): Promise<Asker> {
      const asker = await askerAt(town, near(...place));
      must(await works.inWork(asker.by, (work) => town.pricing.acceptQuote(work, asker.quote)));
      return asker;
    },
    /** Booked on a day at its `nth` free hour, with this technician where one is named. */
    async bookedAt(place: Place, { day = TODAY, nth = 0, technician }: { day?: Temporal.PlainDate; nth?: number; technician?: TechnicianId } = {}): Promise<{ asker: Asker; visit: Appointment }> {
      const asker = await askerAt(town, near(...place));
      const slots = (await works.looking(asker.by, (work) => booking.times(work, asker.quote))).filter((slot) => slot.promisedFrom.toZonedDateTimeISO('Europe/Paris').toPlainDate().equals(day));
      const slot = slots[nth % Math.max(1, slots.length)];
      assert.ok(slot, 'that day has a time');
      let visit = must(await works.inWork(asker.by, (work) => booking.book(work, { quote: asker.quote, slot: slot.key, expressRequest: true, termsHash: asker.version })));
      if (technician && visit.technician !== technician) [visit] = must(await works.inWork(seed, (work) => booking.arrange(work, { moves: [{ visit: visit.id, technician, expects: expectsOf(visit) }] }))) as [Appointment];
      return { asker, visit };
    },
    async visitNow(id: VisitId): Promise<Appointment> {
      const found = await works.looking(seed, (work) => booking.known.visit(work, id));
      assert.ok(found);
      return found;
    },
    faults: (crew: Crew) => faultsIn(town, crew.technicians, TODAY, TODAY.add({ days: 20 })),
  };
}
export type TestBoard = ReturnType<typeof boardOn>;
