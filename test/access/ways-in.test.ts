/** Who comes in by which way, who is kept waiting by whom, and what a session leaves behind. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type PersonId, jobActor, must } from '#kernel';
import { createLimits } from '#platform/limits/index';
import { actorOf, soulNamed } from '../../worlds/stage.ts';
import { type Hung, type TestTown, PUBLIC_URL, noLimits, openTestTown, sessionOf } from './town.ts';

let town: TestTown;
let hung: Hung;
before(async () => { town = await openTestTown(); hung = await town.hang(); });
after(async () => { await town.close(); });

const house = jobActor('test');
const of = (key: string): PersonId => soulNamed(town.stage, key).person;
type Sent = Readonly<{ form?: Record<string, string>; headers?: Record<string, string>; site?: Hung['site']; from?: string; known?: string }>;
const go = (path: string, token: string | undefined, { form, headers = {}, site = hung.site, from = '192.0.2.1', known }: Sent = {}): Promise<Response> => Promise.resolve(site.request(`${PUBLIC_URL}${path}`, {
  method: form ? 'POST' : 'GET', headers: { cookie: ['lang=en', ...(token ? [`session=${token}`] : []), ...(known ? [`known=${known}`] : [])].join('; '), ...(form ? { origin: PUBLIC_URL } : {}), ...headers }, ...(form ? { body: new URLSearchParams(form) } : {}),
}, { incoming: { socket: { remoteAddress: from } } }));
const cookie = (answer: Response, name: string): string => new RegExp(`(?:^|[ ,;])${name}=([^;,]+)`).exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
const to = (answer: Response): string => `${answer.status} ${answer.headers.get('location') ?? ''}`.trim();
const phoneOf = async (person: PersonId): Promise<string> => (await town.ground.works.looking(house, (work) => town.app.people.known.person(work, person)))?.phone ?? '';
const digitsOf = async (code: string): Promise<string> => (await town.ground.works.looking(house, (work) => town.app.people.known.codeToSend(work, code)))?.digits ?? '';

/** Signs in as somebody with the code that was sent to their telephone. */
async function byCode(person: PersonId): Promise<{ token: string; known: string; to: string }> {
  const asked = await go('/come-back/phone', undefined, { form: { phone: await phoneOf(person) } });
  const code = new URL(asked.headers.get('location') ?? '', PUBLIC_URL).searchParams.get('code') ?? '';
  const answer = await go('/come-back/code', undefined, { form: { code, digits: await digitsOf(code), person } });
  return { token: cookie(answer, 'session'), known: cookie(answer, 'known'), to: to(answer) };
}

describe('whoever works here and comes in with a code that was sent, one factor', () => {
  /** A page of their work, and what a program would read of it. */
  const WORK: readonly (readonly [string, readonly string[]])[] = [
    ['tom', ['/operator', '/operator/staff', '/operator/outbox', '/api/v1/outbox', '/operator/board/live?country=FR&day=2026-11-24']], ['nadia', ['/finance']], ['ruth', ['/operator/providers']],
    ['ines', ['/day', '/api/v1/technicians/:technician/days/2026-11-24']], ['helene', ['/office', '/office/prices']],
  ];
  test('finds what is theirs at home, and no page of their work', async () => {
    for (const [key, pages] of WORK) {
      const { person, technician } = soulNamed(town.stage, key);
      if ((await phoneOf(person)) === '') await town.ground.works.inWork(house, (work) => town.app.people.changeContact(work, { person, phone: '+33639980444', prefers: 'phone' }));
      const strong = await sessionOf(town, { person });
      const weak = await byCode(person);
      assert.equal(weak.to, '303 /mine', key);
      for (const page of pages) {
        const path = page.replace(':technician', technician ?? '');
        const [whole, half] = [await go(path, strong), await go(path, weak.token)];
        await whole.body?.cancel();
        assert.equal(whole.status, 200, `${key} ${path}`);
        assert.equal(half.status, 404, `${key} ${path}`);
      }
      const me = (await (await go('/api/v1/me', weak.token)).json()) as { roles: string[]; technician: string | null; provider: string | null };
      assert.deepEqual([me.roles, me.technician, me.provider], [[], null, null], key);
      assert.match(await (await go('/mine', weak.token)).text(), /You work here, and came in with a code alone.*href="\/sign-in"/s, key);
    }
  });
  test('cannot make themselves a key to it: a passkey is added with both factors only', async () => {
    const [weak, strong] = [(await byCode(of('jules'))).token, await sessionOf(town, { person: of('jules') })];
    assert.equal((await go('/mine/sign-in/passkeys/begin', weak, { form: {} })).status, 404);
    assert.equal((await go('/mine/sign-in/passkeys/begin', strong, { form: {} })).status, 200);
    const page = await (await go('/mine/sign-in', weak)).text();
    assert.match(page, /to add a passkey, sign in with your password/);
    assert.ok(!page.includes('data-passkey="add"'));
  });
  test('and somebody at home who works nowhere here has all that is theirs', async () => {
    const { token } = await byCode(of('odette'));
    assert.equal((await go('/mine/sign-in/passkeys/begin', token, { form: {} })).status, 200);
    assert.ok(!(await (await go('/mine', token)).text()).includes('You work here'));
  });
});

