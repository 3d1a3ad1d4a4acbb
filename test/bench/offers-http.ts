/** How long a person waits for the page of times, over HTTP, where one provider has 200 technicians and 20,000 visits. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { type LatLng, type ProviderId, type TechnicianId, newId } from '#kernel';
import { Random } from '#engine';
import { createRoads } from '#platform/roads/index';
import { type DutyDay, type Planned, type Promised, cellsOf, windowsOf } from '../../src/modules/booking/day.ts';
import { createDispatcher } from '../../src/modules/booking/dispatcher.ts';
import { holdFrom, type Page, type Walker, upToTimes, walker } from '../journeys/walker.ts';
import { type Porchlight, startPorchlight } from '../support/server.ts';
import type { Bench } from './run.ts';

const NOW = '2026-11-24T08:00:00Z';
const TODAY = Temporal.PlainDate.from('2026-11-24');
const TECHNICIANS = 200;
const VISITS = 20_000;
const ASKERS = 12;
const ROUNDS = 400;
const WARM = 40;
const WARM_SECONDS = 5;
/** Somebody holds or takes back a time so often: days change under the measurement, as they do in life. */
const CHANGES_EVERY = 10;

const dispatcher = createDispatcher(createRoads());
const percentile = (sorted: readonly number[], share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
const around = (centre: LatLng, metres: number, random: Random): LatLng => {
  const [turn, far] = [(random.below(1_000_000) / 1_000_000) * 2 * Math.PI, Math.sqrt(random.below(1_000_000) / 1_000_000) * metres];
  return { lat: centre.lat + (far * Math.cos(turn)) / 111_200, lng: centre.lng + (far * Math.sin(turn)) / 75_000 };
};

/** The whole town's technicians become one crew of 200, each a copy of the first with a home and papers of their own. */
async function hire(db: pg.Client, provider: ProviderId, random: Random): Promise<{ id: TechnicianId; home: LatLng }[]> {
  const { rows: [one] } = await db.query('select id, lat, lng from technicians.technicians where provider_id = $1 order by id limit 1', [provider]);
  const crew = Array.from({ length: TECHNICIANS }, () => ({ id: newId('Technician'), person: newId('Person'), home: around({ lat: one.lat, lng: one.lng }, 14_000, random) }));
  const columns = [crew.map(({ id }) => id), crew.map(({ person }) => person), crew.map(({ home }) => home.lat), crew.map(({ home }) => home.lng)];
  await db.query(`insert into people.persons (id, given_name, family_name, lang, country, prefers, large_print, welcomed_by, welcomed_at) select p, 'Aide', 'Test', 'fr', 'FR', 'letter', false, 'bench', $2 from unnest($1::text[]) p`, [columns[1], NOW]);
  await db.query(`insert into technicians.technicians (id, provider_id, person_id, first_name, last_initial, badge, car, languages, skills, lat, lng, reach_metres, hours, breaks, standing, added_by, added_at)
    select n.id, t.provider_id, n.person, 'Aide', 'T', 'B-' || n.id, t.car, array['fr', 'en'], (select jsonb_agg(jsonb_build_object('skill', s, 'level', 3)) from (select distinct e->>'skill' as s from technicians.technicians x, jsonb_array_elements(x.skills) e) every),
      n.lat, n.lng, 60000, '[1,2,3,4,5]'::jsonb, t.breaks, 'active', 'bench', t.added_at
    from technicians.technicians t, unnest($1::text[], $2::text[], $3::float8[], $4::float8[]) as n (id, person, lat, lng) where t.id = $5`, [...columns, one.id]);
  await db.query(`update technicians.technicians set hours = (select jsonb_agg(jsonb_build_object('weekday', d, 'from', '08:30', 'until', '17:30')) from generate_series(1, 5) d), breaks = '[{"from":"12:30","until":"13:15"}]'
    where id = any($1)`, [columns[0]]);
  await db.query(`insert into technicians.vetting (id, technician_id, kind, outcome, verified_on, how, until_on, recorded_at)
    select 'vet_' || k || t, t, k, 'good', '2026-01-05', 'bench', '2027-12-31', $2 from unnest($1::text[]) t, unnest(array['identity', 'insurance', 'charter', 'criminal-record']) k`, [columns[0], NOW]);
  return crew;
}

/** One day filled as people fill it: somebody somewhere near asks, and takes one of the times that are offered. */
function fill(technician: { id: TechnicianId; home: LatLng }, day: Temporal.PlainDate, random: Random): { duty: DutyDay; planned: readonly Planned[] } {
  const at = (hour: string): Temporal.Instant => day.toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: hour }).toInstant();
  let duty: DutyDay = { technician: technician.id, day, country: 'FR', home: technician.home, from: at('08:30'), until: at('17:30'), breaks: [{ from: at('12:30'), until: at('13:15') }], promised: [] };
  let planned: readonly Planned[] = [];
  for (let tries = 0; tries < 10; tries += 1) {
    const job = { at: around(technician.home, 9_000, random), way: 'visit' as const, minutes: 25 + 5 * random.below(8) };
    const windows = windowsOf(duty, 'FR', 60, duty.from);
    const offers = dispatcher.ready(duty, windows).offers(job, [...windows.keys()]).toSorted((a, b) => a.cost - b.cost);
    const offer = offers[random.below(Math.max(1, Math.min(3, offers.length)))];
    if (!offer) continue;
    const joins: Promised = { id: newId('Visit'), ...job, from: offer.window.from, until: offer.window.until };
    const after = { ...duty, promised: [...duty.promised, joins] };
    const plan = dispatcher.plan(after);
    if (!plan) continue;
    planned = plan;
    duty = { ...after, promised: after.promised.map((one) => ({ ...one, start: plan.find(({ id }) => id === one.id)?.start })) };
  }
  return { duty, planned };
}

