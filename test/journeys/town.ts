/** A town for a story: the real server with a clock that the story moves, and people of the town at their browsers. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lang } from '#kernel';
import { createBoss } from '#platform/jobs';
import { silentLog } from '#platform/log';
import { type Words, createText } from '#platform/text';
import { type Eyes, type Visitor, closeBrowser, visitor } from '../support/browser.ts';
import { type Porchlight, startPorchlight } from '../support/server.ts';

export type Town = Readonly<{
  house: Porchlight;
  url: string;
  /** Moves the clock of the house; time runs on from there. */
  itIs(when: Temporal.Instant | string): void;
  /** Somebody at a browser, who has never been here. */
  someone(eyes?: Eyes): Promise<Visitor>;
  /** Somebody of the town, signed in through the demo doors, by their full name. */
  as(name: string, eyes?: Eyes): Promise<Visitor>;
  /** Wakes one of the house's sweeps before its minute has come. */
  sweep(name: string): Promise<void>;
  close(): Promise<void>;
}>;

/** A Tuesday morning of autumn: every story begins here, whatever day it is outside. */
export const MORNING = '2026-11-24T08:00:00Z';

const texts = createText(join(import.meta.dirname, '..', '..', 'content', 'words'));
/** The words that people see, as the catalogues have them. */
export const wordsOf = (lang: Lang): Words => texts[lang];

export async function openTown({ world = 'small', at = MORNING }: { world?: string; at?: string } = {}): Promise<Town> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-clock-'));
  const clock = join(folder, 'now');
  writeFileSync(clock, at);
  const house = await startPorchlight({ world, env: { PORCHLIGHT_TEST_CLOCK: clock, LOG_TO: join(folder, 'log') } });
  const here: Visitor[] = [];
  const someone = async (eyes?: Eyes): Promise<Visitor> => {
    const came = await visitor(house.url, eyes);
    here.push(came);
    return came;
  };
  return {
    house, url: house.url, someone,
    // Never half a time: the house may be reading it.
    itIs: (when) => { writeFileSync(`${clock}.next`, when.toString()); renameSync(`${clock}.next`, clock); },
    as: async (name, eyes) => {
      const came = await someone(eyes);
      await came.page.goto(`/demo?q=${encodeURIComponent(name)}`);
      await came.page.locator('main').getByRole('button', { name }).last().click();
      await came.page.waitForURL((url) => !url.pathname.startsWith('/demo'));
      // The house speaks the language of whom it knows; a story is read in the one it asks for.
      await came.page.goto(`/language?lang=${eyes?.lang ?? 'en'}&back=/`);
      return came;
    },
    sweep: async (name) => {
      const boss = createBoss(house.databaseUrl, silentLog);
      await boss.start();
      await boss.send(`sweep.${name}`, {});
      await boss.stop({ graceful: false });
    },
    close: async () => {
      const ends = await Promise.allSettled(here.map((one) => one.close()));
      await closeBrowser();
      const logged = faultsIn(join(folder, 'log'));
      await house.stop();
      rmSync(folder, { recursive: true, force: true });
      const faults = ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : []));
      if (faults.length + logged.length > 0) throw new Error([...faults, ...logged].join('\n'));
    },
  };
}

/** What the house itself wrote down as faults. */
const faultsIn = (log: string): string[] => readFileSync(log, 'utf8').split('\n').filter((line) => line.includes('"level":50'));

/** Facts travel in a moment; a story waits for them a little while. */
export async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => { setTimeout(resolve, 250); });
  }
  assert.fail(`${what}: not within thirty seconds`);
}
