import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type PersonId, jobActor, must, no } from '#kernel';
import { passwordHash } from '#modules/people';
import { sql } from '#platform/db';
import { createLimits } from '#platform/limits/index';
import { actorOf, soulNamed } from '../../worlds/stage.ts';
import { dot } from './behind.ts';
import { callOf, nameOf } from './samples.ts';
import { PUBLIC_URL, sessionOf } from './town.ts';
import { type World, openWorld } from './walk.ts';

let world: World;
before(async () => { world = await openWorld(); });
after(async () => { await world.town.close(); });

const EVIL = 'https://evil.example';
type Sent = Readonly<{ method?: string; token?: string | undefined; form?: Record<string, string> | FormData; headers?: Record<string, string>; site?: World['hung']['site'] }>;
const go = async (path: string, { method, token, form, headers = {}, site }: Sent = {}): Promise<Response> => {
  const isPost = form !== undefined || method === 'POST';
  const body = form instanceof FormData ? form : form && new URLSearchParams(form);
  return (site ?? world.hung.site).request(`${PUBLIC_URL}${path}`, { method: method ?? (isPost ? 'POST' : 'GET'), headers: { cookie: `lang=en${token ? `; session=${token}` : ''}`, ...(isPost ? { origin: PUBLIC_URL } : {}), ...headers }, ...(body ? { body } : {}) });
};
const tokenOf = (name: string): string => world.callers.find((caller) => caller.name === name)?.token ?? '';
const main = (page: string): string => (/<main[\s\S]*<\/main>/.exec(page)?.[0] ?? page).replaceAll(/frm_[0-9a-z]{26}/g, 'FORM').replaceAll(/name="next" value="[^"]*"/g, '');

describe('what a caller writes beside the form', () => {
  test('changes nothing: fields that are not asked for are not taken', async () => {
    const { site } = await world.town.hang();
    const answer = await site.request(`${PUBLIC_URL}/api/v1/requests`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': 'mass-assignment' },
      body: JSON.stringify({ words: 'Mon écran est noir.', lang: 'fr', state: 'booked', person: world.behind.of.past['person'], home: world.behind.of.past['home'], quiet: true, chosenQuote: world.behind.of.past['quote'], code: '000000', id: world.behind.of.past['request'] }),
    });
    const made = (await answer.json()) as { request: string; code: string };
    const { rows } = await sql<{ state: string; person_id: string | null; home_id: string | null; quiet: boolean; chosen_quote: string | null }>`select state, person_id, home_id, quiet, chosen_quote from booking.requests where id = ${made.request}`.execute(world.town.db);
    assert.deepEqual(rows, [{ state: 'asked', person_id: null, home_id: null, quiet: false, chosen_quote: null }]);
    assert.notEqual(made.code, '000000');
  });
  test('makes nobody staff, gives no home and takes no note about a person', async () => {
    const { site } = await world.town.hang();
    const { person } = soulNamed(world.town.stage, 'marcel');
    const answer = await site.request(`${PUBLIC_URL}/api/v1/people/${person}/contact`, { method: 'PUT', headers: { authorization: `Bearer ${tokenOf('marcel')}`, 'content-type': 'application/json' }, body: JSON.stringify({ prefers: 'letter', roles: ['admin'], homes: [world.behind.of.past['home']], technician: world.behind.of.past['technician'], vulnerable: 'x', welcomedBy: 'x', id: soulNamed(world.town.stage, 'odette').person }) });
    assert.equal(answer.status, 200);
    const me = (await (await site.request(`${PUBLIC_URL}/api/v1/me`, { headers: { authorization: `Bearer ${tokenOf('marcel')}` } })).json()) as { roles: string[]; homes: string[]; technician: string | null };
    assert.deepEqual([me.roles, me.homes, me.technician], [[], [world.behind.of.now['home']], null]);
    const kept = await world.town.ground.works.looking(jobActor('test'), (work) => world.town.app.people.known.person(work, person));
    assert.notEqual(kept?.vulnerable, 'x');
  });
});

