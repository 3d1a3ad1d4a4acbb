import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Address, Country } from '#kernel';

/** Every door of the demo place file of a country, in its order: addresses that `findPlace` knows once the file is imported. */
export function doorsOf(country: Country): readonly Address[] {
  const file = join(import.meta.dirname, '..', 'content', 'places', `demo-${country === 'FR' ? 'fr' : 'gb'}.csv`);
  return readFileSync(file, 'utf8').split('\n').map((line) => line.split(';')).filter(([, kind]) => kind === 'door')
    .map(([, , number = '', street = '', postcode = '', town = '']) => ({ line: `${number} ${street}`, postcode, town, country }));
}
