import { type Country, type HomeId, type TechnicianId, ZONE } from '#kernel';
import type { Appointment, Request } from '#modules/booking';
import type { Alert, BoardMove, Freed, Plan } from '#modules/dispatch';
import { fullName } from '#modules/people';
import { type Provider, type Technician, shownName } from '#modules/technicians';
import type { VisitRecord } from '#modules/visits';
import type { Work } from '#platform/work';
import type { WebHas } from '../../has.ts';

export type Where = Readonly<{ country: Country; day: Temporal.PlainDate }>;
/** How far a visit is, as the board shows it. */
export type BlockState = 'ahead' | 'soon' | 'at-door' | 'working' | 'frozen' | 'ended';
/** One visit on the board. `who` and `place`: for whom and where, as short as it goes. */
export type Block = Readonly<{ visit: Appointment; drive: number; who: string; place: string; phone?: string | undefined; vulnerable: boolean; state: BlockState }>;
export type Lane = Readonly<{
  technician: Technician; name: string; provider: Provider; metres: number; blocks: readonly Block[];
  shift?: Readonly<{ from: Temporal.Instant; until: Temporal.Instant }> | undefined;
}>;
/** Everything that an operator sees of one day. `orphans`: visits whose technician is not there. */
export type Seen = Where & Readonly<{ now: Temporal.Instant; lanes: readonly Lane[]; orphans: readonly Block[]; waiting: readonly Request[]; plans: readonly Plan[]; alerts: readonly Alert[]; moves: readonly BoardMove[]; freed: readonly Freed[] }>;

/** Minutes since midnight on the wall. */
export const minuteOf = (at: Temporal.Instant, country: Country): number => { const { hour, minute } = at.toZonedDateTimeISO(ZONE[country]); return hour * 60 + minute; };

const SOON_MINUTES = 30;
function stateOf(visit: Appointment, record: Pick<VisitRecord, 'state'> | undefined, now: Temporal.Instant): BlockState {
  if (visit.state === 'done' || record?.state === 'ended') return 'ended';
  if (record && record.state !== 'expected') return record.state;
  return Temporal.Instant.compare(visit.plannedStart, now.add({ minutes: SOON_MINUTES })) <= 0 ? 'soon' : 'ahead';
}

/** `place`: the town, which is enough to plan by; `address`: all of it, for whoever is sent now. */
type Household = Readonly<{ who: string; place: string; address: string; phone?: string | undefined; vulnerable: boolean }>;
type Households = Awaited<ReturnType<WebHas['people']['known']['households']>>;
/** For whom and where. */
const householdIn = (households: Households, home: HomeId): Household => {
  const found = households.get(home);
  const first = found?.residents[0];
  return { who: first ? fullName(first) : '', place: found?.home.address.town ?? '', address: found ? `${found.home.address.line}, ${found.home.address.postcode} ${found.home.address.town}` : '', phone: first?.phone, vulnerable: first?.vulnerable !== undefined };
};
export const householdOf = async (has: WebHas, work: Work, home: HomeId): Promise<Household> => householdIn(await has.people.known.households(work, [home]), home);

export async function blockOf(has: WebHas, work: Work, visit: Appointment, drive = 0): Promise<Block> {
  const [record] = await has.visits.known.states(work, [visit.id]);
  return { visit, drive, ...(await householdOf(has, work, visit.home)), state: stateOf(visit, record, work.now) };
}

/** The day as the board shows it; undefined for whoever may not see it. */
export async function readBoard(has: WebHas, work: Work, where: Where): Promise<Seen | undefined> {
  const board = await has.booking.board(work, where);
  if (!board) return undefined;
  const states = new Map((await has.visits.known.states(work, board.days.flatMap((day) => day.visits.map(({ appointment }) => appointment.id)))).map((state) => [state.id, state]));
  const homes = await has.people.known.households(work, [...new Set(board.days.flatMap((day) => day.visits.map(({ appointment }) => appointment.home)))]);
  const lanes: Lane[] = [];
  const orphans: Block[] = [];
  for (const day of board.days) {
    const technician = await has.technicians.technician(work, day.technician);
    const provider = technician && (await has.technicians.provider(work, technician.provider));
    if (!technician || !provider || (technician.standing === 'suspended' && day.visits.length === 0)) continue;
    const blocks: Block[] = [];
    const metres = day.visits.reduce((sum, { travel }) => sum + travel.metres, 0);
    for (const { appointment: visit, travel } of day.visits) {
      const block: Block = { visit, drive: travel.seconds, ...householdIn(homes, visit.home), state: stateOf(visit, states.get(visit.id), work.now) };
      (isCovered(visit, day.shift, block.state) ? blocks : orphans).push(block);
    }
    lanes.push({ technician, name: shownName(technician), provider, blocks, shift: day.shift, metres });
  }
  const sorted = lanes.toSorted((a, b) => a.provider.name.localeCompare(b.provider.name) || a.name.localeCompare(b.name));
  return { ...where, now: work.now, lanes: sorted, orphans, waiting: board.waiting, plans: await has.dispatch.plansOf(work, where), alerts: await has.dispatch.alertsOf(work, where), moves: await has.dispatch.movesOf(work, where), freed: await has.dispatch.freedOn(work, where) };
}

const isCovered = (visit: Appointment, shift: Lane['shift'], state: BlockState): boolean =>
  state === 'ended' || state === 'working' || state === 'at-door' || (shift !== undefined && Temporal.Instant.compare(visit.promisedFrom, shift.until) < 0 && Temporal.Instant.compare(visit.promisedUntil, shift.from) > 0);

/** The hours that the board spans, in whole hours from midnight. */
export function spanOf(seen: Seen): { from: number; until: number } {
  const starts = seen.lanes.flatMap((lane) => [...(lane.shift ? [minuteOf(lane.shift.from, seen.country)] : []), ...lane.blocks.map(({ visit }) => minuteOf(visit.plannedStart, seen.country))]);
  const ends = seen.lanes.flatMap((lane) => [...(lane.shift ? [minuteOf(lane.shift.until, seen.country)] : []), ...lane.blocks.map(({ visit }) => minuteOf(visit.plannedEnd, seen.country))]);
  return { from: Math.floor(Math.min(8 * 60, ...starts) / 60) * 60, until: Math.ceil(Math.max(18 * 60, ...ends) / 60) * 60 };
}

/** So many colours tell lines of the map apart; each stop also carries its number. */
const COLOURS = 8;
/** Lines of the map by technician: those who have visits, each in a colour of its own as far as they go. */
export const colourOf = (seen: Pick<Seen, 'lanes'>, technician: TechnicianId): number => Math.max(0, seen.lanes.filter(({ blocks }) => blocks.length > 0).findIndex((lane) => lane.technician.id === technician)) % COLOURS;

export const laneOf = (seen: Seen, technician: TechnicianId): Lane | undefined => seen.lanes.find((lane) => lane.technician.id === technician);