describe('who one is', () => {
  test('comes from the session alone, whatever headers, cookies or bodies say', async () => {
    const jules = soulNamed(world.town.stage, 'jules').person;
    const claims: Record<string, string>[] = [
      { 'x-user': jules, 'x-forwarded-user': jules, 'remote-user': jules, 'x-role': 'admin' }, { authorization: `Bearer ${jules}` }, { authorization: `Basic ${Buffer.from('jules:x').toString('base64')}` }, { cookie: `person=${jules}; roles=admin; session=${jules}` }, { cookie: `session=${jules}.admin` },
    ];
    for (const headers of claims) {
      const answer = await world.hung.site.request(`${PUBLIC_URL}/api/v1/outbox`, { headers });
      assert.equal(answer.status, 401, JSON.stringify(headers));
    }
  });
  test('is never a token that somebody else chose before: a sign-in gives a new one', async () => {
    const { site } = await world.town.hang();
    const answer = await go('/ask', { site, token: 'A'.repeat(43), form: { words: 'Ma souris ne marche plus.' } });
    const given = /session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
    assert.ok(given && given !== 'A'.repeat(43) && given.length >= 43);
    assert.match(answer.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Lax/);
    const https = await world.town.hang({ publicUrl: 'https://help.example.org' });
    const safe = await https.site.request('https://help.example.org/ask', { method: 'POST', headers: { origin: 'https://help.example.org' }, body: new URLSearchParams({ words: 'Ma souris ne marche plus.' }) });
    assert.match(safe.headers.get('set-cookie') ?? '', /__Host-session=[^;]+;.*Secure/);
    assert.match(safe.headers.get('strict-transport-security') ?? '', /max-age=\d{8}/);
  });
  test('is over within a second of a sign-out, of “end all”, and of leaving the staff', async () => {
    const { site } = await world.town.hang();
    const me = async (token: string): Promise<number> => (await go('/api/v1/me', { token, site, headers: { authorization: `Bearer ${token}` } })).status;
    const { person } = soulNamed(world.town.stage, 'simone');
    const [first, second] = [await sessionOf(world.town, { person }), await sessionOf(world.town, { person })];
    assert.equal((await go('/sign-out', { token: first, site, form: {} })).status, 303);
    assert.deepEqual([await me(first), await me(second)], [401, 200]);
    await site.request(`${PUBLIC_URL}/api/v1/people/${person}/sessions`, { method: 'DELETE', headers: { authorization: `Bearer ${second}` } });
    assert.equal(await me(second), 401);
    const ruth = soulNamed(world.town.stage, 'ruth').person;
    const token = await sessionOf(world.town, { person: ruth });
    must(await world.town.ground.works.inWork(actorOf(soulNamed(world.town.stage, 'tom')), (work) => world.town.app.people.endStaff(work, ruth)));
    assert.equal(await me(token), 401);
  });
});

