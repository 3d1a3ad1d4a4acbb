import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Answer, type Box, type Entry, deliver, tryAgain } from '../client/phone/outbox.ts';

const FAULT = 'our fault';
const entry = (at: number, act = 'note', more: Partial<Entry> = {}): Entry => ({ id: `frm_${at}`, visit: 'vis_a', act, fields: { text: `number ${at}` }, at: new Date(at * 60_000).toISOString(), ...more });

/** A telephone's drawer: everything survives whatever happens to the program. */
function drawerWith(entries: readonly Entry[]): Box & { left(): readonly Entry[] } {
  const shelf = new Map(entries.map((one, at) => [String(at).padStart(4, '0'), one]));
  return {
    all: async () => [...shelf].map(([place, one]) => ({ place, entry: one })), drop: async (place) => shelf.delete(place), settle: async (place) => shelf.delete(place), change: async (place, one) => shelf.set(place, one),
    left: () => [...shelf.values()],
  };
}

/** What may happen to one sending: it does not arrive; it arrives and the answer is lost; the house breaks; all is well. */
type Luck = 'lost' | 'answer-lost' | 'fault' | 'well' | 'locked';
/** A house that knows each one-time id, refuses what it must, and is heard only with luck. */
function house(lucks: readonly Luck[], refuses: (entry: Entry) => boolean) {
  const done: string[] = [];
  const known = new Set<string>();
  let turn = 0;
  return {
    done,
    async send(one: Entry): Promise<Answer> {
      const luck = lucks[turn] ?? 'well';
      turn += 1;
      if (luck === 'lost') return { came: 'away' };
      if (luck === 'locked') return { came: 'locked' };
      if (luck === 'fault') return { came: 'fault' };
      const answer: Answer = known.has(one.id) ? { came: 'taken' } : refuses(one) ? { came: 'refused', kind: 'no', says: 'No.' } : { came: 'taken' };
      if (answer.came === 'taken' && !known.has(one.id)) { known.add(one.id); done.push(one.id); }
      return luck === 'answer-lost' ? { came: 'away' } : answer;
    },
  };
}

describe('the outbox', () => {
  test('whatever is cut and however often it is tried again, everything is done once and in its order, and what was refused is still there', async () => {
    const lucks = fc.array(fc.constantFrom<Luck>('lost', 'answer-lost', 'well', 'locked'), { maxLength: 60 });
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 12 }), lucks, fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 4 }), async (many, cuts, refused) => {
      const all = Array.from({ length: many }, (_, at) => entry(at));
      const isRefused = (one: Entry): boolean => refused.some((at) => one.id === `frm_${at}`);
      const drawer = drawerWith(all);
      const there = house(cuts, isRefused);
      // The telephone is switched off and on between the tries: nothing but the drawer goes over.
      for (let tries = 0; tries < cuts.length + 2; tries += 1) await deliver(drawer, there.send, FAULT);
      assert.deepEqual(there.done, all.filter((one) => !isRefused(one)).map(({ id }) => id));
      assert.deepEqual(drawer.left().map(({ id, fields, refused: why }) => [id, fields['text'], why?.says]), all.filter(isRefused).map(({ id, fields }) => [id, fields['text'], 'No.']));
    }));
  });
  test('two windows that tell at the same time do nothing twice', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 8 }), fc.array(fc.constantFrom<Luck>('lost', 'answer-lost', 'well'), { maxLength: 20 }), async (many, cuts) => {
      const all = Array.from({ length: many }, (_, at) => entry(at));
      const drawer = drawerWith(all);
      const there = house(cuts, () => false);
      for (let tries = 0; tries < cuts.length + 2; tries += 1) await Promise.all([deliver(drawer, there.send, FAULT), deliver(drawer, there.send, FAULT)]);
      assert.equal(new Set(there.done).size, there.done.length);
      assert.deepEqual([...there.done].toSorted(), all.map(({ id }) => id).toSorted());
      assert.equal(drawer.left().length, 0);
    }));
  });
  test('a house that breaks again and again over one thing is asked no more; the others go on, and a person looks at it', async () => {
    const drawer = drawerWith([entry(1), entry(2)]);
    const sent: string[] = [];
    const send = async (one: Entry): Promise<Answer> => { sent.push(one.id); return one.id === 'frm_1' ? { came: 'fault' } : { came: 'taken' }; };
    for (let tries = 0; tries < 6; tries += 1) await deliver(drawer, send, FAULT);
    assert.deepEqual(sent, ['frm_1', 'frm_1', 'frm_1', 'frm_1', 'frm_2']);
    assert.deepEqual(drawer.left().map(({ id, refused }) => [id, refused?.says]), [['frm_1', FAULT]]);
  });
  test('what was not taken can be told again; an older sheet does not come over a newer one', async () => {
    const refused = { kind: 'no', says: 'No.' };
    const drawer = drawerWith([entry(1, 'sheet', { refused }), entry(2, 'note', { refused }), entry(3, 'sheet')]);
    await tryAgain(drawer);
    assert.deepEqual(drawer.left().map(({ id, refused: why }) => [id, why]), [['frm_2', undefined], ['frm_3', undefined]]);
  });
});
