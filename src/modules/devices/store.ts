import type { DeviceId, HomeId } from '#kernel';
import type { DbOf, Work } from '#platform/work';
import type { Device, DeviceKind } from './device.ts';

type Row = {
  id: DeviceId; home_id: HomeId; kind: DeviceKind; name: string | null; maker: string | null; model: string | null; system: string | null; release: string | null;
  since: Temporal.PlainDate | null; gone_on: Temporal.PlainDate | null; added_at: Temporal.Instant;
};
type Tables = { 'devices.devices': Row };

const deviceFrom = ({ id, home_id, kind, gone_on, added_at: _added, ...rest }: Row): Device => ({
  id, home: home_id, kind, ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)), ...(gone_on ? { goneOn: gone_on } : {}),
});

export const devicesIn = (dbOf: DbOf) => {
  const db = (work: Work) => dbOf<Tables>(work);
  return {
    async device(work: Work, id: DeviceId): Promise<Device | undefined> {
      const row = await db(work).selectFrom('devices.devices').selectAll().where('id', '=', id).executeTakeFirst();
      return row && deviceFrom(row);
    },
    async devicesOf(work: Work, home: HomeId): Promise<Device[]> {
      return (await db(work).selectFrom('devices.devices').selectAll().where('home_id', '=', home).where('gone_on', 'is', null).orderBy('added_at').orderBy('id').execute()).map(deviceFrom);
    },
    async addDevice(work: Work, one: Device): Promise<void> {
      await db(work).insertInto('devices.devices').values({
        id: one.id, home_id: one.home, kind: one.kind, name: one.name ?? null, maker: one.maker ?? null, model: one.model ?? null, system: one.system ?? null, release: one.release ?? null,
        since: one.since ?? null, gone_on: null, added_at: work.now,
      }).execute();
    },
    async gone(work: Work, id: DeviceId, on: Temporal.PlainDate): Promise<void> {
      await db(work).updateTable('devices.devices').set({ gone_on: on }).where('id', '=', id).execute();
    },
    async eraseOf(work: Work, homes: readonly HomeId[]): Promise<number> {
      if (homes.length === 0) return 0;
      return Number((await db(work).deleteFrom('devices.devices').where('home_id', 'in', homes).executeTakeFirst()).numDeletedRows);
    },
  };
};
