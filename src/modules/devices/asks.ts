import { z } from 'zod';
import type { HomeId } from '#kernel';
import { DEVICE_KINDS } from './device.ts';

const short = z.string().trim().min(1).max(120);
export const asksToAddDevice = z.object({
  home: z.string().regex(/^hom_[0-9a-z]{26}$/).transform((text) => text as HomeId), kind: z.enum(DEVICE_KINDS), name: short.optional(), maker: short.optional(), model: short.optional(),
  system: short.optional(), release: short.optional(), since: z.iso.date().transform((text) => Temporal.PlainDate.from(text)).optional(),
});
export type AsksToAddDevice = z.infer<typeof asksToAddDevice>;
