/** The two quotes of the golden documents, with their sums by hand. */
import { type Id, must } from '#kernel';
import { type Quote, catalogueFrom, price, ruleBookFrom } from '#modules/pricing';
import britishRules from '../../content/rules/gb.json' with { type: 'json' };
import frenchRules from '../../content/rules/fr.json' with { type: 'json' };
import services from '../../content/services.json' with { type: 'json' };
import { callOut, halfHours, scopeOf, tariffOf, taskOf, termsOf } from './tariffs.ts';

export const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const id = 'quo_7k2m9qx4ab0000000000000000' as Id<'Quote'>;
const one = { expected: 1, worst: 1 };

/**
 * France, VAT at 20 %, declared for personal services, evening (+25 % on the work). By hand:
 * likely: 60 + 60 minutes = 20.00 + three half-hours at 20.00 = 80.00; evening 25 % of 80.00 = 20.00; cap 80.00 on the work: −20.00.
 * worst: 150 + 120 = 270 minutes = 20.00 + eight half-hours = 180.00; evening 45.00; cap: −145.00.
 * travel: 12.4 km, second zone: 20.00. Disk outside: 65.00 + 10 % = 71.50. Disk inside, perhaps: 60.00 + 10 % = 66.00.
 * expected 80.00 + 20.00 + 71.50 = 171.50; at most 237.50; before VAT 171.50 / 1.2 = 142.92, VAT 28.58; deposit half of 71.50 = 35.75.
 * credit: work 80.00 + travel 20.00 are eligible: half of 100.00 = 50.00.
 */
export function frenchQuote(): Quote {
  const tariff = tariffOf(halfHours);
  const tasks = [
    taskOf('slow-or-freezing', 60, 150, { items: [{ kind: 'parts', item: 'ssd-500gb', quantity: { expected: 0, worst: 1 } }] }),
    taskOf('backup-setup', 60, 120, { items: [{ kind: 'parts', item: 'external-drive-1tb', quantity: one }] }),
  ];
  return must(price(shelf, { tariff, provider: termsOf(tariff, { sapNumber: 'SAP123456789' }), scope: scopeOf(tasks, [tariff], 12_400, { when: 'evening' }), now, id, version: 'v' }));
}

/**
 * Great Britain, not VAT registered. By hand: likely 90 minutes = 35.00 + a half-hour at 17.50 = 52.50; worst 180 = 35.00 + four = 105.00.
 * travel: 12.50 + 18 km: 1,907 m beyond ten miles, two started miles at 1.20 = 2.40. Antivirus 20.00, later 45.00 a year; 200 GB at 2.49 a month.
 * expected 52.50 + 14.90 + 22.49 = 89.89; at most 142.39. 12 months: 67.40 + 20.00 + 29.88 = 117.28; 24: 67.40 + 65.00 + 59.76 = 192.16.
 */
export function britishQuote(): Quote {
  const tariff = tariffOf(callOut, 'GB');
  const items = [{ kind: 'subscription', item: 'antivirus-1-device', quantity: one }, { kind: 'subscription', item: 'cloud-storage-200gb', quantity: one }] as const;
  return must(price(shelf, { tariff, provider: termsOf(tariff, { vat: { registered: false, mention: 'Not VAT registered' } }), scope: scopeOf([taskOf('new-device-setup', 90, 180, { items })], [tariff], 18_000), now, id, version: 'v' }));
}