describe('links and codes', () => {
  const link = (person: PersonId): Promise<string> => world.town.ground.works.inWork(actorOf(soulNamed(world.town.stage, 'tom')), (work) => world.town.app.people.inviteStaff(work, { person, roles: ['operator'] })).then((made) => must(made).token);
  const setUp = async (token: string, login: string, site: World['hung']['site']): Promise<Response> => {
    const secret = new Secret({ size: 20 });
    return go(`/set-up/${token}`, { site, form: { login, password: 'une phrase bien longue', secret: world.town.ground.keys.seal(secret.base32, 'totp'), totp: new TOTP({ secret }).generate({ timestamp: world.town.clock.now().epochMilliseconds }) } });
  };
  test('of an invitation work once, for a day, and take no name that somebody has', async () => {
    const { site } = await world.town.hang();
    const { person } = soulNamed(world.town.stage, 'nadia');
    const taken = await link(person);
    assert.equal((await setUp(taken, 'jules', site)).status, 422, 'the name of a colleague');
    const before = await sessionOf(world.town, { person });
    assert.equal((await setUp(taken, 'nadia-2', site)).status, 303);
    assert.equal((await setUp(taken, 'nadia-3', site)).status, 404, 'a second time');
    assert.equal((await go('/api/v1/me', { site, headers: { authorization: `Bearer ${before}` } })).status, 401, 'what was signed in with the old password has ended');
    const old = await link(person);
    const now = world.town.clock.now();
    world.town.clock.set(now.add({ hours: 25 }).toString());
    assert.equal((await go(`/set-up/${old}`, { site })).status, 404, 'a day later');
    world.town.clock.set(now.toString());
  });
  test('that sign a person in are over after minutes, and sessions after their time', async () => {
    const { app, ground, clock } = world.town;
    const now = clock.now();
    const sent = must(await ground.works.inWork(jobActor('test'), (work) => app.people.askForCode(work, { phone: '+33639980003' })));
    const toSend = await ground.works.looking(jobActor('test'), (work) => app.people.known.codeToSend(work, sent.code));
    clock.set(now.add({ minutes: 11 }).toString());
    const tried = must(await ground.works.inWork(jobActor('test'), (work) => app.people.useCode(work, { code: sent.code, digits: toSend?.digits ?? '', device: 'x' })));
    assert.equal(tried.kind, 'over');
    clock.set(now.add({ hours: 24 * 120 }).toString());
    assert.equal((await go('/api/v1/me', { headers: { authorization: `Bearer ${tokenOf('odette')}` } })).status, 401);
    clock.set(now.toString());
    assert.equal((await go('/api/v1/me', { headers: { authorization: `Bearer ${tokenOf('odette')}` } })).status, 200);
  });
});

describe('another site', () => {
  test('cannot press any of our buttons', async () => {
    let pressed = 0;
    const admin = world.callers.find(({ name }) => name === 'staff: admin');
    for (const door of world.doors.filter(({ method }) => method !== 'GET')) for (const caller of [admin, world.callers.find(({ name }) => name === 'marcel'), world.callers.find(({ name }) => name === 'ines')]) {
      const cookie = `session=${caller?.token ?? ''}`;
      for (const from of [{ origin: EVIL }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { origin: `${PUBLIC_URL}.evil.example` }] as Record<string, string>[]) {
        const made = callOf(door, { ...world.behind.missing, ...world.behind.of.now }, { cookie, 'idempotency-key': 'cross-site-try' });
        const headers = new Headers(made.headers);
        headers.delete('origin');
        for (const [name, value] of Object.entries(from)) headers.set(name, value);
        const answer = await world.hung.site.fetch(new Request(made, { headers }));
        pressed += 1;
        assert.ok(answer.status === 403 || answer.status === 404, `${nameOf(door)} ${JSON.stringify(from)} ${answer.status}`);
      }
    }
    assert.ok(pressed > 500, `${pressed} tries`);
  });
  test('gets no page of ours from a forged host: no link, no mail and no cookie goes there', async () => {
    for (const path of ['/', '/sign-in', '/emergency', '/guides', '/come-back', '/visits/x', '/api/v1/openapi.json', '/nowhere']) {
      const answer = await world.hung.site.request(`http://evil.example${path}`, { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' } });
      assert.ok(!`${JSON.stringify([...answer.headers])}${await answer.text()}`.includes('evil.example'), path);
    }
    const { rows } = await sql<{ id: string }>`select id from messages.outbox limit 200`.execute(world.town.db);
    const told = await world.town.ground.works.looking(jobActor('test'), (work) => world.town.app.messages.outbox(work, { limit: 500 }));
    assert.ok(rows.length > 0 && told.some(({ text }) => text?.includes(PUBLIC_URL)));
    for (const { text } of told) for (const [found] of (text ?? '').matchAll(/https?:\/\/[^\s)]+/g)) assert.ok(found.startsWith(PUBLIC_URL), found);
  });
});

describe('every page', () => {
  test('forbids what is not ours, carries no script or style of its own, and says what it is', async () => {
    let pages = 0;
    for (const door of world.doors.filter(({ method }) => method === 'GET')) for (const name of ['a visitor', 'marcel', 'ines', 'helene', 'staff: admin']) {
      const caller = world.callers.find((one) => one.name === name);
      const answer = await world.hung.site.fetch(callOf(door, { ...world.behind.missing, ...world.behind.of[caller?.own ?? 'now'] }, { cookie: `session=${caller?.token ?? ''}` }));
      pages += 1;
      const policy = answer.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, nameOf(door));
      assert.ok(!/unsafe-inline|unsafe-eval|\*/.test(policy), nameOf(door));
      assert.deepEqual([answer.headers.get('x-content-type-options'), answer.headers.get('x-frame-options'), answer.headers.get('referrer-policy')], ['nosniff', 'DENY', 'same-origin'], nameOf(door));
      // What is kept as a file is read without us, and not in our name.
      if (!(answer.headers.get('content-type') ?? '').includes('text/html') || answer.headers.get('content-disposition')?.startsWith('attachment')) continue;
      const text = await answer.text();
      const inline = /<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle="|\son[a-z]+="|javascript:/i.exec(text.replaceAll(/<script type="application\/(ld\+)?json"[\s\S]*?<\/script>/g, ''));
      assert.equal(inline, null, `${nameOf(door)} holds ${inline?.[0]}`);
      assert.equal(answer.headers.get('cache-control')?.includes('no-store') || answer.status === 404 || answer.status === 403 || door.kind === 'route', true, nameOf(door));
    }
    assert.ok(pages > 400, `${pages} pages`);
  });
});

