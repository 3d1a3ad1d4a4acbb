/** How sessions end, and what takes a fresh proof of who it is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { type PersonId, jobActor, must } from '#kernel';
import { createLimits } from '#platform/limits/index';
import { actorOf, soulNamed } from '../../worlds/stage.ts';
import { type Hung, type TestTown, PUBLIC_URL, openTestTown, sessionOf } from './town.ts';

let town: TestTown;
let hung: Hung;
before(async () => { town = await openTestTown(); hung = await town.hang(); });
after(async () => { await town.close(); });
const START = '2026-11-23T20:00:00Z';
beforeEach(() => { town.clock.set(START); });

const pass = (minutes: number): void => { town.clock.set(town.clock.now().add({ minutes }).toString()); };
const of = (key: string): PersonId => soulNamed(town.stage, key).person;
type Sent = Readonly<{ form?: Record<string, string>; headers?: Record<string, string> }>;
const go = (path: string, token: string | undefined, { form, headers = {} }: Sent = {}): Promise<Response> => Promise.resolve(hung.site.request(`${PUBLIC_URL}${path}`, {
  method: form ? 'POST' : 'GET', headers: { cookie: `lang=en${token ? `; session=${token}` : ''}`, ...(form ? { origin: PUBLIC_URL } : {}), ...headers }, ...(form ? { body: new URLSearchParams(form) } : {}),
}));
const isIn = async (token: string): Promise<boolean> => (await go('/api/v1/me', token, { headers: { 'sec-fetch-mode': 'cors' } })).status === 200;
const given = (answer: Response): string => /session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
const to = (answer: Response): string => `${answer.status} ${answer.headers.get('location') ?? ''}`.trim();

describe('a session that nobody uses', () => {
  for (const [who, stays, ends] of [['jules', 59, 60], ['ines', 4 * 24 * 60 - 1, 4 * 24 * 60], ['odette', 30 * 24 * 60 - 1, 30 * 24 * 60]] as const) {
    test(`ends: of ${who} after ${ends} minutes, and not a minute earlier`, async () => {
      const token = await sessionOf(town, { person: of(who) });
      pass(stays);
      assert.equal(await isIn(token), true);
      pass(ends - stays);
      assert.equal(await isIn(token), false);
    });
  }
  test('is kept by pages that somebody opens, and not by what a page asks by itself', async () => {
    const [used, left] = [await sessionOf(town, { person: of('jules') }), await sessionOf(town, { person: of('jules') })];
    for (let quarter = 0; quarter < 6; quarter += 1) {
      pass(15);
      await go('/operator', used);
      await go('/operator/inbox', left, { headers: { 'sec-fetch-mode': 'cors' } });
    }
    assert.deepEqual([await isIn(used), await isIn(left)], [true, false]);
  });
});

test('whoever signs in leaves the session with which they came', async () => {
  const before = await sessionOf(town, { person: of('odette') });
  const phone = (await town.ground.works.looking(jobActor('test'), (work) => town.app.people.known.person(work, of('odette'))))?.phone ?? '';
  const sent = must(await town.ground.works.inWork(jobActor('test'), (work) => town.app.people.askForCode(work, { phone })));
  const code = await town.ground.works.looking(jobActor('test'), (work) => town.app.people.known.codeToSend(work, sent.code));
  const answer = await go('/come-back/code', before, { form: { code: sent.code, digits: code?.digits ?? '' } });
  assert.equal(to(answer), '303 /mine');
  assert.deepEqual([await isIn(before), await isIn(given(answer))], [false, true]);
});

test('an administrator signs everybody out at once, whoever presses it too, and nobody else can', async () => {
  const admin = await sessionOf(town, { person: of('tom') });
  const others = await Promise.all(['odette', 'ines', 'jules', 'helene'].map((key) => sessionOf(town, { person: of(key) })));
  assert.equal((await go('/operator/staff/end-every-session', others[2], { form: { sure: 'yes' } })).status, 404);
  assert.equal((await go('/operator/staff/end-every-session', admin, { form: {} })).status, 422, 'not without a tick');
  assert.equal(to(await go('/operator/staff/end-every-session', admin, { form: { sure: 'yes' } })), '303 /sign-in');
  for (const token of [admin, ...others]) assert.equal(await isIn(token), false);
});

/** What changes an account: the page, and what is sent from it. */
const GUARDED: readonly (readonly [who: string, page: string, press: string, form: Record<string, string>])[] = [
  ['odette', '/mine/contact', '/mine/contact', { phone: '+33639980123', prefers: 'sms' }],
  ['odette', '/mine/helpers', '/mine/helpers', { givenName: 'X' }],
  ['odette', '/mine/sign-in', '/mine/sign-in/end-all', {}],
  ['odette', '/mine/sign-in', '/mine/sign-in/passkeys', { name: 'x', ceremony: 'x', response: '{}' }],
  ['odette', '/mine/privacy/erase', '/mine/privacy/erase', {}],
  ['jules', '/mine/sign-in', '/mine/sign-in/password', { password: 'x', newPassword: 'x', totp: '1' }],
  ['helene', '/providers/:lanterne/pay', '/providers/:lanterne/pay', { iban: 'x' }],
];
const at = (path: string): string => path.replace(':lanterne', town.stage.firms.get('lanterne') ?? '');

