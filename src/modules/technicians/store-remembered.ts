import type { Country, ProviderId, TechnicianId } from '#kernel';
import type { Work } from '#platform/work';
import type { Provider } from './provider.ts';
import type { Absence, Technician } from './technician.ts';
import type { Vetting } from './vetting.ts';

/** What is known of one technician; the country is their provider's. */
export type TechnicianFile = Readonly<{ technician: Technician; country: Country; vetting: readonly Vetting[]; absences: readonly Absence[] }>;
type Reads = {
  provider(work: Work, id: ProviderId): Promise<Provider | undefined>;
  technician(work: Work, id: TechnicianId): Promise<Technician | undefined>;
  vettingOf(work: Work, ids: readonly TechnicianId[]): Promise<readonly Vetting[]>;
  absencesOf(work: Work, id: TechnicianId): Promise<readonly Absence[]>;
};

/**
 * Asks once in a work: finding times for a fortnight asks after the same technician dozens of times, and a work is one
 * instant. `forget` is called by whatever writes.
 */
export function rememberIn(store: Reads) {
  const works = new WeakMap<Work, Map<string, Promise<unknown>>>();
  const once = <T>(work: Work, key: string, ask: () => Promise<T>): Promise<T> => {
    const known = works.get(work) ?? new Map<string, Promise<unknown>>();
    works.set(work, known);
    const found = known.get(key) as Promise<T> | undefined;
    if (found) return found;
    const asked = ask();
    known.set(key, asked);
    return asked;
  };
  const provider = (work: Work, id: ProviderId) => once(work, id, () => store.provider(work, id));
  const technician = (work: Work, id: TechnicianId) => once(work, id, () => store.technician(work, id));
  return {
    provider, technician,
    fileOf: (work: Work, id: TechnicianId): Promise<TechnicianFile | undefined> => once(work, `file ${id}`, async () => {
      const one = await technician(work, id);
      const country = one && (await provider(work, one.provider))?.country;
      return one && country ? { technician: one, country, vetting: await store.vettingOf(work, [id]), absences: await store.absencesOf(work, id) } : undefined;
    }),
    forget: (work: Work): void => { works.delete(work); },
  };
}
export type Remembered = ReturnType<typeof rememberIn>;
