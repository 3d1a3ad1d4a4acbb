import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { FULL } from './at-the-door.ts';
import { startIn } from './steps.ts';
import { type Town, openTown } from './town.ts';
import { type Form, type Page, type Walker, bookFrom, formsOf, textOf, upToTimes, walker } from './walker.ts';

const PRINTER = 'My printer prints nothing since yesterday.';
const where = (givenName: string, line: string) => ({ givenName, familyName: 'Bouvier', phone: '06 39 98 00 66', prefers: 'sms', line, postcode: '21140', town: 'Semur-en-Auxois' });
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

async function signedIn(name: string): Promise<Walker> {
  const them = walker(town.url);
  const found = await them.go(`/demo?q=${encodeURIComponent(name)}`);
  const person = [...found.html.matchAll(/name="person" value="(per_[^"]+)"[\s\S]*?<strong>([^<]+)<\/strong>/g)].find(([, , shown]) => shown === name)?.[1];
  assert.ok(person, `nobody is called (${name})`);
  await them.send(found, /\/demo\/be$/, { person });
  await them.go('/language?lang=en&back=/');
  return them;
}

/** Somebody at a page with forms: asking, booked, at work, in the office, at the telephone. */
type Place = Readonly<{ who: Walker; page: Page }>;

async function everyPlace(): Promise<Place[]> {
  const places: Place[] = [];
  const look = async (who: Walker, ...paths: string[]): Promise<void> => { for (const path of paths) places.push({ who, page: await who.go(path) }); };
  const asker = walker(town.url);
  let page = await asker.send(await asker.go('/'), '/ask', { words: PRINTER });
  const here = page.path.replace(/\/[^/]+$/, '');
  await look(asker, '/', '/check', '/guides', '/come-back', '/come-back/code?code=nothing', '/sign-in', `${here}/understood`, `${here}/ways`, `${here}/where`);
  const booked = walker(town.url);
  const times = await upToTimes(booked, PRINTER, where('Basil', '24 Rue Buffon'));
  const reference = times.path.split('/').slice(0, 3).join('/');
  places.push({ who: booked, page: times });
  page = await booked.send(times, /\/times$/);
  places.push({ who: booked, page });
  const visit = (await booked.send(page, /\/confirm$/, { express: 'yes' })).path;
  await look(booked, visit, `${visit}/move`, `${visit}/cancel`, `${visit}/something-is-wrong`, `${reference}/quotes`);
  await look(await signedIn('Odette Garnier'), '/mine', '/mine/helpers');
  await look(await signedIn('Hélène Morvan'), '/office');
  places.push(...(await atWork(visit, (await booked.go(visit)).html, (await booked.go(`${visit}/calendar.ics`)).html)));
  const jules = await signedIn('Jules Mercier');
  await look(jules, '/operator', '/operator/call', '/operator/outbox', '/operator/board', '/operator/house', '/operator/providers');
  const ruth = await signedIn('Ruth Hedley');
  const provider = /\/operator\/providers\/prv_\w+/.exec((await ruth.go('/operator/providers')).html)?.[0] ?? /\/operator\/providers\/\w+/.exec((await ruth.go('/operator/providers')).html)?.[0];
  assert.ok(provider, 'Ruth sees the firms');
  await look(ruth, '/operator/providers', provider, `${provider}/technicians`);
  return places;
}

