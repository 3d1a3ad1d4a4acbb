/** The outbox of a telephone: what was done without signal, in its order, until the house has taken it or said why not. Knows no browser: the drawer and the way to the house are handed in. */

/** One act at a visit. `id`: its one-time id, by which the house knows it again; `at`: when, by the telephone's clock; `faults`: how often the house broke over it; `told`: when the house had taken it, by the telephone's clock: it stays until a page of the house knows of it. */
export type Entry = Readonly<{
  id: string; visit: string; act: string; fields: Readonly<Record<string, string>>; at: string; picture?: Readonly<{ type: string; base64: string }>;
  refused?: Readonly<{ kind: string; says: string }>; faults?: number; told?: number;
}>;
export type Kept = Readonly<{ place: string; entry: Entry }>;
/** `taken`: done, now or before; `says`: a number was wrong, which counts; `stopped`: for the third time. `refused`: heard and not done. `away`: nobody knows whether it arrived; it is sent again. `locked`: sign in first. */
export type Answer = Readonly<{ came: 'taken'; says?: string; stopped?: boolean } | { came: 'refused'; kind: string; says: string } | { came: 'fault' } | { came: 'away' } | { came: 'locked' }>;
/** `settle`: the house has taken it. */
export type Box = Readonly<{ all(): Promise<readonly Kept[]>; drop(place: string): Promise<unknown>; settle(place: string, entry: Entry): Promise<unknown>; change(place: string, entry: Entry): Promise<unknown> }>;
export type Delivered = Readonly<{ came: 'all' | 'away' | 'locked'; taken: number; refused: number }>;

/** A house that breaks so often over one thing is asked no more; a person looks at it. */
const MOST_FAULTS = 4;

/**
 * Tells what waits, one after the other: the next is not told before this one is settled, so the house hears everything in
 * the order in which it happened. What was refused stays, with its reason, and does not hold up the others.
 */
export async function deliver(box: Box, send: (entry: Entry) => Promise<Answer>, ourFault: string): Promise<Delivered> {
  let [taken, refused] = [0, 0];
  for (const { place, entry } of await box.all()) {
    if (entry.refused || entry.told) continue;
    const answer = await send(entry);
    if (answer.came === 'taken') { await box.settle(place, entry); taken += 1; continue; }
    if (answer.came === 'refused') { await box.change(place, { ...entry, refused: { kind: answer.kind, says: answer.says } }); refused += 1; continue; }
    if (answer.came !== 'fault') return { came: answer.came, taken, refused };
    const faults = (entry.faults ?? 0) + 1;
    if (faults < MOST_FAULTS) { await box.change(place, { ...entry, faults }); return { came: 'away', taken, refused }; }
    await box.change(place, { ...entry, faults: 0, refused: { kind: 'fault', says: ourFault } });
    refused += 1;
  }
  return { came: 'all', taken, refused };
}

/** Those that were not taken are told once more, in their order. A sheet that was written again since is not: the newer one stands. */
export async function tryAgain(box: Box): Promise<void> {
  const all = await box.all();
  for (const { place, entry } of all) {
    if (!entry.refused) continue;
    const isOlder = entry.act === 'sheet' && all.some((other) => other.place > place && other.entry.act === 'sheet' && other.entry.visit === entry.visit);
    const { refused: _refused, ...rest } = entry;
    await (isOlder ? box.drop(place) : box.change(place, rest));
  }
}
