import { ZONE } from '#kernel';
import { type Stage, act } from '../stage.ts';
import { officeOf } from './bills.ts';
import type { Ending, PlannedVisit } from './visits.ts';

/** Ends after which the office rings, and after how many days: about what was left the next day; another way must first be found, so one of the last days still waits when the world ends. */
const RINGS: Readonly<Partial<Record<Ending, number>>> = { partly: 1, unsolved: 5 };
const SAID = {
  fr: { partly: 'Le reste peut attendre : nous l’avons expliqué, et ils rappellent si cela gêne.', unsolved: 'Nous avons parlé d’un autre chemin : ils y réfléchissent et nous rappellent.' },
  en: { partly: 'The rest can wait: we explained it, and they ring if it troubles them.', unsolved: 'We talked about another way: they think it over and ring us.' },
} as const;

/** The call that was promised when a visit ended with something left. */
export function planCall(stage: Stage, planned: PlannedVisit): void {
  const { visit, ending, house, pick } = planned;
  const days = RINGS[ending];
  if (days === undefined) return;
  const office = officeOf(stage, planned);
  const when = stage.clock.now().toZonedDateTimeISO(ZONE[visit.country]).add({ days }).with({ hour: 10, minute: 20 + (pick % 30), second: 0, millisecond: 0 }).toInstant();
  stage.agenda.at(when, async () => { await act(stage, office, (work) => stage.app.quality.rang(work, { visit: visit.id, words: SAID[house.lang][ending === 'partly' ? 'partly' : 'unsolved'] })); });
}
