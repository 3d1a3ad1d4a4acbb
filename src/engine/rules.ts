import type { Rule } from './rule.ts';
import { blocks } from './rules/blocks.ts';
import { breakLoad } from './rules/break-load.ts';
import { breaks } from './rules/breaks.ts';
import { capacity } from './rules/capacity.ts';
import { limits } from './rules/limits.ts';
import { pins } from './rules/pins.ts';
import { provider } from './rules/provider.ts';
import { shift } from './rules/shift.ts';
import { shipments } from './rules/shipments.ts';
import { skills } from './rules/skills.ts';
import { travel } from './rules/travel.ts';
import { windows } from './rules/windows.ts';

/** Every hard rule. A plan that breaks none of them can be driven. */
export const RULES: readonly Rule[] = [windows, shift, skills, provider, blocks, pins, capacity, limits, breaks, breakLoad, travel, shipments];