describe('a file that somebody sends', () => {
  const send = (bytes: Buffer, name: string, type: string, site: World['hung']['site']): Promise<Response> => {
    const form = new FormData();
    form.set('words', 'Voir la photo.');
    form.set('photos', new File([new Uint8Array(bytes)], name, { type }));
    return go('/ask', { site, form });
  };
  test('is a picture made anew, without what it told; what is no picture is not taken', async () => {
    const { site } = await world.town.hang();
    const telling = Buffer.concat([dot(), Buffer.from('<script>alert(1)</script> GPS 47.4906 4.3333')]);
    assert.equal((await send(telling, '../../x.html', 'text/html', site)).status, 303);
    const photo = await go(`/day/${world.behind.of.now['visit']}/photos/${world.behind.of.now['photo']}`, { token: tokenOf('ines') });
    assert.equal(photo.headers.get('content-type'), 'image/jpeg');
    assert.deepEqual([...new Uint8Array(await photo.arrayBuffer()).subarray(0, 3)], [0xff, 0xd8, 0xff]);
    for await (const { id } of world.town.ground.files.all()) {
      const kept = await world.town.ground.files.read(id);
      assert.ok(!kept?.bytes.toString('latin1').includes('GPS 47') && !kept?.bytes.toString('latin1').includes('<script'), id);
    }
    for (const [bytes, name, type] of [[Buffer.from('<svg onload="x"/>'), 'x.svg', 'image/svg+xml'], [Buffer.from('<html>'), 'x.jpg', 'image/jpeg'], [Buffer.from('MZ'), 'x.exe', 'application/pdf']] as const) assert.equal((await send(bytes, name, type, site)).status, 422, name);
  });
});

/** Codes are drawn anew in each town, any of a million: one that is not this request's is looked for, so that no draw makes these tests say what is not so. */
async function notTheCode(reference: string): Promise<string> {
  for (const code of ['000000', '111111']) {
    let opens = false;
    // Tried and rolled back: a try that is kept would count.
    await world.town.ground.works.inWork(jobActor('test'), async (work) => {
      opens = must(await world.town.app.booking.comeBack(work, { reference, code })).came;
      return no({ kind: 'only-trying' });
    });
    if (!opens) return code;
  }
  throw new Error('Two codes open one request.');
}

