import { type DeviceId, type HomeId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToAddDevice } from '../asks.ts';
import type { Device } from '../device.ts';
import type { DeviceAdded, DeviceGone } from '../facts.ts';
import { mayKeep } from '../may.ts';

type Needs = {
  devices: { addDevice(work: Work, device: Device): Promise<void>; device(work: Work, id: DeviceId): Promise<Device | undefined>; gone(work: Work, id: DeviceId, on: Temporal.PlainDate): Promise<void> };
  isHome(work: Work, home: HomeId): Promise<boolean>;
};

/** Something new, or newly noticed, in a home. */
export async function addDevice(needs: Needs, work: Work, asked: AsksToAddDevice): Promise<Result<Device, { kind: 'no-such-home' }>> {
  if (!mayKeep(work.by, asked.home)) return no({ kind: 'no-such-home' });
  return noteDevice(needs, work, asked);
}

/** For another module that has already decided who may (a visit): writes the device down. */
export async function noteDevice(needs: Needs, work: Work, asked: AsksToAddDevice): Promise<Result<Device, { kind: 'no-such-home' }>> {
  if (!await needs.isHome(work, asked.home)) return no({ kind: 'no-such-home' });
  const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Omit<Device, 'id'>;
  const device: Device = { ...said, id: newId('Device') };
  await needs.devices.addDevice(work, device);
  await work.audit({ did: 'add-device', to: device.id, home: device.home });
  await work.announce({ fact: 'device-added', device: device.id, home: device.home } satisfies DeviceAdded);
  return ok(device);
}

/** Given away, thrown away, replaced. */
export async function deviceGone(needs: Needs, work: Work, asked: { device: DeviceId; on: Temporal.PlainDate }): Promise<Result<Device, { kind: 'no-such-device' }>> {
  const device = await needs.devices.device(work, asked.device);
  if (!device || !mayKeep(work.by, device.home)) return no({ kind: 'no-such-device' });

  await needs.devices.gone(work, device.id, asked.on);
  await work.audit({ did: 'device-gone', to: device.id, home: device.home });
  await work.announce({ fact: 'device-gone', device: device.id, home: device.home } satisfies DeviceGone);
  return ok({ ...device, goneOn: asked.on });
}
