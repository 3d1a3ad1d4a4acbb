import { type Asker, askerAt, near, settle, townOn } from '../../src/modules/booking/test-town.ts';
import { testDatabase } from '../support/database.ts';

const RACERS = 40;
const percentile = (sorted: readonly number[], share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

/** How long a race for one time takes, who wins, and whether anything was given twice. */
export const bench = {
  name: 'race',
  summary: 'forty people want one time, again and again: how long, who wins, was anything given twice',
  async run(args: readonly string[]): Promise<void> {
    const rounds = Number(args[0] ?? 10);
    const database = await testDatabase();
    const town = townOn(database.url, '2026-11-23T07:00:00Z');
    const { works, booking, pool } = town;
    try {
      await settle(town, [near(0, 0)]);
      const waits: number[] = [];
      const totals: number[] = [];
      const answers = new Map<string, number>();
      let others = 0;
      for (let round = 0; round < rounds; round += 1) {
        const racers: Asker[] = [];
        for (let i = 0; i < RACERS; i += 1) racers.push(await askerAt(town, near(400 + 61 * i, -900 + 47 * i + 13 * round)));
        const [first] = racers;
        if (!first) break;
        const slot = (await works.looking(first.by, (work) => booking.times(work, first.quote)))[0];
        if (!slot) {
          console.log(`round ${round}: the fortnight is full`);
          break;
        }
        const began = performance.now();
        await Promise.all(racers.map(async (racer) => {
          const from = performance.now();
          const answer = await works.inWork(racer.by, (work) => booking.book(work, { quote: racer.quote, slot: slot.key, expressRequest: true, termsHash: racer.version }));
          waits.push(performance.now() - from);
          const kind = answer.ok ? 'booked' : answer.error.kind;
          answers.set(kind, (answers.get(kind) ?? 0) + 1);
        }));
        totals.push(performance.now() - began);
        others += (await works.looking(first.by, (work) => booking.otherTimes(work, { quote: first.quote, slot: slot.key }))).length;
      }
      const doubled = await pool.query(`select count(*) as pairs from booking.visits a join booking.visits b
        on a.technician_id = b.technician_id and a.id < b.id and a.state = 'booked' and b.state = 'booked'
        and a.planned_start < b.planned_end and b.planned_start < a.planned_end`);
      waits.sort((a, b) => a - b);
      totals.sort((a, b) => a - b);
      console.log(JSON.stringify({
        racers: RACERS, rounds: totals.length, answers: Object.fromEntries(answers), overlappingPairs: Number(doubled.rows[0].pairs), otherTimesARound: others / Math.max(1, totals.length),
        wholeRaceMs: { median: percentile(totals, 0.5), worst: percentile(totals, 1) },
        oneAnswerMs: { p50: percentile(waits, 0.5), p99: percentile(waits, 0.99), worst: percentile(waits, 1) },
      }, undefined, 1));
      // A search of a fortnight, as the page of times makes it.
      const asker = await askerAt(town, near(1234, 567));
      const searches: number[] = [];
      for (let i = 0; i < 30; i += 1) {
        const from = performance.now();
        await works.looking(asker.by, (work) => booking.times(work, asker.quote));
        searches.push(performance.now() - from);
      }
      searches.sort((a, b) => a - b);
      console.log(JSON.stringify({ timesMs: { p50: percentile(searches, 0.5), worst: percentile(searches, 1) } }));
    } finally {
      await pool.end();
      await database.drop();
    }
  },
};

if (import.meta.main) await bench.run(process.argv.slice(2));
