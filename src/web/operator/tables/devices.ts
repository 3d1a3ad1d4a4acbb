import { type PersonId, ok } from '#kernel';
import { DEVICE_KINDS, asksToAddDevice } from '#modules/devices';
import type { Cells } from '#platform/tables/index';
import type { TableKind, WrongCell } from './kinds.ts';

const maybe = (cells: Cells, column: string): string | undefined => (cells[column] ? cells[column] : undefined);
const COLUMNS = ['kind', 'name', 'maker', 'model', 'system', 'release', 'since'] as const;

/** What stands in people's homes: each row names its person by the key of the table of people. */
export const DEVICES: TableKind = {
  what: 'devices', needed: ['key', 'person_key', 'kind'], optional: ['name', 'maker', 'model', 'system', 'release', 'since'],
  sample: { key: 'd-1', person_key: '1001', kind: 'printer', name: 'Imprimante du salon', maker: 'HP', model: 'ENVY 6000', since: '2022-05-14' },
  async read(_has, cells, known) {
    const person = known.people.get(cells['person_key'] ?? '');
    const home = person === undefined ? undefined : await known.homeOf(person as PersonId);
    const device = asksToAddDevice.omit({ home: true }).safeParse(Object.fromEntries(COLUMNS.map((column) => [column, column === 'kind' ? DEVICE_KINDS.find((kind) => kind === (cells['kind'] ?? '').toLowerCase()) : maybe(cells, column)])));
    const wrong: WrongCell[] = [
      ...(home === undefined ? [{ column: 'person_key', says: 'tables.wrong-person-key' }] : []),
      ...(device.success ? [] : [...new Set(device.error.issues.map((issue) => String(issue.path[0])))].map((column) => ({ column, says: column === 'kind' ? 'tables.wrong-kind' : column === 'since' ? 'set-up.day-unclear' : 'where.too-long' }))),
    ];
    if (wrong.length > 0 || home === undefined || !device.success) return wrong;
    return {
      async write(house, work) {
        const added = await house.devices.addDevice(work, { ...device.data, home });
        return added.ok ? ok(added.value.id as string) : added;
      },
    };
  },
};
