/** Devices knows what stands in a home. It repairs nothing, and keeps no password. */
export { createDevices, type Devices, type DevicesHas } from './devices.ts';
export { DEVICE_KINDS, type Device, type DeviceKind } from './device.ts';
export { asksToAddDevice, type AsksToAddDevice } from './asks.ts';
