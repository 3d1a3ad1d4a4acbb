import type { DeviceId, HomeId } from '#kernel';

export const DEVICE_KINDS = ['computer', 'tablet', 'phone', 'printer', 'box', 'router', 'television', 'storage', 'camera', 'other'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

/** Something that stands in a home. `release` is the system's version as makers write it; `since` the day it came. */
export type Device = Readonly<{
  id: DeviceId; home: HomeId; kind: DeviceKind; name?: string; maker?: string; model?: string; system?: string; release?: string; since?: Temporal.PlainDate; goneOn?: Temporal.PlainDate;
}>;
