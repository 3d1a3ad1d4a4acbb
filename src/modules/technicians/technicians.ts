import type { DbOf } from '#platform/work';
import type { Technicians } from './front.ts';

export type TechniciansHas = { dbOf: DbOf };
export declare function createTechnicians(has: TechniciansHas): Technicians;
