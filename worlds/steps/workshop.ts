import { type Actor, ZONE, must } from '#kernel';
import { type Stage, act } from '../stage.ts';
import { planBill } from './bills.ts';
import type { PlannedVisit } from './visits.ts';

const SAID = {
  fr: {
    what: 'Ordinateur portable gris, avec son chargeur', condition: 'Une rayure sur le couvercle, sinon en bon état', purpose: 'Chercher pourquoi il s’éteint tout seul', askWhom: 'La personne elle-même, par téléphone', bench: 'Notre atelier',
    fan: 'Nouveau ventilateur, posé et essayé', kept: 'L’ancien ventilateur', tested: 'Deux heures d’essai sans arrêt.', thanks: 'Oui, je l’ai repris et il marche.',
  },
  en: {
    what: 'Grey laptop, with its charger', condition: 'A scratch on the lid, otherwise in good order', purpose: 'Find out why it switches itself off', askWhom: 'The person themselves, by telephone', bench: 'Our workshop',
    fan: 'A new fan, fitted and tested', kept: 'The old fan', tested: 'It ran for two hours without stopping.', thanks: 'Yes, I have it back and it works.',
  },
} as const;

/** Before it leaves: the receipt, read out and signed with the person’s number. */
export async function takeAlong(stage: Stage, technician: Actor, { visit, house }: PlannedVisit, code: string): Promise<void> {
  const { visits } = stage.app;
  const said = SAID[house.lang];
  const expectedOn = stage.clock.now().toZonedDateTimeISO(ZONE[visit.country]).toPlainDate().add({ days: 6 });
  await act(stage, technician, async (work) => {
    must(await visits.writeReceipt(work, { visit: visit.id, what: said.what, condition: said.condition, purpose: said.purpose, askWhom: said.askWhom, backup: 'has-one', freeUpTo: 0, diagnosis: 0, expectedOn }));
    return visits.signReceipt(work, { visit: visit.id, how: 'code', code });
  });
}

/** Looked into, a price that gets its yes, repaired, fetched, and one bill for all of it. */
export function planRepair(stage: Stage, technician: Actor, person: Actor, planned: PlannedVisit): void {
  const { visits } = stage.app;
  const { visit, house } = planned;
  const said = SAID[house.lang];
  const after = (hours: number): Temporal.Instant => stage.clock.now().add({ hours });
  const id = visit.id;
  stage.agenda.at(after(20), async () => {
    const offer = await act(stage, technician, async (work) => {
      must(await visits.handOn(work, { visit: id, kind: 'workshop', name: said.bench }));
      return visits.offerRepair(work, { visit: id, says: said.fan, labour: 4500, partSays: said.fan, partPrice: 2400 });
    });
    stage.agenda.at(after(5), async () => {
      const shown = await stage.works.looking(person, (work) => visits.extraTerms(work, offer.id));
      await act(stage, person, (work) => visits.answerExtra(work, { extra: offer.id, answer: 'yes', startNow: true, ...(shown ? { shown: shown.text.digest } : {}) }));
    });
    stage.agenda.at(after(50), async () => {
      await act(stage, technician, (work) => visits.makeReady(work, { visit: id, result: 'repaired', words: said.tested, keptParts: said.kept }));
      stage.agenda.at(after(22), async () => {
        await act(stage, technician, (work) => visits.giveBackDevice(work, { visit: id, by: 'fetched', how: 'spoken', words: said.thanks }));
        planBill(stage, planned);
      });
    });
  });
}