describe('known and unknown', () => {
  test('are answered alike: telephone numbers, references, names of staff', async () => {
    const { site } = await world.town.hang();
    const wrong = await notTheCode(world.behind.of.past['reference'] ?? '');
    const pairs: readonly (readonly [string, Record<string, string>, Record<string, string>, number])[] = [
      ['/come-back/phone', { phone: '+33 3 53 01 00 04' }, { phone: '+33 6 39 98 99 99' }, 1],
      ['/come-back', { reference: world.behind.of.past['reference'] ?? '', code: wrong }, { reference: 'ZZZ-ZZ9', code: wrong }, 8],
      ['/sign-in', { login: 'jules', password: 'not this one', totp: '000000' }, { login: 'nobody', password: 'not this one', totp: '000000' }, 8],
    ];
    for (const [path, known, unknown, times] of pairs) for (let time = 0; time < times; time += 1) {
      const [one, other] = [await go(path, { site, form: known }), await go(path, { site, form: unknown })];
      const said = async (answer: Response): Promise<string> => `${answer.status} ${(answer.headers.get('location') ?? '').replace(/code=.*/, 'code=')} ${main(await answer.text()).replaceAll(/value="[^"]*"/g, '')}`;
      assert.equal(await said(one), await said(other), `${path}, try ${time + 1}`);
    }
  });
  test('whoever guesses locks nobody out: the owner comes in by their telephone', async () => {
    const { site } = await world.town.hang({ limits: createLimits() });
    const wrong = await notTheCode(world.behind.of.other['reference'] ?? '');
    for (let time = 0; time < 7; time += 1) await go('/come-back', { site, form: { reference: world.behind.of.other['reference'] ?? '', code: wrong } });
    const { app, ground } = world.town;
    const asked = await go('/come-back/phone', { site, form: { phone: '+33 6 39 98 00 03' } });
    const code = /code=([^&]+)/.exec(asked.headers.get('location') ?? '')?.[1] ?? '';
    const toSend = await ground.works.looking(jobActor('test'), (work) => app.people.known.codeToSend(work, code));
    const inside = await go('/come-back/code', { site, form: { code, digits: toSend?.digits ?? '', person: soulNamed(world.town.stage, 'lucien').person } });
    assert.deepEqual([inside.status, inside.headers.get('location')], [303, '/mine']);
  });
  test('a password is never kept or compared in clear, and costs the same for a name that nobody has', async () => {
    const hash = await passwordHash('une phrase bien longue');
    assert.match(hash, /^argon2id\$19456\$2\$/);
    const [known, unknown] = [await world.town.ground.works.looking(jobActor('test'), (work) => world.town.app.people.passwordToCheck(work, 'jules')), await world.town.ground.works.looking(jobActor('test'), (work) => world.town.app.people.passwordToCheck(work, 'nobody'))];
    const costOf = (text: string): string => text.split('$').slice(0, 3).join('|');
    assert.equal(costOf(known.hash), costOf(unknown.hash));
  });
});

test('the demo’s doors are open to this machine alone, and in a demo alone', async () => {
  const incoming = (address: string): object => ({ incoming: { socket: { remoteAddress: address } } });
  const { site } = await world.town.hang();
  assert.equal((await site.request(`${PUBLIC_URL}/demo`, {}, incoming('127.0.0.1'))).status, 200);
  assert.equal((await site.request(`${PUBLIC_URL}/demo`, {}, incoming('192.0.2.7'))).status, 404);
  const real = await world.town.hang({ demo: false });
  assert.equal((await real.site.request(`${PUBLIC_URL}/demo`, {}, incoming('127.0.0.1'))).status, 404);
});