type Filled = ReturnType<typeof fill>;

async function write(db: pg.Client, provider: ProviderId, days: readonly Filled[], state: 'booked' | 'done'): Promise<number> {
  const rows = days.flatMap(({ duty, planned }) => duty.promised.map((one) => ({ ...one, technician: duty.technician, day: duty.day.toString(), planned: planned.find(({ id }) => id === one.id) })));
  const column = <T>(of: (row: (typeof rows)[number]) => T): T[] => rows.map(of);
  await db.query('begin');
  await db.query(`insert into booking.requests (id, reference, code_digest, words, lang, source, asked_for, country, photos, safety, quiet, no_remote, call_first, state, asked_at, changed_at, missing)
    select 'req_' || substr(v, 5), upper(substr(md5(v), 1, 3) || '-' || substr(md5(v), 4, 3)), 'x', 'bench', 'fr', 'web', 'me', 'FR', '{}', '[]', false, false, false, 'booked', $2, $2, '[]' from unnest($1::text[]) v
    on conflict (reference) do nothing`, [column(({ id }) => id), NOW]);
  const made = await db.query(`insert into booking.visits (id, request_id, quote_id, provider_id, technician_id, home_id, country, way, day, promised_from, promised_until, planned_start, planned_end, minutes, lat, lng, quiet, state, sequence, booked_at, changed_at, door_word, code)
    select v.id, 'req_' || substr(v.id, 5), 'quo_bench', $1, v.technician, 'hom_bench', 'FR', 'visit', v.day::date, v.opens::timestamptz, v.closes::timestamptz, v.start::timestamptz, v.start::timestamptz + make_interval(mins => v.minutes), v.minutes, v.lat, v.lng, false, $2, 0, $3, $3, 'x', 'x'
    from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[], $11::float8[], $12::float8[]) as v (id, technician, day, opens, closes, start, minutes, lat, lng)
    where exists (select from booking.requests r where r.id = 'req_' || substr(v.id, 5))`,
  [provider, state, NOW, column(({ id }) => id), column(({ technician }) => technician), column(({ day }) => day), column(({ from }) => from.toString()), column(({ until }) => until.toString()),
    column(({ planned, from }) => (planned?.start ?? from).toString()), column(({ minutes }) => minutes), column(({ at }) => at.lat), column(({ at }) => at.lng)]);
  if (state === 'booked') {
    const cells = rows.flatMap((row) => (row.planned ? cellsOf(row.planned, row.minutes).map((cell) => [row.technician, cell, row.day, row.id] as const) : []));
    await db.query(`insert into booking.cells (technician_id, cell, day, promise_id) select t, c, d::date, p from unnest($1::text[], $2::bigint[], $3::text[], $4::text[]) as x (t, c, d, p) where exists (select from booking.visits v where v.id = p)`,
      [cells.map(([t]) => t), cells.map(([, c]) => c), cells.map(([, , d]) => d), cells.map(([, , , p]) => p)]);
  }
  await db.query('commit');
  return made.rowCount ?? 0;
}

/** Twelve people who have a price of that provider, each at their own page of times. */
async function askersAt(url: string): Promise<{ person: Walker; page: Page }[]> {
  const askers = [];
  for (let i = 0; i < ASKERS; i += 1) {
    const person = walker(url);
    const page = await upToTimes(person, 'Mon imprimante n’imprime plus rien depuis hier.', { givenName: 'Ida', familyName: 'Noir', phone: '', prefers: 'letter', line: `${3 + 4 * i} Rue Collenot`, postcode: '21140', town: 'Semur-en-Auxois' });
    askers.push({ person, page });
  }
  return askers;
}

