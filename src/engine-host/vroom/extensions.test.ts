import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iterations, solve } from '#engine';
import { InputError, readPlan, readVroom, writeVroom } from './index.ts';

type Written = { routes: { vehicle: number; steps: { type: string; id?: number; arrival: number; waiting_time: number; service: number; setup: number; load: number[] }[] }[]; unassigned: { id: number }[] };

const matrices = { car: { durations: [[0, 100, 200], [100, 0, 100], [200, 100, 0]] } };

function planned(problem: unknown): Written {
  const input = readVroom(problem);
  const { plan, faults } = solve(input.problem, { until: iterations(320) });
  assert.deepEqual(faults, []);
  const written = JSON.parse(JSON.stringify(writeVroom(input, plan, faults, { loading: 0, solving: 0 }))) as Written;
  assert.equal(readPlan(input, written).routes.length, plan.routes.length);
  return written;
}

test('service and setup may depend on the type of vehicle', () => {
  const job = { id: 1, location_index: 1, service: 600, setup: 60, service_per_type: { expert: 300 }, setup_per_type: { expert: 10 } };
  const steps = (type?: string) => planned({ vehicles: [{ id: 1, start_index: 0, ...(type === undefined ? {} : { type }) }], jobs: [job], matrices }).routes[0]!.steps;
  assert.deepEqual(steps('expert').filter((step) => step.type === 'job').map(({ service, setup }) => [service, setup]), [[300, 10]]);
  assert.deepEqual(steps('novice').filter((step) => step.type === 'job').map(({ service, setup }) => [service, setup]), [[600, 60]]);
  assert.deepEqual(steps().filter((step) => step.type === 'job').map(({ service, setup }) => [service, setup]), [[600, 60]]);
});

test('only the faster type of vehicle can serve what leaves no time for the slower', () => {
  const job = { id: 1, location_index: 1, service: 600, service_per_type: { expert: 300 }, time_windows: [[100, 200]] };
  const problem = { vehicles: [{ id: 1, start_index: 0, end_index: 0, time_window: [0, 700] }, { id: 2, start_index: 0, end_index: 0, time_window: [0, 700], type: 'expert' }], jobs: [job], matrices };
  assert.equal(planned(problem).routes[0]!.vehicle, 2);
});

test('a break with max_load waits until enough has been delivered', () => {
  const problem = (most?: number) => ({
    vehicles: [{ id: 1, start_index: 0, end_index: 0, capacity: [5], time_window: [0, 5000], breaks: [{ id: 9, time_windows: [[0, 5000]], service: 100, ...(most === undefined ? {} : { max_load: [most] }) }] }],
    jobs: [{ id: 1, location_index: 1, delivery: [3], time_windows: [[1000, 1500]] }, { id: 2, location_index: 2, pickup: [4], time_windows: [[2000, 2500]] }], matrices,
  });
  const rest = (most?: number) => planned(problem(most)).routes[0]!.steps.find((step) => step.type === 'break')!;
  assert.deepEqual(rest(0).load, [0]);
  assert.ok(rest(0).arrival >= 1000 && rest(0).arrival <= 2500);
  // With three allowed on board it may come at any time before the pickup.
  assert.ok(rest(3).load[0]! <= 3);
  const never = { ...problem(0), jobs: problem(0).jobs.map((job) => (job.id === 2 ? { ...job, time_windows: [[0, 500]] } : job)) };
  // Four on board from the beginning to the end, and three until 1000: with nothing allowed, one of the two stays out.
  assert.equal(planned({ ...never, vehicles: [{ ...never.vehicles[0]!, breaks: [{ id: 9, time_windows: [[600, 1100]], service: 100, max_load: [3] }] }] }).unassigned.length, 1);
});

test('forced times of steps hold, also for breaks', () => {
  const problem = {
    vehicles: [
      { id: 1, start_index: 0, end_index: 0, time_window: [0, 5000], breaks: [{ id: 9, time_windows: [[0, 4000]], service: 100 }], steps: [{ type: 'start' }, { type: 'job', id: 1, service_at: 1500 }, { type: 'break', id: 9, service_after: 2000 }, { type: 'end' }] },
      { id: 2, start_index: 1, end_index: 1, time_window: [0, 5000] },
    ],
    jobs: [{ id: 1, location_index: 1, service: 60 }, { id: 2, location_index: 2, service: 60 }], matrices,
  };
  const route = planned(problem).routes.find((one) => one.vehicle === 1)!;
  const job = route.steps.find((step) => step.type === 'job' && step.id === 1)!;
  assert.equal(job.arrival + job.waiting_time, 1500);
  assert.ok(route.steps.find((step) => step.type === 'break')!.arrival >= 2000);
  const late = structuredClone(problem);
  late.jobs[0] = { ...late.jobs[0]!, time_windows: [[0, 1000]] } as never;
  assert.throws(() => readVroom(late), (error) => error instanceof InputError && error.message.startsWith('vehicles[0].steps[1].service_at: '));
});
