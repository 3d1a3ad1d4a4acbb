import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { mapFileAt } from './map-file.ts';

test('a map file is given out in pieces as soon as it is there; what is no map is told once and never given out', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-map-'));
  t.after(() => { rmSync(folder, { recursive: true, force: true }); });
  const told: unknown[] = [];
  const path = join(folder, 'map.pmtiles');
  const map = mapFileAt(path, { warn: ((about: unknown) => { told.push(about); }) as never });
  assert.equal(await map.now(), undefined, 'none yet');
  assert.deepEqual(told, [], 'to have none is no fault');
  writeFileSync(path, 'something else that is long enough');
  assert.equal(await map.now(), undefined);
  assert.equal(await map.now(), undefined);
  assert.equal(told.length, 1);
  writeFileSync(path, Buffer.concat([Buffer.from('PMTiles\u0003', 'latin1'), Buffer.alloc(200, 7)]));
  const found = await map.now();
  assert.equal(found?.size, 208);
  assert.deepEqual([...(await found?.read(206, 50)) ?? []], [7, 7]);
  writeFileSync(path, Buffer.concat([Buffer.from('PMTiles\u0003', 'latin1'), Buffer.alloc(300, 8)]));
  assert.notEqual((await map.now())?.tag, found?.tag, 'another file has another tag');
});