describe('whoever guesses at somebody’s name from elsewhere', () => {
  const PASSWORD = 'une phrase de quatre mots';
  const secret = new Secret({ size: 20 });
  const totp = (): string => new TOTP({ secret }).generate({ timestamp: town.clock.now().epochMilliseconds });
  const pass = (minutes: number): void => { town.clock.set(town.clock.now().add({ minutes }).toString()); };
  test('makes them wait nowhere but there: the browser in which they signed in before still lets them in', async () => {
    const { site } = await town.hang({ limits: createLimits() });
    const link = must(await town.ground.works.inWork(actorOf(soulNamed(town.stage, 'tom')), (work) => town.app.people.inviteStaff(work, { person: of('coralie'), roles: ['operator'] }))).token;
    const begun = await go(`/set-up/${link}`, undefined, { form: { login: 'coralie', password: PASSWORD, secret: town.ground.keys.seal(secret.base32, 'totp'), totp: totp() } });
    assert.equal(to(begun), '303 /staff');
    const known = cookie(begun, 'known');
    assert.ok(known.length > 40 && !known.includes(of('coralie')), 'it is sealed');
    pass(1);
    // Ten wrong ones from each of six networks: more than any limit of one of them.
    for (let one = 0; one < 60; one += 1) await go('/sign-in', undefined, { site, from: `198.51.100.${one % 6}`, form: { login: 'coralie', password: 'guessed it is not', totp: '000000' } });
    const signIn = (more: Sent): Promise<Response> => go('/sign-in', undefined, { site, form: { login: 'coralie', password: PASSWORD, totp: totp() }, ...more });
    assert.equal((await signIn({ from: '203.0.113.9' })).status, 422, 'from a browser that nobody knows one waits');
    assert.equal((await signIn({ from: '198.51.100.1', known: `${known.slice(0, -2)}xx` })).status, 422, 'nor from one that says so itself');
    assert.equal((await signIn({ from: '203.0.113.8', known: (await byCode(of('odette'))).known })).status, 422, 'nor from one that somebody else is known in');
    assert.equal(to(await signIn({ from: '198.51.100.1', known })), '303 /staff', 'even in the same network as the guessing');
  });
  test('and asks for codes to their telephone: what is sent has an end, and they still get theirs', async () => {
    const { site } = await town.hang({ limits: createLimits() });
    pass(61);
    const known = (await byCode(of('odette'))).known;
    pass(61);
    const phone = await phoneOf(of('odette'));
    const ask = async (more: Sent): Promise<string> => {
      const answer = await go('/come-back/phone', undefined, { site, form: { phone }, ...more });
      return new URL(answer.headers.get('location') ?? '/', PUBLIC_URL).searchParams.get('code') ?? '';
    };
    let sent = 0;
    for (let one = 0; one < 40; one += 1) {
      const code = await ask({ from: `198.51.100.${one}` });
      if (code !== '' && (await digitsOf(code)) !== '') sent += 1;
    }
    assert.equal(sent, 5, 'messages that reached the telephone within an hour');
    assert.equal(await digitsOf(await ask({ from: '203.0.113.5' })), '', 'the same answer, and nothing is sent');
    assert.match(await digitsOf(await ask({ from: '198.51.100.1', known })), /^\d{6}$/);
  });
});

