import type { Country, TechnicianId } from '#kernel';
import type { Work } from '#platform/work';
import type { Provider } from './provider.ts';
import { shiftsOf } from './shifts.ts';
import type { Absence, Shift, Technician } from './technician.ts';
import { type Vetting, maySend } from './vetting.ts';
import type { Candidate } from './who-could.ts';

type Reads = {
  changes(work: Work): Promise<string | undefined>;
  providers(work: Work, country: Country): Promise<readonly Provider[]>;
  techniciansIn(work: Work, country: Country): Promise<readonly Technician[]>;
  vettingOf(work: Work, ids: readonly TechnicianId[]): Promise<readonly Vetting[]>;
  absencesIn(work: Work, ids: readonly TechnicianId[]): Promise<readonly Absence[]>;
};
type Crew = Readonly<{ version: string | undefined; country: Country; providers: readonly Provider[]; candidates: readonly Candidate[]; byId: ReadonlyMap<TechnicianId, Candidate>; absences: ReadonlyMap<TechnicianId, readonly Absence[]>; ahead: Map<string, readonly Shift[]> }>;

type Span = Readonly<{ from: Temporal.PlainDate; until: Temporal.PlainDate; span: string }>;

/**
 * Everybody of a country with hours and papers, kept in memory as long as nothing of it changed: looking for a time asks
 * after all of them. Each work asks the database for the number of changes first, so every process answers alike.
 */
export function crewsIn(store: Reads) {
  const crews = new Map<Country, Crew>();

  async function crewOf(work: Work, country: Country): Promise<Crew> {
    const version = await store.changes(work);
    const known = crews.get(country);
    if (known && version !== undefined && known.version === version) return known;
    const [providers, technicians] = [await store.providers(work, country), await store.techniciansIn(work, country)];
    const ids = technicians.map(({ id }) => id);
    const vetting = Map.groupBy(await store.vettingOf(work, ids), (record) => record.technician);
    const absences = Map.groupBy(await store.absencesIn(work, ids), (absence) => absence.technician);
    const candidates = technicians.map((technician) => ({ technician, vetting: vetting.get(technician.id) ?? [] }));
    const crew: Crew = { version, country, providers, candidates, byId: new Map(candidates.map((candidate) => [candidate.technician.id, candidate])), absences, ahead: new Map() };
    // What a work has written itself may still be rolled back: it is nobody else's to remember.
    if (version !== undefined) crews.set(country, crew);
    return crew;
  }

  function aheadOf(crew: Crew, { technician, vetting }: Candidate, { from, until, span }: Span): readonly Shift[] {
    const key = technician.id + span;
    const known = crew.ahead.get(key);
    if (known) return known;
    if (crew.ahead.size > 8 * crew.candidates.length) crew.ahead.clear();
    const shifts = shiftsOf(technician, crew.absences.get(technician.id) ?? [], crew.country, from, until).filter((shift) => maySend(technician.standing, crew.country, vetting, shift.day).ok);
    crew.ahead.set(key, shifts);
    return shifts;
  }

  return {
    crewOf,
    /** For everybody of a country: the shifts between two days, both included, on which they may be sent. */
    async shiftsAhead(work: Work, country: Country, from: Temporal.PlainDate, until: Temporal.PlainDate): Promise<(technician: TechnicianId) => readonly Shift[]> {
      const crew = await crewOf(work, country);
      const { byId } = crew;
      const days: Span = { from, until, span: ` ${from.toString()} ${until.toString()}` };
      return (id) => { const candidate = byId.get(id); return candidate ? aheadOf(crew, candidate, days) : []; };
    },
  };
}
