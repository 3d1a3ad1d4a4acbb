import type { DeviceId, HomeId, PersonId, Result } from '#kernel';
import type { People } from '#modules/people';
import type { DbOf, Work } from '#platform/work';
import type { AsksToAddDevice } from './asks.ts';
import type { Device } from './device.ts';
import { addDevice, deviceGone, noteDevice } from './do/keep-device.ts';
import { maySee } from './may.ts';
import { devicesIn } from './store.ts';

export type DevicesHas = { dbOf: DbOf; people: People };
export type Devices = {
  addDevice(work: Work, asked: AsksToAddDevice): Promise<Result<Device, { kind: 'no-such-home' }>>;
  deviceGone(work: Work, asked: { device: DeviceId; on: Temporal.PlainDate }): Promise<Result<Device, { kind: 'no-such-device' }>>;
  devicesOf(work: Work, home: HomeId): Promise<readonly Device[]>;
  known: {
    devicesOf(work: Work, home: HomeId): Promise<readonly Device[]>;
    /** For a visit, which has already decided who may. */
    noteDevice(work: Work, asked: AsksToAddDevice): Promise<Result<Device, { kind: 'no-such-home' }>>;
  };
  aboutPerson: { export(work: Work, person: PersonId): Promise<Record<string, unknown>>; erase(work: Work, person: PersonId): Promise<{ erased: number }> };
};

export function createDevices(has: DevicesHas): Devices {
  const store = devicesIn(has.dbOf);
  const needs = { devices: store, isHome: async (work: Work, home: HomeId) => (await has.people.known.home(work, home)) !== undefined };
  return {
    addDevice: (work, asked) => addDevice(needs, work, asked),
    deviceGone: (work, asked) => deviceGone(needs, work, asked),
    devicesOf: async (work, home) => (maySee(work.by, home) ? store.devicesOf(work, home) : []),
    known: { devicesOf: store.devicesOf, noteDevice: (work, asked) => noteDevice(needs, work, asked) },
    aboutPerson: {
      export: async (work, person) => ({ devices: (await Promise.all((await has.people.known.homesOf(work, person)).map((home) => store.devicesOf(work, home.id)))).flat() }),
      erase: async (work, person) => ({ erased: await store.eraseOf(work, await has.people.known.aloneIn(work, person)) }),
    },
  };
}