/** The technician's page before the door, at it, and at work. */
async function atWork(visit: string, page: string, calendar: string): Promise<Place[]> {
  const [, name = ''] = /<strong>(\S+ \p{L}\.)<\/strong>/u.exec(page) ?? [];
  const who = await signedIn(FULL[name] ?? name);
  const [, code = ''] = /number" translate="no">(\d{4})</.exec(page) ?? [];
  town.itIs(startIn(calendar));
  const day = visit.replace('/visits/', '/day/');
  const expected = await who.go(day);
  const atDoor = await who.send(expected, /\/arrive$/);
  const working = await who.send(atDoor, /\/check-in$/, { code });
  assert.match(working.html, /\/sheet"/, textOf(working.html).slice(0, 400));
  return [expected, atDoor, working].map((one) => ({ who, page: one }));
}

const FILLED_BY_THE_PAGE = new Set(['form_id', 'password', 'totp', 'code', 'digits', 'secret', 'next']);
const NONSENSE = 'zz\u{1F9C0} <b>"\'&; drop table -- \u00e9';
const isTypedIn = (form: Form, name: string, html: string): boolean => !FILLED_BY_THE_PAGE.has(name) && new RegExp(`<(textarea|input)[^>]*name="${name}"[^>]*>`).test(html) && !new RegExp(`name="${name}"[^>]*type="(hidden|radio|checkbox|file)"|type="(hidden|radio|checkbox|file)"[^>]*name="${name}"`).test(html) && form.names.includes(name);

describe('every form, sent empty and sent with nonsense', () => {
  let places: Place[];
  before(async () => { places = await everyPlace(); });

  for (const [how, fill] of [['empty', () => ''], ['with nonsense', () => NONSENSE], ['far too long', () => 'x'.repeat(9_000)]] as const) {
    test(`${how}: never a broken page; what was typed is still there, and a summary says what was wrong`, async (t) => {
      let sent = 0;
      let shownAgain = 0;
      const done = new Set<string>();
      for (const { who, page } of places) {
        for (const form of formsOf(page.html).filter(({ action }) => action !== '/sign-out' && !action.endsWith('/freeze') && !action.endsWith('something-is-wrong') && !action.endsWith('/release'))) {
          const shape = `${form.action} ${form.names.join()}`;
          if (done.has(shape)) continue;
          done.add(shape);
          const typed = Object.fromEntries(form.names.filter((name) => name !== 'form_id').map((name) => [name, fill()]));
          const body = how === 'empty' ? '' : new URLSearchParams(typed).toString();
          // Whoever asks is somebody new: the others keep their own session.
          const answer = await (form.action === '/ask' ? walker(town.url) : who).post(form.action, body);
          if (who !== places[0]?.who || form.action !== '/ask') assert.notEqual(answer.status, 404, `${form.action} on ${page.path} is there`);
          sent += 1;
          assert.ok(answer.status < 500, `${form.action} on ${page.path}, ${how}: ${answer.status} ${textOf(answer.html).slice(0, 300)}`);
          if (answer.status !== 422) continue;
          shownAgain += 1;
          assert.match(answer.html, /class="summary"|<h1>/, form.action);
          const again = formsOf(answer.html).find(({ action }) => action === form.action);
          if (!again || how === 'empty') continue;
          for (const name of form.names.filter((each) => isTypedIn(form, each, page.html))) assert.equal(again.fields[name]?.trim(), fill(), `${form.action}: what was typed into (${name}) is lost`);
        }
      }
      t.diagnostic(`${sent} forms sent, ${shownAgain} shown again`);
      assert.ok(sent > 25 && shownAgain > 10, `${sent} sent, ${shownAgain} shown again`);
    });
  }
});

test('a form that says what is wrong names the field, links to it, and says that nothing was lost', async () => {
  const asker = walker(town.url);
  await asker.send(await asker.go('/'), '/ask', { words: PRINTER });
  const here = (await asker.go('/mine')).path.replace(/\/[^/]+$/, '');
  const answer = await asker.send(await asker.go(`${here}/where`), /\/where$/, { givenName: 'Marguerite', familyName: '', phone: 'twelve', email: '', prefers: 'phone', line: '', postcode: '21140', town: 'Semur' });
  assert.equal(answer.status, 422);
  assert.match(answer.html, /<a href="#familyName">/);
  assert.match(answer.html, /aria-invalid="true"/);
  assert.match(textOf(answer.html), /Nothing you typed was lost\./);
  const [form] = formsOf(answer.html).filter(({ action }) => action.endsWith('/where'));
  assert.deepEqual([form?.fields['givenName'], form?.fields['phone'], form?.fields['prefers'], form?.fields['postcode']], ['Marguerite', 'twelve', 'phone', '21140']);
});

test('bodies that are no forms, and addresses that are no pages', async () => {
  const anyone = walker(town.url);
  for (const [body, type] of [['{"words":', 'application/json'], ['%E0%A4%A', 'application/x-www-form-urlencoded'], ['--x\r\nbroken', 'multipart/form-data; boundary=x'], ['\u0000\u0001', 'text/plain'], ['a=b', 'application/octet-stream'], ['words=%00null', 'application/x-www-form-urlencoded']] as const) {
    const answer = await anyone.post('/ask', body, type);
    assert.ok(answer.status < 500, `${type}: ${answer.status}`);
  }
  for (const path of ['/r/%E0%A4%A', '/r/zzz', '/visits/vis_', '/visits/..%2f', '/guides/%00', '/guides?q=%00', '/guides/nothing', '/quotes/x.pdf', '/operator/board?day=nonsense', '/text-size?size=9999&back=//evil.example', '/text-size?size=125&back=//evil.example', '/text-size?size=125&back=/\\evil.example', '/language?lang=fr&back=//evil.example', '/language?lang=xx&back=https://evil.example', '/technicians/x/photo', '/demo?q=%27%3B--', '/check?x', '/emergency/none']) {
    const answer = await anyone.go(path);
    assert.ok(answer.status < 500, `${path}: ${answer.status}`);
  }
});

test('a form that comes from another site does nothing', async () => {
  const answer = await fetch(`${town.url}/ask`, { method: 'POST', body: new URLSearchParams({ words: PRINTER }), headers: { origin: 'https://evil.example' }, redirect: 'manual' });
  assert.equal(answer.status, 403);
  assert.match(textOf(await answer.text()), /did not come from our own pages/);
});

test('a forwarded or foreign reference answers exactly like one that never was', async () => {
  const owner = walker(town.url);
  const visit = await bookFrom(owner, await upToTimes(owner, PRINTER, where('Solange', '34 Rue Buffon')));
  const reference = /\/r\/([A-Z0-9-]+)/.exec((await owner.go('/mine')).html + (await owner.go(visit.path.replace(/$/, '/calendar.ics'))).html)?.[1] ?? /([A-Z0-9]{3}-[A-Z0-9]{3})/.exec((await owner.go(`${visit.path}/calendar.ics`)).html)?.[1];
  assert.ok(reference, 'the owner knows the reference');
  const other = walker(town.url);
  await other.send(await other.go('/'), '/ask', { words: 'I would like a lesson.' });
  const nameless = (text: string): string => textOf(text).replaceAll(/form_[a-z0-9]+/g, '');
  for (const [real, invented] of [[`/r/${reference}/quotes`, '/r/ZZZ-ZZZ/quotes'], [`/r/${reference}`, '/r/ZZZ-ZZZ'], [visit.path, '/visits/vis_00000000000000000000000000'], [`${visit.path}/sheet`, '/visits/vis_00000000000000000000000000/sheet'], [`${visit.path}/calendar.ics`, '/visits/vis_00000000000000000000000000/calendar.ics'], [`${visit.path}/invoice`, '/visits/vis_00000000000000000000000000/invoice']] as const) {
    const [theirs, none] = [await other.go(real), await other.go(invented)];
    assert.equal(theirs.status, none.status, real);
    assert.equal(nameless(theirs.html), nameless(none.html), real);
    const stranger = await walker(town.url).go(real);
    assert.match(stranger.path, /^\/(sign-in|come-back)/, `without a session ${real} asks who it is`);
  }
});

test('a canary in words, names and notes is shown, and never run', async () => {
  const canary = '<img src=x onerror="window.canary=1"><script>window.canary=1</script>';
  const quick = walker(town.url);
  const visit = await bookFrom(quick, await upToTimes(quick, `${PRINTER} ${canary}`, { ...where(`Zoé${canary}`.slice(0, 100), '47 Rue Buffon'), accessNotes: canary } as never));
  const jules = await town.as('Jules Mercier');
  const paths = [visit.path, `${visit.path}/cancel`, '/operator?q=Bouvier', '/operator/outbox', '/operator/board', '/operator'];
  for (const path of paths) {
    await jules.page.goto(path);
    assert.equal(await jules.page.evaluate('window.canary'), undefined, path);
  }
  await jules.page.goto('/operator?q=Bouvier');
  assert.match(await jules.page.locator('main').innerText(), /<img src=x/, 'it is shown as the letters that it is');
  const asker = await town.someone();
  await asker.context.addCookies([...quick.cookies].map(([name, value]) => ({ name, value, url: town.url })));
  for (const path of [visit.path, '/mine']) {
    await asker.page.goto(path);
    assert.equal(await asker.page.evaluate('window.canary'), undefined, path);
  }
});
