import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, newId, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import { arrive, setOut } from './do/come-in.ts';
import { takeAlong } from './do/told-later.ts';
import { expected } from './visit.ts';

const now = Temporal.Instant.from('2026-11-24T09:00:00Z');
const technician = newId('Technician');
const by: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], technician };
const appointment = { id: newId('Visit'), request: newId('Request'), home: newId('Home'), provider: newId('Provider'), technician, country: 'FR', state: 'booked', promisedFrom: now, promisedUntil: now.add({ hours: 1 }), plannedStart: now, plannedEnd: now.add({ hours: 1 }) } as unknown as Appointment;
const work = { by, now, audit: async () => undefined, announce: async () => undefined } as unknown as Work;
const needsWith = (refused: boolean) => ({
  booking: { known: { visit: async () => appointment, doorOf: async () => ({ word: 'quiet heron', code: '4712' }), request: async () => undefined } },
  visits: { take: async () => expected(appointment.id, technician), save: async () => undefined },
  technicians: { maySend: async () => ok(true as const) }, contracts: { known: { isRefused: async () => refused } },
});

test('whoever got a no from the household, coming instead of somebody else, learns nothing, sets out for nothing and takes nothing along', async () => {
  const kinds = async (refused: boolean) => {
    const needs = needsWith(refused) as never;
    return Promise.all([arrive, setOut, takeAlong].map(async (verb) => { const answer = await verb(needs, work, { visit: appointment.id }); return answer.ok ? 'ok' : answer.error.kind; }));
  };
  assert.deepEqual(await kinds(true), ['person-refused', 'person-refused', 'not-now']);
  assert.deepEqual(await kinds(false), ['ok', 'ok', 'ok']);
});
