import type { Stop } from '#engine';
import { type Fields, show } from './fields.ts';

/** Types of vehicles by name, numbered as they are met. */
export class Types {
  private readonly numbers = new Map<string, number>();

  of(name: string): number {
    const known = this.numbers.get(name) ?? this.numbers.size;
    this.numbers.set(name, known);
    return known;
  }
}

/** `service_per_type` and `setup_per_type`: seconds by type of vehicle. */
export function perTypeOf(fields: Fields, types: Types): NonNullable<Stop['perType']> {
  const found = new Map<number, { type: number; service?: number; setup?: number }>();
  for (const [name, field] of [['service', 'service_per_type'], ['setup', 'setup_per_type']] as const) {
    for (const [type, seconds] of fields.object(field)?.entries() ?? []) {
      if (typeof seconds !== 'number' || !(seconds >= 0)) fields.fail(`${field}.${type}`, `expected seconds, found ${show(seconds)}.`);
      const number = types.of(type);
      found.set(number, { type: number, ...found.get(number), [name]: seconds });
    }
  }
  return [...found.values()];
}
