import type { Lang } from '#kernel';
import { type Triage, leafOf } from '#modules/triage';
import services from '../../../content/services.json' with { type: 'json' };
import type { LeafScope, TriageNeeded } from './needs.ts';
import type { Way } from './request.ts';

type Item = LeafScope['items'][number];
// The cheapest first: over the screen, as a lesson, at home, in the workshop.
const CHEAPEST_FIRST: readonly Way[] = ['remote', 'lesson', 'visit', 'workshop'];

const KIND = new Map(services.items.map((item) => [item.key, item.kind as Item['kind']]));

/** How a leaf can be done: as the services that cover it say, and at home in any case. Nobody repairs over the screen what the tree says they cannot. */
function waysOf(leaf: string, remote: 'yes' | 'partly' | 'no'): readonly Way[] {
  const ways = new Set(services.services.filter((service) => 'leaves' in service && service.leaves.includes(leaf)).flatMap((service) => service.ways as Way[]));
  if (remote === 'no') ways.delete('remote');
  return CHEAPEST_FIRST.filter((way) => way === 'visit' || ways.has(way));
}

const itemsOf = (leaf: string): Item[] => services.needs.filter((need) => need.leaf === leaf).flatMap((need) => {
  const kind = KIND.get(need.item);
  return kind === undefined ? [] : [{ kind, item: need.item, quantity: { expected: need.expected, worst: need.worst } }];
});

/** What triage and the service catalogue say, in the words of booking. */
export const triageFor = (triage: Pick<Triage, 'understand'>): TriageNeeded => ({
  understand(words: string, lang: Lang) {
    const understood = triage.understand(words, { lang });
    return {
      tasks: understood.tasks.map((task) => ({
        words: task.text, guesses: task.categories.map((guess) => ({ leaf: guess.id, score: guess.score, because: guess.because })),
      })),
      flags: understood.safety.map((alarm) => ({ kind: alarm.flag, card: alarm.card, show: alarm.show })),
      quiet: understood.hidden, noRemote: understood.noRemote,
    };
  },
  scopeOf(id) {
    const leaf = leafOf(id);
    if (!leaf) return undefined;
    return { minutes: leaf.minutes, unattended: { expected: 0, worst: 0 }, skills: leaf.skills, ways: waysOf(id, leaf.remote), items: itemsOf(id) };
  },
});
