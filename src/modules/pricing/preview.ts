import type { HomeId, ProviderId, RequestId, TaskId } from '#kernel';
import type { Preview, PreviewLine } from './answers.ts';
import type { Catalogue } from './catalogue.ts';
import { linesFor } from './lines.ts';
import type { Scope } from './scope.ts';
import type { Tariff } from './tariff.ts';

// 36 km/h, the mean of French trips of 10 to 20 km (EMP 2019), where the caller knows no time.
const SECONDS_PER_METRE = 0.1;

/** A visit of so many minutes so many metres away, by one tariff, without parts. Empty where the tariff does not go, or does not offer this way. */
export function previewTariff(catalogue: Catalogue, tariff: Tariff, asked: Preview): PreviewLine[] {
  const span = { expected: asked.minutes, worst: asked.minutes };
  const scope: Scope = {
    request: 'preview' as RequestId, home: 'preview' as HomeId, country: tariff.country, way: asked.way ?? 'visit', when: asked.when, ...(asked.cheaper ? { cheaper: asked.cheaper } : {}),
    tasks: [{ task: 'preview' as TaskId, leaf: asked.leaf ?? 'preview', says: '', minutes: span, unattended: { expected: 0, worst: 0 }, skills: [], items: [], ...(asked.devices === undefined ? {} : { devices: { expected: asked.devices, worst: asked.devices } }) }],
    travel: { [tariff.provider as ProviderId]: { metres: asked.metres, seconds: asked.seconds ?? asked.metres * SECONDS_PER_METRE, model: 'preview' } },
  };
  const lines = linesFor(tariff, scope, 'expected', catalogue);
  return lines.ok ? lines.value.map(({ slot, kind, says, gross }) => ({ slot, kind, says, gross })) : [];
}
