import type { DeviceId, HomeId } from '#kernel';

export type DeviceAdded = { readonly fact: 'device-added'; device: DeviceId; home: HomeId };
export type DeviceGone = { readonly fact: 'device-gone'; device: DeviceId; home: HomeId };
