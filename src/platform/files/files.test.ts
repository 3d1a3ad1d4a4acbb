import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { isId, must, newId } from '#kernel';
import { createFiles, shownName } from './index.ts';

const dir = await mkdtemp(join(tmpdir(), 'files-'));
after(() => rm(dir, { recursive: true }));
const files = createFiles({ dir });
const named = { name: 'photo.jpg', declaredType: 'image/jpeg' };
const plain = (width: number, height: number): ReturnType<typeof sharp> => sharp({ create: { width, height, channels: 3, background: '#8a4b08' } });

async function photo(): Promise<Buffer> {
  return plain(300, 200).withExif({ IFD0: { Make: 'Spyphone', Software: 'x' }, IFD3: { GPSLatitude: '47/1 29/1 0/1', GPSLatitudeRef: 'N' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}

test('a photo is kept upright and without where and with what it was taken', async () => {
  const sent = await photo();
  assert.ok(sent.includes('Spyphone'));
  const kept = must(await files.keep(sent, named));
  assert.deepEqual([kept.type, kept.width, kept.height], ['image/jpeg', 200, 300]);
  assert.ok(!kept.bytes.includes('Spyphone') && !kept.bytes.includes('Exif'));
  assert.equal((await sharp(kept.bytes).metadata()).exif, undefined);
  assert.equal(kept.sha256, createHash('sha256').update(kept.bytes).digest('hex'));
  assert.deepEqual(await files.read(kept.id), { type: 'image/jpeg', bytes: kept.bytes });
});

test('a large photo is made smaller, a small one is not made larger', async () => {
  const large = must(await files.keep(await plain(4_000, 1_000).png().toBuffer(), named));
  assert.deepEqual([large.width, large.height], [2_000, 500]);
  const small = must(await files.keep(await plain(40, 10).webp().toBuffer(), named));
  assert.deepEqual([small.width, small.height], [40, 10]);
});

test('what is transparent becomes white, so that a signature can be seen', async () => {
  const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer();
  const { data } = await sharp(must(await files.keep(clear, named)).bytes).raw().toBuffer({ resolveWithObject: true });
  assert.ok(data.every((value) => value > 250));
});

/** A PNG of a few kB that claims 30 000 × 30 000 pixels. */
function bomb(): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
  const chunk = (type: string, body: Buffer): Buffer => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    let crc = 0xffffffff;
    for (const byte of typed) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(body.length, 0);
    ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
    return Buffer.concat([ends.subarray(0, 4), typed, ends.subarray(4)]);
  };
  const head = Buffer.from('00007530000075300100000000', 'hex');
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(3_751 * 1_000))), chunk('IEND', Buffer.alloc(0))]);
}

test('a small file that would fill the memory is refused before it is opened', async () => {
  assert.deepEqual(await files.keep(bomb(), named), { ok: false, error: { kind: 'file-too-large', mostBytes: 15 * 1024 * 1024 } });
});

test('a file that is too large says how much is allowed', async () => {
  const small = createFiles({ dir, mostBytes: 100 });
  assert.deepEqual(await small.keep(Buffer.alloc(101), named), { ok: false, error: { kind: 'file-too-large', mostBytes: 100 } });
});

test('drawings, pages and programs are refused, whatever they call themselves', async () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', '<?xml version="1.0"?><svg/>', '<!doctype html><p>', 'GIF89a', 'MZ', '#!/bin/sh', '', '%PDF-1.7 without an end']) {
    assert.deepEqual(await files.keep(Buffer.from(text), named), { ok: false, error: { kind: 'file-type-unknown' } }, text);
  }
});

test('a torn picture is refused as broken, an unreadable HEIC as a type we do not take', async () => {
  const whole = await photo();
  assert.deepEqual(await files.keep(whole.subarray(0, 250), named), { ok: false, error: { kind: 'picture-broken' } });
  assert.deepEqual(await files.keep(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), named), { ok: false, error: { kind: 'file-type-unknown' } });
});

test('no bytes whatever make it throw', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.constantFrom('', '\u00ff\u00d8\u00ff', '\u0089PNG\r\n\u001a\n', 'RIFF0000WEBP'), async (bytes, first) => {
    const result = await files.keep(Buffer.concat([Buffer.from(first, 'latin1'), bytes]), named);
    assert.ok(!result.ok);
  }), { numRuns: 60 });
});

test('a PDF is kept byte for byte and can be erased for good', async () => {
  const sent = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n');
  const kept = must(await files.keep(sent, { name: '../../etc/quote.pdf', declaredType: 'text/html' }));
  assert.deepEqual([kept.type, kept.name, kept.bytes.equals(sent)], ['application/pdf', 'quote.pdf', true]);
  assert.equal(await files.erase(kept.id), true);
  assert.equal(await files.erase(kept.id), false);
  assert.equal(await files.read(kept.id), undefined);
});

test('nothing but the id of a file reads a file', async () => {
  await writeFile(join(dir, 'secret.jpg'), 'x');
  for (const id of ['../secret', 'fil_../../secret', '', 'fil_', newId('Person'), `${newId('File')}/../x`, `${newId('File')}\0`, newId('File')]) {
    assert.equal(await files.read(id), undefined);
    assert.equal(await files.erase(id), false);
  }
});

test('a kept file is readable by its owner only, and nothing unfinished stays', async () => {
  const kept = must(await files.keep(await photo(), named));
  assert.ok(isId('File', kept.id));
  const folder = join(dir, kept.id.slice(4, 6));
  assert.equal((await stat(join(folder, `${kept.id}.jpg`))).mode & 0o777, 0o600);
  await writeFile(join(folder, '.unfinished-0123456789abcdef'), 'half');
  assert.equal(await files.tidy(), 1);
  assert.ok((await readdir(dir, { recursive: true })).every((name) => !name.includes('unfinished')));
  assert.ok(await files.read(kept.id));
});

test('every kept file is listed with when it was kept, and nothing else is', async () => {
  const own = createFiles({ dir: join(dir, 'own') });
  assert.deepEqual(await Array.fromAsync(own.all()), []);
  const kept = must(await own.keep(Buffer.from('%PDF-1.7\n%%EOF'), named));
  await writeFile(join(dir, 'own', kept.id.slice(4, 6), 'notes.txt'), 'x');
  await writeFile(join(dir, 'own', 'secret.jpg'), 'x');
  const all = await Array.fromAsync(own.all());
  assert.deepEqual(all.map((one) => one.id), [kept.id]);
  assert.ok(Math.abs(Temporal.Now.instant().epochMilliseconds - (all[0]?.keptAt.epochMilliseconds ?? 0)) < 60_000);
});

test('a shown name steers neither path, header nor terminal', () => {
  assert.equal(shownName('C:\\Users\\x\\Ma "photo".jpg'), 'Ma photo.jpg');
  assert.equal(shownName('a\r\nSet-Cookie: b\u202egpj.exe'), 'aSet-Cookie bgpj.exe');
  assert.equal(shownName('..'), 'file');
  fc.assert(fc.property(fc.string(), (name) => { const shown = shownName(name); assert.ok(shown.length > 0 && !/[/\\\r\n"]/.test(shown)); }));
});