async function furnish(databaseUrl: string, random: Random): Promise<{ ahead: number; past: number; seconds: number }> {
  const began = performance.now();
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  try {
    const { rows: [chosen] } = await db.query('select provider_id, count(*) from pricing.quotes group by 1 order by 2 desc limit 1');
    const crew = await hire(db, chosen.provider_id, random);
    let [ahead, past] = [0, 0];
    for (let d = 0; d < 14; d += 1) {
      const day = TODAY.add({ days: d });
      if (day.dayOfWeek <= 5) ahead += await write(db, chosen.provider_id, crew.map((one) => fill(one, day, random)), 'booked');
    }
    for (let d = 1; ahead + past < VISITS; d += 1) {
      const day = TODAY.subtract({ days: d });
      if (day.dayOfWeek <= 5) past += await write(db, chosen.provider_id, crew.slice(0, Math.ceil((VISITS - ahead - past) / 6)).map((one) => fill(one, day, random)), 'done');
    }
    await db.query('analyze');
    return { ahead, past, seconds: (performance.now() - began) / 1000 };
  } finally {
    await db.end();
  }
}

const idleMs = (): number => cpus().reduce((sum, { times }) => sum + times.idle, 0);
const pause = (ms: number): Promise<void> => new Promise((go) => { setTimeout(go, ms); });

/** Waits until two seconds go by in which nobody else uses this machine, so many seconds at most. Answers how idle it then was, 0 to 1. */
async function quietMoment(patience: number): Promise<number> {
  for (let waited = 0; ; waited += 2) {
    const before = idleMs();
    await pause(2_000);
    const idle = (idleMs() - before) / (2_000 * cpus().length);
    if (idle > 0.9 || waited >= patience) return idle;
  }
}

/** How long the first who asks waits: at once when the house opens, and when it had time to look at everybody's days. Milliseconds. */
async function firstPages(house: Porchlight, [asker]: readonly { person: Walker; page: Page }[]): Promise<[number, number]> {
  if (!asker) throw new Error('Nobody asks.');
  const first = async (after: number): Promise<number> => {
    await house.kill();
    await house.startAgain();
    await pause(after * 1000);
    const page = await asker.person.go(asker.page.path);
    if (page.status !== 200) throw new Error(`${page.path} answers ${page.status}`);
    return page.milliseconds;
  };
  return [await first(0), await first(WARM_SECONDS)];
}

export const bench: Bench = {
  name: 'offers-http',
  summary: 'the page of times over HTTP: 200 technicians of one provider, 20,000 visits, the embedded database',
  async run(args) {
    const { values } = parseArgs({ args: [...args], options: { patience: { type: 'string', default: '0' } } });
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-offers-'));
    writeFileSync(join(folder, 'now'), NOW);
    const house = await startPorchlight({ world: 'small', env: { PORCHLIGHT_TEST_CLOCK: join(folder, 'now'), LOG_LEVEL: 'silent' } });
    try {
      const askers = await askersAt(house.url);
      const filled = await furnish(house.databaseUrl, new Random(1));
      console.log(`${TECHNICIANS} technicians, ${filled.ahead} visits in the coming fortnight and ${filled.past} before it (furnished in ${filled.seconds.toFixed(0)} s), load ${loadavg()[0]?.toFixed(1)}`);
      const [cold, warm] = await firstPages(house, askers);
      const idle = await quietMoment(Number(values.patience));
      const times: number[] = [];
      let buttons = 0;
      for (let round = 0; round < ROUNDS + WARM; round += 1) {
        const asker = askers[round % askers.length];
        if (!asker) break;
        const page = await asker.person.go(asker.page.path);
        if (page.status !== 200) throw new Error(`${page.path} answers ${page.status}`);
        times.push(page.milliseconds);
        buttons += (page.html.match(/class="slot/g) ?? []).length;
        if (round % CHANGES_EVERY === CHANGES_EVERY - 1) await holdFrom(asker.person, page, round % 5);
      }
      const sorted = times.slice(WARM).toSorted((a, b) => a - b);
      console.log(`the first page after a start: ${cold.toFixed(0)} ms asked at once, ${warm.toFixed(0)} ms asked ${WARM_SECONDS} s later; then ${sorted.length} pages, one in ${CHANGES_EVERY} after a time was held: p50 ${percentile(sorted, 0.5)}  p95 ${percentile(sorted, 0.95)}  p99 ${percentile(sorted, 0.99)}  worst ${percentile(sorted, 1)} ms; ${(buttons / times.length).toFixed(0)} times a page; load ${loadavg()[0]?.toFixed(1)}, the machine was ${(100 * idle).toFixed(0)} % idle just before`);
    } finally {
      await house.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
