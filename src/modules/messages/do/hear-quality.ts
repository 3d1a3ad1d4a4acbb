import type { FeeWaived } from '#facts/billing';
import type { Complained, ComplaintAnswered, HowItGoes, RangAfterVisit } from '#facts/quality';
import type { Work } from '#platform/work';
import { type UsesPost, post } from './post.ts';
import { type Audience, sceneOf, tellHousehold } from './tell-of-visit.ts';

const BOTH: Audience = { self: true, helpers: 'see-appointments' };
/** What was complained about is between them and us: no helper hears of it unless they may ask for help in their name. */
const ASKERS: Audience = { self: true, helpers: 'ask' };

/** That a complaint has arrived and by when it is answered; the firm's office hears that there is one, without its words. */
async function complained(needs: UsesPost, work: Work, key: string, fact: Complained): Promise<void> {
  const [scene, complaint] = [await sceneOf(needs, work, fact.visit), await needs.reads.quality.known.complaint(work, fact.complaint)];
  if (!scene || !complaint) return;
  await tellHousehold(needs, work, key, 'complaint-taken', scene, ASKERS, { filling: (words) => ({ by: words.date(complaint.answerBy, scene.visit.country) }) });
  for (const id of await needs.reads.technicians.inOffice(work, scene.visit.provider)) {
    const to = await needs.people.known.person(work, id);
    if (to) await post(needs, work, { key, kind: 'complaint-received', to, as: 'self', country: scene.visit.country, about: fact.visit, filling: (words) => ({ reference: scene.request.reference, by: words.date(complaint.answerBy, scene.visit.country), url: `${needs.house.url}/after/${fact.visit}` }) });
  }
}

/** The answer is there: they read it on their own page, and say whether it settles the matter. */
async function complaintAnswered(needs: UsesPost, work: Work, key: string, fact: ComplaintAnswered): Promise<void> {
  const scene = await sceneOf(needs, work, fact.visit);
  if (scene) await tellHousehold(needs, work, key, 'complaint-answered', scene, ASKERS);
}

/** A fortnight later: does it still work? */
async function howItGoes(needs: UsesPost, work: Work, key: string, fact: HowItGoes): Promise<void> {
  const scene = await sceneOf(needs, work, fact.visit);
  if (scene) await tellHousehold(needs, work, key, 'how-it-goes', scene, { self: true });
}

async function feeWaived(needs: UsesPost, work: Work, key: string, fact: FeeWaived): Promise<void> {
  const scene = await sceneOf(needs, work, fact.visit);
  if (scene) await tellHousehold(needs, work, key, 'fee-waived', scene, BOTH);
}

/** They were rung: what still waits to tell them the same is not true any more. */
const rung = (needs: UsesPost, work: Work, _key: string, fact: RangAfterVisit): Promise<void> => needs.outbox.overtake(work, fact.visit, ['entry-refused', 'visit-unsafe', 'visit-goes-on']);

/** What is told after a visit, fact by fact. */
export const HEARS_QUALITY = { 'complaint-made': complained, 'complaint-answered': complaintAnswered, 'how-it-goes': howItGoes, 'fee-waived': feeWaived, 'rang-after-visit': rung } as const;
