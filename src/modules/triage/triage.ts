import type { Answers } from './answers.ts';
import { contactsFor, safetyCard, type Contact, type SafetyCard } from './cards.ts';
import { knowledge, readKnowledge, type Knowledge } from './knowledge.ts';
import { learnFrom, type SiteLabel } from './learn.ts';
import { understand, type Asked } from './understand.ts';
import type { Understanding } from './understanding.ts';
import { readWeights, writeWeights, type Weights } from './weights.ts';
import type { Country, Lang } from '#kernel';

/** What triage needs from its surroundings: where this installation's labels and learned weights are kept. All optional. */
export type Needs = Readonly<{
  store?: Readonly<{
    /** The persons' words and the technicians' final categories of closed visits. */
    labels(): Promise<readonly SiteLabel[]>;
    learned(): Promise<Uint8Array | undefined>;
    keepLearned(weights: Uint8Array): Promise<void>;
  }>;
}>;

/** Triage with its surroundings bound. */
export type Triage = Readonly<{
  understand(text: string, asked?: Omit<Asked, 'knows'>): Understanding;
  card(id: string): SafetyCard | undefined;
  contacts(country: Country): readonly Contact[];
  /** Learns from this installation's closed visits; returns how many labels were used. Meant for a nightly job. */
  relearn(): Promise<number>;
  /** Takes up what was learned in an earlier run. */
  takeUp(): Promise<void>;
}>;

export function createTriage(needs: Needs = {}): Triage {
  let knows: Knowledge | undefined;
  const known = (): Knowledge => knows ?? knowledge();
  return {
    understand: (text, asked = {}) => understand(text, { ...asked, knows: known() }),
    card: safetyCard,
    contacts: contactsFor,
    async relearn() {
      const shipped: Weights | undefined = knowledge().weights;
      const labels = (await needs.store?.labels()) ?? [];
      if (shipped === undefined || labels.length === 0) return 0;
      const learned = learnFrom(labels, shipped, knowledge());
      knows = readKnowledge(learned);
      await needs.store?.keepLearned(writeWeights(learned));
      return labels.length;
    },
    async takeUp() {
      const file = await needs.store?.learned();
      if (file !== undefined) knows = readKnowledge(readWeights(file));
    },
  };
}

export type { Answers, Lang };