describe('a way back', () => {
  test('never leads to another house, whatever tabs, slashes and lines are put into it', async () => {
    const token = await sessionOf(town, { person: of('odette') });
    for (const path of ['/\t/evil.example', '/\n/evil.example', '//evil.example', '/\\evil.example', '/.//evil.example', 'https://evil.example', 'javascript:alert(1)', '/\r\nset-cookie: a=b', '/日本']) {
      const said = encodeURIComponent(path);
      for (const asked of [`/language?lang=fr&back=${said}`, `/text-size?size=150&back=${said}`]) {
        const answer = await go(asked, undefined);
        assert.equal(answer.status, 303, asked);
        assert.equal(new URL(answer.headers.get('location') ?? '', PUBLIC_URL).origin, PUBLIC_URL, JSON.stringify(path));
        assert.equal(answer.headers.getSetCookie().length, 1, 'no cookie but our own');
      }
      for (const page of [`/sign-in?next=${said}`, `/mine/prove?next=${said}`, `/come-back?next=${said}`]) {
        const text = await (await go(page, token)).text();
        for (const [, next = ''] of text.matchAll(/name="next" value="([^"]*)"/g)) assert.equal(new URL(next, PUBLIC_URL).origin, PUBLIC_URL, `${page} ${next}`);
      }
    }
  });
});

describe('what leaves and what comes', () => {
  test('a sign-out takes the kept pages along, and every answer says that it is not to be kept', async () => {
    const token = await sessionOf(town, { person: of('odette') });
    const answer = await go('/sign-out', token, { form: {} });
    assert.equal(answer.headers.get('clear-site-data'), '"cache"');
    for (const path of ['/mine', '/nowhere', '/healthz', '/api/v1/me', '/api/v1/nowhere', '/api/v1/openapi.json', '/sign-in', '/operator']) assert.match((await go(path, token)).headers.get('cache-control') ?? '', /no-store/, path);
  });
  test('news of the board go to our own pages alone, not to a page of another site or of another program on this machine', async () => {
    const token = await sessionOf(town, { person: of('jules') });
    const live = '/operator/board/live?country=FR&day=2026-11-24';
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'null' }, { origin: 'http://localhost:9999' }] as Record<string, string>[]) assert.equal((await go(live, token, { headers })).status, 403, JSON.stringify(headers));
    const ours = await go(live, token, { headers: { 'sec-fetch-site': 'same-origin' } });
    assert.deepEqual([ours.status, ours.headers.get('content-type')], [200, 'text/event-stream']);
    const reader = ours.body?.getReader();
    await reader?.read();
    const began = performance.now();
    await go('/sign-out', token, { form: {} });
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read());
    assert.ok(performance.now() - began < 1_000, `${Math.round(performance.now() - began)} ms`);
  });
  test('a form of words holds a megabyte and two thousand fields, and a call is JSON or none', async () => {
    const post = (path: string, body: string, type: string): Promise<Response> => Promise.resolve(hung.site.request(`${PUBLIC_URL}${path}`, { method: 'POST', headers: { origin: PUBLIC_URL, 'content-type': type, 'idempotency-key': 'a-key-of-this-test', 'content-length': String(Buffer.byteLength(body)) }, body }));
    const WWW = 'application/x-www-form-urlencoded';
    assert.equal((await post('/ask', `words=${'x'.repeat(1_100_000)}`, WWW)).status, 413);
    assert.equal((await post('/ask', `words=Bonjour&${'a=1&'.repeat(2_100)}`, WWW)).status, 422);
    assert.equal((await post('/api/v1/requests', '{"words":"x"}', 'text/plain; application/json')).status, 415);
    assert.equal((await post('/api/v1/requests', JSON.stringify({ words: 'x'.repeat(2_000_000) }), 'application/json')).status, 413);
  });
});

test('what could not be read, what came from elsewhere and what came too often is a line of the log, of visitors too, without what they wrote or where they are', async () => {
  const { site } = await town.hang({ limits: { ...noLimits, may: async (name) => (name === 'api' ? { ok: false, retryAfterSeconds: 9 } : { ok: true }) } });
  const lines = (): Record<string, unknown>[] => readFileSync(town.logFile, 'utf8').split('\n').filter((line) => line.includes('"refused"') && line.includes('"visitor"')).map((line) => JSON.parse(line) as Record<string, unknown>);
  await go('/sign-in', undefined, { site, form: { login: 'somebody-secret', password: 'x', totp: 'not digits' } });
  await go('/sign-in', undefined, { site, form: { login: 'x' }, headers: { origin: 'https://evil.example' } });
  await go('/api/v1/guides', undefined, { site });
  for (let tries = 0; tries < 60 && lines().length < 3; tries += 1) await new Promise((later) => { setTimeout(later, 50); });
  assert.deepEqual(lines().slice(-3).map(({ by, method, door, why }) => [by, method, door, why]), [['visitor', 'POST', '/sign-in', 'input'], ['visitor', 'POST', '/sign-in', 'elsewhere'], ['visitor', 'GET', '/api/v1/guides', 'often']]);
  assert.ok(!/somebody-secret|192\.0\.2/.test(readFileSync(town.logFile, 'utf8')));
});
