/** Chromium for journeys: a fresh profile each, and no error on a page goes unnoticed. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const FLAGS = [
  '--headless=new', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
const DEBIAN = '/usr/bin/chromium';

/** How a visitor looks at it. */
export type Eyes = Readonly<{
  /** 'off' is the whole way without JavaScript. */
  javaScript?: 'on' | 'off';
  /** The browser's language: 'fr' or 'en'. */
  lang?: 'en' | 'fr';
  /** Width in CSS pixels: 375 is a phone. */
  width?: number;
  /** Flags for Chromium beside ours (a false camera, say). */
  flags?: readonly string[];
  permissions?: readonly string[];
}>;

/** Someone at a browser. `close` throws when a page had an error that nobody expected. */
export type Visitor = Readonly<{
  page: Page;
  context: BrowserContext;
  /** What went wrong on the pages so far: console errors, uncaught errors, answers of 500 and above, broken links of the page itself. */
  faults(): readonly string[];
  /** Faults that match are part of the story (a 422 shows in the console). */
  expect(pattern: RegExp): void;
  close(): Promise<void>;
}>;

let browser: Promise<Browser> | undefined;
let visitors = 0;

/** Opens a browser window on an address. Each visitor has cookies of their own. */
export async function visitor(url: string, { javaScript = 'on', lang = 'en', width = 1280, flags = [], permissions = [] }: Eyes = {}): Promise<Visitor> {
  const own = flags.length > 0 ? launch(flags) : (browser ??= launch([]));
  visitors += 1;
  const context = await (await own).newContext({
    baseURL: url, javaScriptEnabled: javaScript === 'on', locale: lang === 'fr' ? 'fr-FR' : 'en-GB', viewport: { width, height: width < 600 ? 812 : 900 }, permissions: [...permissions], reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const faults: string[] = [];
  // A form that says what is wrong answers 422 and is not a fault; the console speaks of it all the same.
  const expected: RegExp[] = [/status of (401|403|404|409|410|422|429)/];
  context.on('page', (page) => { watch(page, faults); });
  const page = await context.newPage();
  const unexpected = (): string[] => faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)));
  return {
    page, context, faults: unexpected,
    expect: (pattern) => { expected.push(pattern); },
    close: async () => {
      await context.close();
      visitors -= 1;
      if (flags.length > 0) await (await own).close();
      else if (visitors === 0) await closeBrowser();
      const left = unexpected();
      if (left.length > 0) throw new Error(`The pages had faults:\n${left.join('\n')}`);
    },
  };
}

/** Closes the shared browser; the last visitor's `close` does it too. */
export async function closeBrowser(): Promise<void> {
  const open = browser;
  browser = undefined;
  await (await open)?.close();
}

function launch(flags: readonly string[]): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? DEBIAN;
  if (!existsSync(executablePath)) throw new Error(`There is no Chromium at ${executablePath}. Run: sudo apt-get install chromium   (or name one in CHROMIUM)`);
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

function watch(page: Page, faults: string[]): void {
  page.on('console', (message) => { if (message.type() === 'error') faults.push(`console on ${page.url()}: ${message.text()}`); });
  page.on('pageerror', (error) => { faults.push(`uncaught on ${page.url()}: ${error.message}`); });
  page.on('response', (answer) => { if (answer.status() >= 500) faults.push(`${answer.status()} from ${answer.url()}`); });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') faults.push(`${request.url()} failed: ${why}`); // aborted: the person went on before it came
  });
}
