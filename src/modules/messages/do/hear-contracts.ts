import type { ContractAgreed, ContractWithdrawn, TechnicianChangeAnnounced, TechnicianChangeAnswered } from '#facts/contracts';
import type { Filling, Words } from '#platform/text';
import type { Work } from '#platform/work';
import type { AgreementSeen } from '../needs.ts';
import { type UsesPost, bodyFor, keep, post } from './post.ts';
import { sceneOf, tellHousehold } from './tell-of-visit.ts';

/** The words of a contract as plain text, for a letter or a mail: every word, headings on lines of their own. */
const asLetter = (words: string): string => words.split('\n').map((line) => (line.startsWith('# ') ? `\n${line.slice(2).toUpperCase()}` : line)).join('\n').trim();

type Told = (needs: UsesPost, agreement: AgreementSeen) => (words: Words) => Filling;

/** Goes to whoever agreed, and to nobody else; of a quiet request nothing goes anywhere. */
const tellPerson = (kind: 'contract-agreed' | 'contract-withdrawn', filling: Told) =>
  async (needs: UsesPost, work: Work, key: string, fact: ContractAgreed | ContractWithdrawn): Promise<void> => {
    const agreement = await needs.reads.contracts.known.agreement(work, fact.agreement);
    const request = agreement && (await needs.reads.booking.known.request(work, agreement.request));
    const person = request?.person && (await needs.people.known.person(work, request.person));
    if (!agreement || !request || request.quiet || !person) return;
    const provider = await needs.reads.technicians.provider(work, agreement.provider);
    const text = await needs.reads.contracts.known.text(work, agreement.id);
    const own = filling(needs, agreement);
    await post(needs, work, {
      key, kind, to: person, as: 'self', country: agreement.country, about: agreement.id, home: agreement.home,
      filling: (words) => ({ reference: request.reference, provider: provider?.name ?? '', words: asLetter(text?.words ?? ''), number: agreement.digest.slice(0, 16), ...own(words) }),
    });
  };

const agreed: Told = (_, agreement) => (words) => ({ date: words.date(agreement.agreedAt, agreement.country) });
const withdrawn: Told = (_, { withdrawal, country, agreedAt }) => (words) => ({
  agreed: words.date(agreedAt, country), date: withdrawal ? words.date(withdrawal.declaredAt, country) : '', hour: withdrawal ? words.hour(withdrawal.declaredAt, country) : '', name: withdrawal?.name ?? '',
  by: withdrawal ? words.date(withdrawal.refundBy) : '',
});

/** Somebody else is to come: told before, with the way to say no. */
async function otherTechnician(needs: UsesPost, work: Work, key: string, fact: TechnicianChangeAnnounced): Promise<void> {
  const scene = await sceneOf(needs, work, fact.visit);
  const change = await needs.reads.contracts.known.change(work, fact.change);
  const before = change && (await needs.reads.technicians.technician(work, change.before));
  if (!scene || !before || scene.visit.state !== 'booked') return;
  await tellHousehold(needs, work, key, 'technician-changed', scene, { self: true, helpers: 'see-appointments' }, { filling: () => ({ before: `${before.firstName} ${before.lastInitial}.` }) });
}

/** A no to another person waits for the operator, who finds another time or another way. */
async function otherRefused(needs: UsesPost, work: Work, key: string, fact: TechnicianChangeAnswered): Promise<void> {
  const scene = fact.agreed ? undefined : await sceneOf(needs, work, fact.visit);
  if (!scene?.person || scene.visit.quiet) return;
  const { person, visit, request } = scene;
  const filling = (words: Words): Filling => ({ reference: request.reference, technician: scene.technician, day: words.day(visit.promisedFrom, visit.country), from: words.hour(visit.promisedFrom, visit.country) });
  const notice = { key, kind: 'technician-refused' as const, to: person, as: 'self' as const, country: visit.country, filling };
  await keep(needs, work, { key, kind: 'technician-refused', receiver: 'operator', person: person.id, about: visit.id, channel: 'call', lang: person.lang, country: visit.country, body: bodyFor(needs, notice, 'call', undefined) });
}

/** What is told of contracts, fact by fact. */
export const HEARS_CONTRACTS = {
  'contract-agreed': tellPerson('contract-agreed', agreed), 'contract-withdrawn': tellPerson('contract-withdrawn', withdrawn),
  'technician-change-announced': otherTechnician, 'technician-change-answered': otherRefused,
} as const;
