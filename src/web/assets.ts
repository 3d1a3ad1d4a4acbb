import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { type Door, file, screen } from '#platform/http/index';
import type { Assets } from './frame.ts';
import { linked } from './linked.ts';
import { lamp } from './parts/icon.ts';

const HERE = new URL('./', import.meta.url);
const FONT = new URL('../../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2', HERE);
const YEAR = 31_536_000;
/** What a page's own script stands on: read before it, into the same file. */
const UNDER: Readonly<Record<string, readonly string[]>> = {
  sealed: ['../modules/trust/secret-words.ts'], passkeys: ['../../node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js'],
  'board-map': ['../../node_modules/pmtiles/dist/pmtiles.js', 'client/under/map-style.ts', 'client/under/map-places.ts', 'client/under/map-stops.ts'],
};
/** Libraries that a page's script asks for by itself, once they are needed; they are modules, served as they are. */
const LATER: Readonly<Record<string, string>> = { maplibre: '../../node_modules/maplibre-gl/dist/maplibre-gl.mjs', 'maplibre-worker': '../../node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs' };

const named = (stem: string, ending: string, bytes: Buffer): string => `/assets/${stem}.${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${ending}`;

/** Style sheet, script, font and mark, read once at the start and served under names that change with their content. */
export function assetDoors(): { assets: Assets; doors: Door[] } {
  const styles = readdirSync(new URL('styles/', HERE)).filter((name) => name.endsWith('.css')).sort();
  const css = Buffer.from(styles.map((name) => readFileSync(new URL(`styles/${name}`, HERE), 'utf8')).join('\n'));
  const scripts = readdirSync(new URL('client/', HERE)).filter((name) => name.endsWith('.ts'));
  const script = Buffer.from(scripts.sort().map((name) => stripTypeScriptTypes(readFileSync(new URL(`client/${name}`, HERE), 'utf8'))).join('\n'));
  const mark = Buffer.from(lamp.toString().replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ').replaceAll('currentColor', '#1b2233'));
  const own = readdirSync(new URL('client/own/', HERE)).filter((name) => name.endsWith('.ts')).map((name) => ownScript(name.slice(0, -'.ts'.length))).concat(Object.keys(LATER).map(laterScript));
  const assets: Assets = { css: named('porch', 'css', css), script: named('porch', 'js', script), own: Object.fromEntries(own.map(({ name, path }) => [name, path])) };
  const serve = (path: string, bytes: Buffer, type: string): Door => screen({ method: 'GET', path, who: ['anyone'], answer: () => file(bytes, type, { cacheSeconds: YEAR }) });
  return {
    assets,
    doors: [
      serve(assets.css, css, 'text/css; charset=utf-8'), serve(assets.script, script, 'text/javascript; charset=utf-8'), ...own.map(({ path, bytes }) => serve(path, bytes, 'text/javascript; charset=utf-8')),
      serve('/assets/font/atkinson-latin.woff2', readFileSync(FONT), 'font/woff2'), serve('/assets/lamp.svg', mark, 'image/svg+xml'),
    ],
  };
}

/** A script that only some pages load: `client/own/<name>.ts`, named in the page's `scripts`. */
function ownScript(name: string): { name: string; path: string; bytes: Buffer } {
  const parts = [...(UNDER[name] ?? []), `client/own/${name}.ts`].map((file) => { if (file.startsWith('client/own/')) return linked(new URL(file, HERE)); const text = readFileSync(new URL(file, HERE), 'utf8'); return file.endsWith('.ts') ? stripTypeScriptTypes(text) : text; });
  const bytes = Buffer.from(parts.join('\n'));
  return { name, path: named(name, 'js', bytes), bytes };
}

function laterScript(name: string): { name: string; path: string; bytes: Buffer } {
  const bytes = readFileSync(new URL(LATER[name] ?? '', HERE));
  return { name, path: named(name, 'js', bytes), bytes };
}
