import type { Keys } from '#platform/keys';
import { type Chat, mayHoldService } from '#platform/second-opinion/index';
import type { DbOf } from '#platform/work';
import type { Answers } from './answers.ts';
import { contactsFor, safetyCard, type Contact, type SafetyCard } from './cards.ts';
import { keepOpinion } from './do/keep-opinion.ts';
import { SEALED_AS, setService } from './do/set-service.ts';
import type { Opinions } from './front.ts';
import { knowledge, readKnowledge, type Knowledge } from './knowledge.ts';
import { learnFrom, type SiteLabel } from './learn.ts';
import { maySetService } from './may.ts';
import { PATIENCE, PATIENCE_OF_OPERATOR, hostOf } from './opinion.ts';
import { opinionsIn } from './opinion-store.ts';
import { askingFor, readOpinion } from './second-opinion.ts';
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

export function createOpinions(has: Readonly<{ dbOf: DbOf; keys: Pick<Keys, 'seal' | 'open'>; chat: Chat }>): Opinions {
  const store = opinionsIn(has.dbOf);
  const needs = { store, keys: has.keys, mayHold: mayHoldService };
  return {
    async service(work) {
      const kept = maySetService(work.by) ? await store.service(work) : undefined;
      return kept && { isOn: kept.isOn, baseUrl: kept.baseUrl, model: kept.model, hasKey: kept.keySealed !== '' };
    },
    setService: (work, wish) => setService(needs, work, wish),
    async open(work, tried) {
      const kept = await store.service(work);
      if (!kept || !(kept.isOn || (tried === 'tried' && maySetService(work.by)))) return undefined;
      const key = kept.keySealed === '' ? '' : has.keys.open(kept.keySealed, SEALED_AS);
      // A key that this house cannot open any more (another house key) is as no service at all.
      return key === undefined ? undefined : { baseUrl: kept.baseUrl, model: kept.model, key };
    },
    opinion: (work, request) => store.opinion(work, request),
    keepOpinion: (work, asked) => keepOpinion({ store }, work, asked),
    wouldSend: (text) => askingFor(text, knowledge(), 'en').user.replaceAll(/^<<<\n|\n>>>$/gu, ''),
    async ask(service, text, got) {
      const answer = await has.chat(service, askingFor(text, knowledge(), got.lang), PATIENCE);
      const leaves = answer.ok ? readOpinion(answer.value, knowledge().leaves) : [];
      return { came: leaves.length > 0 ? 'heard' : 'silent', leaves, service: hostOf(service.baseUrl) };
    },
    async tryIt(service, text, lang) {
      const answer = await has.chat(service, askingFor(text, knowledge(), lang), PATIENCE_OF_OPERATOR);
      return { answer, leaves: answer.ok ? readOpinion(answer.value, knowledge().leaves) : [] };
    },
  };
}

export type { Answers, Lang };