describe('what changes an account', () => {
  test('opens to whoever proved a moment ago who they are; later only after they did so again, and nothing was done', async () => {
    for (const [who, page, press, form] of GUARDED) {
      town.clock.set(START);
      const token = await sessionOf(town, { person: of(who) });
      pass(9);
      assert.equal((await go(at(page), token)).status, 200, page);
      pass(2);
      const proves = `303 /mine/prove?next=${encodeURIComponent(at(page))}`;
      assert.equal(to(await go(at(page), token)), proves, page);
      pass(30);
      assert.equal(to(await go(at(press), token, { form })), proves, press);
    }
    const odette = await town.ground.works.looking(jobActor('test'), (work) => town.app.people.known.person(work, of('odette')));
    assert.notEqual(odette?.phone, '+33639980123');
  });
  test('so it is for programs, of their own account; the office works for whoever rang', async () => {
    const put = (token: string): Promise<Response> => Promise.resolve(hung.site.request(`${PUBLIC_URL}/api/v1/people/${of('lucien')}/contact`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ prefers: 'letter' }) }));
    const [own, office] = [await sessionOf(town, { person: of('lucien') }), await sessionOf(town, { person: of('jules') })];
    pass(11);
    const refused = await put(own);
    assert.deepEqual([refused.status, ((await refused.json()) as { type: string }).type], [403, 'urn:porchlight:prove-again']);
    assert.equal((await put(office)).status, 200);
  });
  test('so it is for programs when they change who helps, each way of it; what has no proof changes nothing', async () => {
    const odette = town.stage.households.get('odette');
    const given = (await town.ground.works.looking(jobActor('test'), (work) => town.app.people.mandatesOf(work, odette?.home as never))).find(({ revokedAt }) => revokedAt === undefined);
    const things = { home: odette?.home, mandate: given?.id };
    let keys = 0;
    const call = async (token: string, path: string, body: unknown): Promise<string> => {
      keys += 1;
      const answer = await hung.site.request(`${PUBLIC_URL}/api/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `who-helps-${keys}` }, body: JSON.stringify(body) });
      return `${answer.status} ${((await answer.json()) as { type?: string }).type ?? ''}`.trim();
    };
    const mandatesOf = async (): Promise<string> => JSON.stringify(await town.ground.works.looking(jobActor('test'), (work) => town.app.people.mandatesOf(work, things['home'] as never)));
    const before = await mandatesOf();
    const own = await sessionOf(town, { person: of('odette') });
    pass(11);
    const asks: readonly (readonly [string, unknown])[] = [
      [`/homes/${things['home']}/mandates`, { helper: { givenName: 'Nouveau', familyName: 'Venu', phone: '06 39 98 01 99' }, scopes: ['see-appointments'], months: 6 }], [`/mandates/${things['mandate']}/confirmation`, {}], [`/mandates/${things['mandate']}/revocation`, {}],
    ];
    for (const [path, body] of asks) assert.equal(await call(own, path, body), '403 urn:porchlight:prove-again', path);
    assert.equal(await mandatesOf(), before);
    const fresh = await sessionOf(town, { person: of('odette') });
    assert.equal(await call(fresh, asks[2]?.[0] ?? '', {}), '200');
    assert.notEqual(await mandatesOf(), before);
  });
  test('what was typed waits through the proof: sealed, for who typed it, once, and never what opens something', async () => {
    const cookieOf = (answer: Response): string | undefined => /typed=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
    const withCookie = (token: string, typed: string) => ({ headers: { cookie: `lang=en; session=${token}; typed=${typed}` } });
    const old = await sessionOf(town, { person: of('jules') });
    pass(41);
    const sent = await go('/operator/alarms/exports', old, { form: { what: 'devices', reason: 'put-right' } });
    assert.equal(to(sent), '303 /mine/prove?next=%2Foperator%2Falarms');
    const typed = cookieOf(sent) ?? '';
    assert.ok(typed.length > 20 && !Buffer.from(typed, 'base64url').toString().includes('put-right'), 'it lies closed in the browser');
    const again = await sessionOf(town, { person: of('jules') });
    const back = await go('/operator/alarms', again, withCookie(again, typed));
    const page = await back.text();
    assert.equal(back.status, 200);
    assert.match(page, /<option value="devices" selected>/);
    assert.match(page, /value="put-right"[^>]* checked/);
    assert.equal(cookieOf(back), '', 'once');
    assert.equal((await town.ground.works.looking(actorOf(soulNamed(town.stage, 'jules')), (work) => town.app.privacy.bulkExports(work))).some(({ what }) => what === 'devices'), false, 'nothing was asked by it');
    for (const somebody of ['odette', 'tom']) assert.doesNotMatch(await (await go('/operator/alarms', await sessionOf(town, { person: of(somebody) }), withCookie(await sessionOf(town, { person: of(somebody) }), typed))).text(), / selected>Devices/);
    assert.doesNotMatch(await (await go('/operator/alarms', again, withCookie(again, `${typed.slice(0, -2)}AA`))).text(), /value="put-right"[^>]* checked/);
    pass(16);
    assert.doesNotMatch(await (await go('/operator/alarms', again, withCookie(again, typed))).text(), /value="put-right"[^>]* checked/);
    const late = await sessionOf(town, { person: of('jules') });
    pass(41);
    const secret = cookieOf(await go('/mine/sign-in/password', late, { form: { password: 'alte Wort', newPassword: 'neu', totp: '123456' } })) ?? '';
    assert.doesNotMatch(town.ground.keys.open(secret, 'typed before proving') ?? '', /alte|neu|123456/);
    assert.equal(cookieOf(await go('/operator/alarms/exports', late, { form: { what: 'people', reason: 'accounts' }, headers: { origin: 'https://evil.example' } })), undefined, 'another site leaves no words here');
  });
  test('whoever changed the telephone first does not hide what they change next: the telephone before it is told as well', async () => {
    const person = must(await town.ground.works.inWork(jobActor('test'), (work) => town.app.people.welcomePerson(work, { givenName: 'Irma', familyName: 'Alt', lang: 'fr', country: 'FR', phone: '+33639980610', prefers: 'sms' }))).id;
    const by = { kind: 'person', person, homes: [], mandates: [], roles: [] } as const;
    await town.ground.pool.query("insert into people.passkeys (id, person_id, name, public_key, counter, transports, added_at) values ('key-of-irma', $1, 'x', '', 0, '{}', $2)", [person, '2026-01-01T00:00:00Z']);
    must(await town.ground.works.inWork(by, (work) => town.app.people.changeContact(work, { person, phone: '+33639980611', prefers: 'sms' })));
    must(await town.ground.works.inWork(by, (work) => town.app.people.removePasskey(work, 'key-of-irma')));
    const told = (await town.ground.works.looking(jobActor('test'), (work) => town.app.messages.outbox(work, { person, limit: 20 }))).filter(({ kind }) => kind === 'passkey-removed');
    assert.deepEqual(told.map(({ to }) => to).toSorted(), ['+33639980610', '+33639980611']);
    const code = /undo\?code=([0-9A-Z-]{19})/.exec(told.find(({ to }) => to === '+33639980610')?.text ?? '')?.[1] ?? '';
    assert.match(await (await go(`/undo?code=${code}`, undefined)).text(), /A passkey was taken away/);
    assert.match(await (await go('/undo/now', undefined, { form: { code } })).text(), /It is as it was/);
  });
  test('taking everything along takes it too', async () => {
    const token = await sessionOf(town, { person: of('odette') });
    pass(11);
    assert.equal(to(await go('/mine/privacy/everything', token)), '303 /mine/prove?next=%2Fmine%2Fprivacy');
  });
  test('six digits to the telephone we have prove it; the session is a new one, and one goes on where one was', async () => {
    const token = await sessionOf(town, { person: of('odette') });
    pass(11);
    const page = await (await go('/mine/prove?next=%2Fmine%2Fcontact', token)).text();
    assert.match(page, /Send six digits to …/);
    const phone = (await town.ground.works.looking(jobActor('test'), (work) => town.app.people.known.person(work, of('odette'))))?.phone ?? '';
    assert.ok(!page.includes(phone.slice(4)), 'the number itself is not shown');
    const sent = await go('/mine/prove/send', token, { form: { way: 'phone', next: '/mine/contact' } });
    const id = new URL(sent.headers.get('location') ?? '', PUBLIC_URL).searchParams.get('code') ?? '';
    const digits = (await town.ground.works.looking(jobActor('test'), (work) => town.app.people.known.codeToSend(work, id)))?.digits ?? '';
    const wrong = String((Number(digits) + 1) % 1_000_000).padStart(6, '0');
    assert.equal((await go('/mine/prove', token, { form: { code: id, digits: wrong, next: '/mine/contact' } })).status, 422);
    const done = await go('/mine/prove', token, { form: { code: id, digits, next: '/mine/contact' } });
    assert.equal(to(done), '303 /mine/contact');
    assert.deepEqual([await isIn(token), (await go('/mine/contact', given(done))).status], [false, 200]);
    const elsewhere = await go('/mine/prove?next=https://evil.example', given(done));
    assert.match(await elsewhere.text(), /name="next" value="\/mine"/, 'it leads nowhere else');
  });
  test('whoever has neither telephone nor mailbox is told whom to call', async () => {
    const person = must(await town.ground.works.inWork(jobActor('test'), (work) => town.app.people.welcomePerson(work, { givenName: 'Rose', familyName: 'Sans', lang: 'en', country: 'FR', prefers: 'letter' }))).id;
    assert.match(await (await go('/mine/prove?next=/mine/contact', await sessionOf(town, { person }))).text(), /Call us and we change it together/);
  });
});

describe('a password of staff', () => {
  const OLD = 'une vieille phrase bien longue';
  const secret = new Secret({ size: 20 });
  const totp = (): string => new TOTP({ secret }).generate({ timestamp: town.clock.now().epochMilliseconds });
  const setUp = async (password: string): Promise<Response> => {
    const link = must(await town.ground.works.inWork(actorOf(soulNamed(town.stage, 'tom')), (work) => town.app.people.inviteStaff(work, { person: of('coralie'), roles: [] }))).token;
    return go(`/set-up/${link}`, undefined, { form: { login: 'coralie-2', password, secret: town.ground.keys.seal(secret.base32, 'totp'), totp: totp() } });
  };
  test('is not one that everybody uses, nor a name with a year behind it', async () => {
    for (const [password, says] of [['password1234', 'Many people use'], ['coralie-2026', 'too close to a name|Many people use'], ['Porchlight2026', 'too close to a name'], ['azertyuiop12', 'row of keys|Many people'], ['court', 'understood|twelve']] as const) {
      const answer = await setUp(password);
      assert.equal(answer.status, 422, password);
      assert.match(await answer.text(), new RegExp(says), password);
    }
    assert.equal((await setUp(OLD)).status, 303);
  });
  test('is changed on one’s own page with the old one and the digits; everything else that is signed in ends', async () => {
    pass(2);
    const [here, there] = [await sessionOf(town, { person: of('coralie') }), await sessionOf(town, { person: of('coralie') })];
    const change = (form: Record<string, string>): Promise<Response> => go('/mine/sign-in/password', here, { form });
    assert.match(await (await go('/mine/sign-in', here)).text(), /Your password/);
    const next = 'une autre phrase, plus gaie';
    assert.equal((await change({ password: 'ce n’est pas elle', newPassword: next, totp: totp() })).status, 422);
    assert.equal((await change({ password: OLD, newPassword: 'password1234', totp: totp() })).status, 422);
    assert.equal((await change({ password: OLD, newPassword: next, totp: '000000' === totp() ? '000001' : '000000' })).status, 422);
    pass(1);
    const done = await change({ password: OLD, newPassword: next, totp: totp() });
    assert.equal(to(done), '303 /mine/sign-in');
    assert.deepEqual([await isIn(here), await isIn(there), await isIn(given(done))], [false, false, true]);
    pass(2);
    const signIn = (password: string): Promise<Response> => go('/sign-in', undefined, { form: { login: 'coralie-2', password, totp: totp() } });
    assert.equal((await signIn(OLD)).status, 422);
    pass(1);
    assert.equal((await signIn(next)).status, 303);
  });
});

test('over https every cookie is held to this one house: prefixed, secure, unseen by scripts', async () => {
  const safe = await town.hang({ publicUrl: 'https://help.example.org' });
  const cookies = [
    ...(await safe.site.request('https://help.example.org/language?lang=fr&back=/')).headers.getSetCookie(),
    ...(await safe.site.request('https://help.example.org/ask', { method: 'POST', headers: { origin: 'https://help.example.org' }, body: new URLSearchParams({ words: 'Ma souris ne marche plus.' }) })).headers.getSetCookie(),
  ];
  assert.ok(cookies.length >= 2, cookies.join());
  for (const cookie of cookies) assert.match(cookie, /^__Host-\w+=[^;]*;.*Path=\/;.*HttpOnly; Secure; SameSite=Lax/, cookie);
  const french = await safe.site.request('https://help.example.org/', { headers: { cookie: '__Host-lang=fr', 'accept-language': 'en' } });
  assert.match(await french.text(), /<html lang="fr"/);
});
test('signing out stands on every page of whoever is signed in, by account or by the code of one request', async () => {
  const [request] = await town.ground.works.looking(jobActor('test'), (work) => town.app.booking.requestsOf(work, { person: of('odette') }));
  assert.ok(request);
  for (const [path, whom] of [[`/r/${request.reference}/terms`, { request: request.id }], ['/', { request: request.id }], ['/mine', { person: of('odette') }], ['/operator', { person: of('jules') }], ['/day', { person: of('ines') }], ['/office', { person: of('helene') }]] as const) {
    const page = await go(path, await sessionOf(town, whom));
    assert.match(await page.text(), /<form method="post" action="\/sign-out">/, path);
  }
});

test('whoever is signed in and refused leaves a line in the log: who, at which door, why; no address, no word, and not without end', async () => {
  const limited = await town.hang({ limits: createLimits({ refusal: { times: 5, seconds: 3_600 } }) });
  const token = await sessionOf(town, { person: of('lucien') });
  const lines = (): Record<string, unknown>[] => readFileSync(town.logFile, 'utf8').split('\n').filter((line) => line.includes('"refused"')).map((line) => JSON.parse(line) as Record<string, unknown>);
  const before = lines().length;
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => Promise.resolve(limited.site.request(`${PUBLIC_URL}${path}`, { method, headers: { cookie: `session=${token}`, ...headers } }));
  const secret = 'vis_00000000000000000000000000';
  await ask('/operator');
  await ask(`/visits/${secret}`);
  await ask(`/api/v1/visits/${secret}`);
  await ask('/sign-out', { origin: 'https://evil.example' }, 'POST');
  // The log is written beside the answers.
  const written = async (count: number): Promise<Record<string, unknown>[]> => { for (let tries = 0; tries < 60 && lines().length - before < count; tries += 1) await new Promise((go) => { setTimeout(go, 50); }); return lines().slice(before); };
  const said = await written(4);
  assert.deepEqual(said.map(({ by, method, door, why }) => [by, method, door, why]), [
    [of('lucien'), 'GET', '/operator', 'door'], [of('lucien'), 'GET', '/visits/:visit', 'missing'], [of('lucien'), 'GET', '/api/v1/visits/:visit', 'missing'], [of('lucien'), 'POST', '/sign-out', 'elsewhere'],
  ]);
  assert.ok(!JSON.stringify(said).includes(secret));
  for (let again = 0; again < 20; again += 1) await ask('/operator');
  assert.equal((await written(6)).length, 5);
  await limited.site.request(`${PUBLIC_URL}/operator`);
  assert.equal(lines().length - before, 5, 'a stranger who is sent to sign in was refused nothing');
});
