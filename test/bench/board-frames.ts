/** Frames a second while a visit is dragged over a board of 60 technicians and 400 visits, with the real style sheets and the real scripts, in Chromium; the map is out of sight, or open beside the hours. */
import { readFileSync, readdirSync } from 'node:fs';
import { type ServerResponse, createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { loadavg } from 'node:os';
import { visitor } from '../support/browser.ts';
import type { Bench } from './run.ts';

const [TECHNICIANS, VISITS, SECONDS] = [60, 400, 6];
const WEB = new URL('../../src/web/', import.meta.url);

/** Where a visit of the bench lies: spread over some thirty kilometres. */
const placeOf = (visit: number): { lng: number; lat: number } => ({ lng: 4.2 + 0.4 * ((visit * 0.618) % 1), lat: 47.35 + 0.3 * ((visit * 0.414) % 1) });

/** The drawing that the map takes its stops from. */
function drawingOf(technicians: number, visits: number): string {
  const groups = Array.from({ length: technicians }, (_, lane) => {
    const home = placeOf(lane * 7 + 0.5);
    const own = Array.from({ length: visits }, (_each, visit) => visit).filter((visit) => visit % technicians === lane);
    return `<g class="route-${lane % 8}" data-route="tec_${lane}" data-lng="${home.lng}" data-lat="${home.lat}" data-says="Aide">${own.map((visit, i) => `<a href="#" data-on-map="vis_${visit}" data-lng="${placeOf(visit).lng}" data-lat="${placeOf(visit).lat}"><title>x</title><circle r="11"/><text>${i + 1}</text></a>`).join('')}</g>`;
  });
  return `<figure class="day-map" id="map" data-draw="/map.js" data-library="/maplibre.mjs" data-worker="/worker.mjs" data-label="Map"><figcaption>Map</figcaption><div class="map-here" hidden></div><svg class="as-drawing" viewBox="0 0 640 420">${groups.join('')}</svg><div id="map-choice" class="map-choice" hidden></div></figure>`;
}

/** Lines as roads would give them: five hundred points each. */
const routesOf = (technicians: number): object => ({ towns: Array.from({ length: 60 }, (_, i) => ({ name: `Town ${i}`, at: [placeOf(i * 3).lng, placeOf(i * 3).lat] })), routes: Array.from({ length: technicians }, (_, lane) => ({ technician: `tec_${lane}`, road: true, along: Array.from({ length: 500 }, (_each, i) => [placeOf(lane * 7).lng + 0.05 * Math.sin(i / 30 + lane), placeOf(lane * 7).lat + 0.04 * Math.cos(i / 40)]) })) });

function boardOf(technicians: number, visits: number): string {
  const lanes = Array.from({ length: technicians }, (_, lane) => {
    const own = Array.from({ length: visits }, (_each, visit) => visit).filter((visit) => visit % technicians === lane);
    const blocks = own.map((visit, place) => `<li class="block ahead" data-visit="vis_${visit}" data-technician="tec_${lane}" data-sequence="0" data-provider="pro_1" data-start="${520 + place * 72}" data-minutes="50"
      data-opens="${490 + place * 72}" data-closes="${550 + place * 72}" data-movable="yes"><a href="#"><strong>9:00</strong> <span>Ida Noir</span></a></li>`);
    return `<li class="lane" data-technician="tec_${lane}" data-provider="pro_1" data-name="Aide ${lane}" data-from="510" data-until="1050"><div class="lane-head"><h3>Aide ${lane}</h3><span class="quiet">Lanterne · ${own.length} visits, 34 km</span></div><ol class="track">${blocks.join('')}</ol></li>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Board</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/a.css"><script type="module" src="/a.js"></script><script type="module" src="/choose.js"></script></head><body class="staff"><main id="main" class="wide">
    <div id="board" class="board" data-country="FR" data-day="2026-11-25"><p id="said"></p><div class="board-parts"><div class="board-side"></div><div class="timeline" data-from="480" data-until="1080"><ol class="lanes">${lanes.join('')}</ol></div>${drawingOf(technicians, visits)}</div></div>
    <div id="hand" class="hand" hidden></div><template data-word="weighing">Looking</template></main></body></html>`;
}

/** The page, its style and script, and answers like those of the house. */
function serveBoard(): Promise<{ url: string; close(): void }> {
  const css = readdirSync(new URL('styles/', WEB)).toSorted().map((name) => readFileSync(new URL(`styles/${name}`, WEB), 'utf8')).join('\n');
  const read = (...files: string[]): string => files.map((file) => { const text = readFileSync(new URL(file, WEB), 'utf8'); return file.endsWith('.ts') ? stripTypeScriptTypes(text) : text; }).join('\n');
  const own: Record<string, () => string> = {
    '/a.js': () => read('client/own/board.ts'), '/choose.js': () => read('client/own/board-choose.ts'), '/map.js': () => read('../../node_modules/pmtiles/dist/pmtiles.js', 'client/under/map-style.ts', 'client/under/map-places.ts', 'client/under/map-stops.ts', 'client/own/board-map.ts'),
    '/maplibre.mjs': () => read('../../node_modules/maplibre-gl/dist/maplibre-gl.mjs'), '/worker.mjs': () => read('../../node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'),
  };
  const page = boardOf(TECHNICIANS, VISITS);
  const give = (answer: ServerResponse, type: string, text: string): void => { answer.setHeader('content-type', type); answer.end(text); };
  const server = createServer((request, answer) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/a.css') give(answer, 'text/css', css);
    else if (own[path ?? '']) give(answer, 'text/javascript', own[path ?? '']?.() ?? '');
    else if (path === '/operator/board/routes') give(answer, 'application/json', JSON.stringify(routesOf(TECHNICIANS)));
    else if (path === '/operator/board/weigh') setTimeout(() => { give(answer, 'application/json', '{"says":["It would begin at 11:00.","0.4 km less driving"],"can":true,"asks":false}'); }, 15);
    else if (path === '/operator/board/live') { answer.setHeader('content-type', 'text/event-stream'); answer.write(': open\n\n'); } else give(answer, 'text/html', page);
  });
  return new Promise((open) => { server.listen(0, '127.0.0.1', () => { open({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => { server.closeAllConnections(); server.close(); } }); }); });
}

export const bench: Bench = {
  name: 'board-frames',
  summary: `frames a second while a visit is dragged: ${TECHNICIANS} technicians, ${VISITS} visits, Chromium without a graphics card`,
  async run() {
    for (const isOpen of [false, true]) await measure(isOpen);
  },
};

/** `withMap`: at a width where the map stands beside the hours. */
async function measure(withMap: boolean): Promise<void> {
  const served = await serveBoard();
  const { page, context, close } = await visitor(served.url, { width: withMap ? 1920 : 1280 });
  try {
    await page.goto('/');
    const hasMap = async (): Promise<boolean> => (await page.locator('.day-map').getAttribute('data-ground')) !== null;
    for (let tries = 0; withMap && !(await hasMap()); tries += 1) { if (tries > 100) throw new Error('The map did not open. Maybe this browser cannot draw it.'); await page.waitForTimeout(200); }
    const box = await page.locator('.block a').nth(3).boundingBox();
    if (!box) throw new Error('There is no visit to take hold of. Maybe the board did not lay itself out.');
    const isOpen = await hasMap();
    const asked = await context.newCDPSession(page);
    await asked.send('Performance.enable');
    const spent = async (): Promise<Record<string, number>> => Object.fromEntries((await asked.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]));
    await page.evaluate('globalThis.frames_ = []; let last = performance.now(); const tick = (now) => { frames_.push(now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick);');
    await page.mouse.move(box.x + 8, box.y + 10);
    await page.mouse.down();
    const before = await spent();
    await page.evaluate('frames_.length = 0');
    const began = performance.now();
    for (let i = 0; performance.now() - began < SECONDS * 1000; i += 1) await page.mouse.move(500 + 400 * Math.abs(Math.sin(i / 40)), 250 + 300 * Math.abs(Math.cos(i / 55)));
    const frames = (await page.evaluate('frames_')) as number[];
    const after = await spent();
    // Put back, not down: what is measured is over.
    await page.keyboard.press('Escape');
    await page.mouse.up();
    const sorted = frames.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
    const per = (...names: string[]): string => (names.reduce((sum, name) => sum + ((after[name] ?? 0) - (before[name] ?? 0)) * 1000, 0) / frames.length).toFixed(2);
    console.log(`map ${isOpen ? 'open' : 'out of sight'}: ${(frames.length / (frames.reduce((a, b) => a + b, 0) / 1000)).toFixed(1)} frames a second; a frame p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)} ms; of it script ${per('ScriptDuration')}, layout and style ${per('LayoutDuration', 'RecalcStyleDuration')} ms; load ${loadavg()[0]?.toFixed(1)}`);
  } finally {
    await close();
    served.close();
  }
}
