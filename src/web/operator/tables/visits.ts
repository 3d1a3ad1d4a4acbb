import { type HomeId, type PersonId, type ProviderId, type TechnicianId, ZONE, ok } from '#kernel';
import { PAST_OUTCOMES } from '#modules/quality';
import type { Cells } from '#platform/tables/index';
import type { Known, TableKind, WrongCell } from './kinds.ts';

const MOST_WORDS = 300;
export type KnownProvider = Readonly<{ id: ProviderId; country: 'FR' | 'GB'; guaranteeDays: number }>;
type Said = Readonly<{
  home?: HomeId | undefined; provider?: KnownProvider | undefined; badge: string; technician?: TechnicianId | undefined; on?: Temporal.PlainDate | undefined; back: string; cameBackOn?: Temporal.PlainDate | undefined;
  what: string; outcome?: (typeof PAST_OUTCOMES)[number] | undefined;
}>;
const text = (cells: Cells, column: string): string => cells[column] ?? '';

/** A day as it is written: 2026-03-31, or 31/03/2026 as people here write it. */
function dayFrom(typed: string): Temporal.PlainDate | undefined {
  const here = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(typed);
  const plain = here ? `${here[3]}-${(here[2] ?? '').padStart(2, '0')}-${(here[1] ?? '').padStart(2, '0')}` : typed;
  try { return /^\d{4}-\d\d-\d\d$/.test(plain) ? Temporal.PlainDate.from(plain, { overflow: 'reject' }) : undefined; } catch { return undefined; }
}

async function saidIn(cells: Cells, known: Known): Promise<Said> {
  const person = known.people.get(text(cells, 'person_key'));
  const provider = await known.provider(text(cells, 'provider_number').replaceAll(/[\s.]/g, '').toUpperCase());
  const [badge, back] = [text(cells, 'badge'), text(cells, 'came_back_on')];
  return {
    home: person === undefined ? undefined : await known.homeOf(person as PersonId), provider, badge, technician: badge === '' || !provider ? undefined : await known.technician(provider.id, badge),
    on: dayFrom(text(cells, 'on')), back, cameBackOn: back === '' ? undefined : dayFrom(back), what: text(cells, 'what'), outcome: PAST_OUTCOMES.find((one) => one === text(cells, 'outcome').toLowerCase()),
  };
}

const isBefore = (a: Temporal.PlainDate | undefined, b: Temporal.PlainDate | undefined): boolean => a !== undefined && b !== undefined && Temporal.PlainDate.compare(a, b) < 0;

function wrongIn(said: Said, today: Temporal.PlainDate): WrongCell[] {
  const rules: readonly (readonly [boolean, string, string])[] = [
    [said.home === undefined, 'person_key', 'tables.wrong-person-key'], [said.provider === undefined, 'provider_number', 'past-visits.wrong-provider'],
    [said.badge !== '' && said.provider !== undefined && said.technician === undefined, 'badge', 'past-visits.wrong-badge'],
    [said.on === undefined, 'on', 'past-visits.wrong-day'], [isBefore(today, said.on), 'on', 'past-visits.not-past'],
    [(said.back !== '' && said.cameBackOn === undefined) || isBefore(said.cameBackOn, said.on), 'came_back_on', 'past-visits.wrong-return'],
    [said.what === '' || said.what.length > MOST_WORDS, 'what', 'past-visits.wrong-what'], [said.outcome === undefined, 'outcome', 'past-visits.wrong-outcome'],
  ];
  return rules.flatMap(([wrong, column, says]) => (wrong ? [{ column, says }] : []));
}

/** Visits from before: each names its person by the key of the table of people, and its provider by the company number. No amounts. */
export const PAST_VISITS: TableKind = {
  what: 'visits', needed: ['key', 'person_key', 'provider_number', 'on', 'what', 'outcome'], optional: ['badge', 'came_back_on'],
  sample: { key: 'v-1', person_key: '1001', provider_number: '99945670000015', on: '2026-03-31', what: 'L’imprimante imprime de nouveau', outcome: 'solved' },
  async read(has, cells, known) {
    const said = await saidIn(cells, known);
    const wrong = wrongIn(said, has.clock.now().toZonedDateTimeISO(ZONE[said.provider?.country ?? 'FR']).toPlainDate());
    const { home, provider, on, outcome, technician, what, cameBackOn } = said;
    if (wrong.length > 0 || !home || !provider || !on || !outcome) return wrong;
    return {
      async write(house, work) {
        const brought = await house.quality.bringVisit(work, { home, provider: provider.id, technician, on, what, outcome, cameBackOn, guaranteeDays: provider.guaranteeDays });
        return brought.ok ? ok(brought.value.id) : brought;
      },
    };
  },
};
