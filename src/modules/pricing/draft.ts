import { type Money, type TaskId, share, times } from '#kernel';
import type { Every, LineKind, Says, Unit } from './quote.ts';
import type { ItemKey, LeafKey } from './scope.ts';

/** What a line is about, and how much of it: shares a tax credit fairly when one block of time served several tasks. */
export type About = readonly Readonly<{ leaf: LeafKey; weight: number }>[];

/** A line as a tariff computes it for one end of the scope, before expected and worst are joined. */
export type Draft = Readonly<{
  slot: string;
  kind: LineKind;
  task?: TaskId | undefined;
  says: Says;
  unit: Unit;
  quantity: number;
  unitPrice: Money;
  gross: Money;
  every: Every;
  about: About;
  item?: ItemKey;
  later?: Money;
  minimumMonths?: number | undefined;
}>;

type Written = Omit<Draft, 'gross' | 'every'> & Partial<Pick<Draft, 'every'>>;

/** The one place where a quantity meets a price: minutes are priced by the hour, everything else by the piece. */
export const grossOf = (unit: Unit, unitPrice: Money, quantity: number): Money =>
  unit === 'minute' ? share(times(unitPrice, quantity), 1, 60) : times(unitPrice, quantity);

export const draft = (line: Written): Draft => ({ every: 'once', ...line, gross: grossOf(line.unit, line.unitPrice, line.quantity) });

/** A sentence of this module's catalogue. */
export const says = (key: string, filling: Says['with'] = {}): Says => ({ key: `pricing.${key}`, with: filling });

/** What some lines together are about, each weighing what it costs: for a line that adds to them or takes off. */
export function aboutLines(lines: readonly Draft[]): About {
  const costs = lines.flatMap((line) => {
    const all = line.about.reduce((total, { weight }) => total + weight, 0);
    return all === 0 ? [] : line.about.map(({ leaf, weight }) => ({ leaf, weight: (line.gross.cents * weight) / all }));
  });
  const whole = costs.reduce((total, { weight }) => total + weight, 0);
  return whole > 0 ? costs : lines.flatMap((line) => line.about);
}
