import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cheapest, createCalendar, type Duty, type Offer, type Stop, type Window } from '../index.ts';

const PLACES = 6;
const HORIZON = 90;
const window = fc.tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 30 })).map(([from, length]) => [from, from + length] as const);
const windows = fc.oneof(fc.constant([[0, HORIZON] as const]), window.map((one) => [one]), fc.tuple(window, fc.integer({ min: 1, max: 9 })).map(([one, gap]) => [one, [one[1] + gap, one[1] + gap + 8] as const]));
const stop = fc.record({ place: fc.integer({ min: 0, max: PLACES - 1 }), service: fc.integer({ min: 0, max: 9 }), setup: fc.integer({ min: 0, max: 3 }), windows,
  delivery: fc.integer({ min: 0, max: 2 }).map((amount) => [amount]), pickup: fc.integer({ min: 0, max: 2 }).map((amount) => [amount]), skills: fc.subarray([{ skill: 1 }, { skill: 2 }]) });
const duty = fc.record({ start: fc.constantFrom(0, 1), end: fc.constantFrom(0, 2), shift: fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 30, max: 80 })),
  overtime: fc.constantFrom(0, 10), breaks: fc.array(fc.record({ windows: window.map((one) => [one]), duration: fc.integer({ min: 0, max: 8 }), maxLoad: fc.oneof(fc.constant([]), fc.integer({ min: 0, max: 4 }).map((most) => [most])) }), { maxLength: 2 }),
  capacity: fc.constantFrom([4], [9]), maxStops: fc.constantFrom(2, 9), skills: fc.subarray([{ skill: 1 }, { skill: 2 }]) });
const table = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: PLACES * PLACES, maxLength: PLACES * PLACES });

/** Every way to put the breaks into the legs, driven through step by step: does any keep all times? */
function worksWith(day: Duty, stops: readonly Stop[], minutes: (a: number, b: number) => number): boolean {
  const rests = day.breaks ?? [];
  const loads = [stops.reduce((sum, one) => sum + one.delivery![0]!, 0)];
  for (const one of stops) loads.push(loads.at(-1)! + one.pickup![0]! - one.delivery![0]!);
  const walk = (p: number, rest: number, now: number, owed: number): boolean => {
    const from = p === 0 ? day.start! : stops[p - 1]!.place;
    const next = stops[p];
    const drive = owed < 0 ? minutes(from, next?.place ?? day.end!) : owed;
    const due = rests[rest];
    if (due !== undefined && loads[p]! <= (due.maxLoad?.[0] ?? Infinity)) {
      for (const [opens, closes] of due.windows) {
        const begins = Math.max(now, opens);
        if (begins <= closes && walk(p, rest + 1, begins + due.duration, Math.max(0, drive - (begins - now)))) return true;
      }
    }
    const arrives = now + drive;
    if (next === undefined) return due === undefined && arrives <= day.shift![1] + (day.overtime ?? 0);
    const work = next.service! + (from === next.place ? 0 : next.setup!);
    return next.windows!.some(([opens, closes]) => Math.max(arrives, opens) <= closes && walk(p + 1, rest, Math.max(arrives, opens) + work, -1));
  };
  return walk(0, 0, day.shift![0], -1);
}

const carries = (day: Duty, stops: readonly Stop[]): boolean => {
  let load = stops.reduce((sum, one) => sum + one.delivery![0]!, 0);
  return load <= day.capacity![0]! && stops.every((one) => (load += one.pickup![0]! - one.delivery![0]!) <= day.capacity![0]!);
};
const knows = (day: Duty, one: Stop): boolean => one.skills!.every(({ skill }) => day.skills!.some((own) => own.skill === skill));

test('offers agree with brute force at every position and every instant', () => {
  let open = 0;
  fc.assert(fc.property(fc.array(duty, { minLength: 1, maxLength: 2 }), fc.array(stop, { maxLength: 4 }), stop, table, fc.integer({ min: 0, max: 3 }), (duties, booked, asked, cells, buffer) => {
    const minutes = (a: number, b: number) => (a === b ? 0 : cells[a * PLACES + b]!);
    const roads = { seconds: minutes, metres: minutes };
    const calendar = createCalendar({ duties, roads });
    for (const [k, one] of booked.entries()) calendar.insert(k % duties.length, calendar.day(k % duties.length).stops.length, one);
    const places = Array.from({ length: PLACES }, (_, place) => place);
    const offers = calendar.offers({ stop: asked, buffer, travel: { secondsTo: places.map((place) => minutes(place, asked.place)), secondsFrom: places.map((place) => minutes(asked.place, place)) } });
    for (const [v, day] of duties.entries()) {
      const { stops } = calendar.day(v);
      for (let p = 0; p <= stops.length; p++) {
        const sequence = (start: number, extra: number) => [...stops.slice(0, p), { ...asked, service: asked.service + extra, windows: [[start, start] as Window] }, ...stops.slice(p)];
        const isPossible = knows(day, asked) && stops.length < day.maxStops! && carries(day, [...stops.slice(0, p), asked, ...stops.slice(p)]);
        for (let start = 0; start <= HORIZON + 10; start++) {
          const isOpen = (asked.windows as readonly Window[]).some(([from, to]) => start >= from && start <= to);
          const expected = isPossible && isOpen && worksWith(day, sequence(start, buffer), minutes);
          const given = offers.some((offer: Offer) => offer.duty === v && offer.position === p && offer.from <= start && offer.until >= start);
          if (expected) open++;
          assert.equal(given, expected, `duty ${v}, position ${p}, start ${start}`);
        }
      }
    }
  }), { numRuns: 400 });
  assert.ok(open > 2000, `only ${open} open instants were compared`);
});

test('an insertion is taken exactly when the whole day still works, and a removal gives the time back', () => {
  fc.assert(fc.property(duty, fc.array(stop, { maxLength: 5 }), table, (day, booked, cells) => {
    const minutes = (a: number, b: number) => (a === b ? 0 : cells[a * PLACES + b]!);
    const calendar = createCalendar({ duties: [day], roads: { seconds: minutes, metres: minutes } });
    for (const one of booked) {
      const trial = [...calendar.day(0).stops, one];
      const isPossible = knows(day, one) && trial.length <= day.maxStops! && carries(day, trial) && worksWith(day, trial, minutes);
      assert.equal(calendar.insert(0, trial.length - 1, one), isPossible);
    }
    const before = calendar.day(0).stops;
    if (before.length === 0) return;
    calendar.remove(0, 0);
    assert.equal(calendar.insert(0, 0, before[0]!), true);
    assert.deepEqual(calendar.day(0).stops, before);
  }), { numRuns: 300 });
});

test('the cheapest offers of each slot are those that sorting all of them would give', () => {
  const offer = fc.record({ duty: fc.integer({ min: 0, max: 9 }), position: fc.constant(0), from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 0, max: 30 }), cents: fc.integer({ min: 0, max: 9 }) })
    .map(({ length, ...one }): Offer => ({ ...one, until: one.from + length, detour: 0, detourMetres: 0 }));
  fc.assert(fc.property(fc.array(offer, { maxLength: 30 }), fc.array(window, { maxLength: 5 }), fc.boolean(), fc.integer({ min: 0, max: 4 }), (offers, found, isSorted, count) => {
    const slots = isSorted ? [...found].sort((a, b) => a[0] - b[0]) : found;
    const expected = slots.map((slot) => offers.filter((one) => one.from <= slot[1] && one.until >= slot[0]).sort((a, b) => a.cents - b.cents || a.duty - b.duty || a.from - b.from).slice(0, count).map((one) => one.cents));
    assert.deepEqual(cheapest(offers, slots, count).map((one) => one.offers.map(({ cents }) => cents)), expected);
  }), { numRuns: 500 });
});

test('an offer costs what the day then costs more, overtime included', () => {
  const triangular = (cells: readonly number[]) => {
    const short = cells.map((cell, k) => (k % (PLACES + 1) === 0 ? 0 : cell));
    for (let via = 0; via < PLACES; via++) for (let a = 0; a < PLACES; a++) for (let b = 0; b < PLACES; b++) short[a * PLACES + b] = Math.min(short[a * PLACES + b]!, short[a * PLACES + via]! + short[via * PLACES + b]!);
    return short;
  };
  let late = 0;
  fc.assert(fc.property(duty.map((one) => ({ ...one, overtime: 40, shift: [0, one.shift[1] - 20] as const, capacity: [40], maxStops: 9 })), fc.array(stop, { maxLength: 4 }), stop, table.map(triangular), (day, booked, asked, cells) => {
    const minutes = (a: number, b: number) => cells[a * PLACES + b]!;
    const rates = { fixed: 0, perHour: 0, perKm: 0, perOvertimeHour: 3600 };
    const plain = booked.map((one) => ({ ...one, setup: 0 }));
    const fresh = { ...asked, setup: 0 };
    const make = () => createCalendar({ duties: [{ ...day, rates }], roads: { seconds: minutes, metres: minutes } });
    const calendar = make();
    for (const one of plain) calendar.insert(0, calendar.day(0).stops.length, one);
    const { stops } = calendar.day(0);
    const places = Array.from({ length: PLACES }, (_, place) => place);
    const offers = calendar.offers({ stop: fresh, travel: { secondsTo: places.map((place) => minutes(place, fresh.place)), secondsFrom: places.map((place) => minutes(fresh.place, place)) } });
    const overtimeOf = (of: readonly Stop[]): number => {
      for (let extra = 0; extra <= day.overtime; extra++) if (of.length === 0 || worksWith({ ...day, overtime: extra }, of, minutes)) return extra;
      return Infinity;
    };
    const before = overtimeOf(stops);
    for (const offer of offers) {
      const after = overtimeOf([...stops.slice(0, offer.position), { ...fresh, windows: (fresh.windows as readonly Window[]).filter(([, closes]) => closes >= offer.from).map(([opens, closes]): Window => [Math.max(opens, offer.from), closes]) }, ...stops.slice(offer.position)]);
      if (after > before) late++;
      assert.equal(offer.cents, after - before);
    }
  }), { numRuns: 400 });
  assert.ok(late > 100, `only ${late} offers cost overtime`);
});
