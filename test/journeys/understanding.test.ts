import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Town, openTown } from './town.ts';
import { type Page, type Walker, formsOf, textOf, walker } from './walker.ts';

let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

/** Words that say little, or not in our languages. */
const STRANGE: readonly (readonly [what: string, words: string])[] = [
  ['emoji', '😭😭🖨️🔥❓'], ['punctuation', '??!!…'], ['one letter', 'x'], ['markup', '<b onclick="x()">hello</b><script>alert(1)</script>'], ['markup alone', '<div></div>'],
  ['Chinese', '我的打印机坏了'], ['German', 'Mein Drucker druckt nicht mehr und ich weiß nicht weiter'], ['Arabic', 'الطابعة لا تعمل'], ['figures', '1234567890'], ['nonsense', 'qsdf jklm azer'],
  ['a right-to-left mark and zero width', '\u202Eabc\u200B\u200B'], ['half an emoji', 'help \uD83D'], ['the longest that fits', `${'help '.repeat(1_599)}help`],
];

async function asks(words: string): Promise<{ who: Walker; page: Page }> {
  const who = walker(town.url);
  return { who, page: await who.send(await who.go('/'), '/ask', { words }) };
}
const choicesOn = (page: Page): string[] => formsOf(page.html).flatMap(({ names }) => names.filter((name) => /^(?:leaf|q)-/.test(name)));

describe('words that say little', () => {
  for (const [what, words] of STRANGE) {
    test(`${what}: a kind question back on the page`, async () => {
      const { page, who } = await asks(words);
      assert.equal(page.status, 200);
      const understood = page.path.endsWith('/understood') ? page : await who.go(page.path.replace(/\/safety$/, '/understood'));
      assert.ok(choicesOn(understood).some((name) => name.startsWith('q-')), textOf(understood.html).slice(0, 700));
      assert.ok(textOf(understood.html).includes('None of these'));
      assert.doesNotMatch(understood.html, /<script>alert|onclick="x/);
    });
  }

  test('nothing at all, and a hundred thousand characters: what to do, and nothing is lost', async () => {
    const none = await asks('   ');
    assert.equal(none.page.status, 422);
    assert.match(textOf(none.page.html), /Nothing you typed was lost/);
    const much = await asks('my printer does not print. '.repeat(3_704));
    assert.equal(much.page.status, 422);
    assert.ok((formsOf(much.page.html).find(({ action }) => action === '/ask')?.fields['words'] ?? much.page.html).length > 90_000, 'what was typed is still there');
  });
});

describe('the programming interface', () => {
  let calls = 0;
  const send = (body: string): Promise<Response> => {
    calls += 1;
    return fetch(`${town.url}/api/v1/understandings`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': `understanding-${calls}` }, body });
  };
  const understand = async (text: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await send(JSON.stringify({ text }));
    return { status: answer.status, body: await answer.json() as Record<string, unknown> };
  };
  test('answers any text with at least one task', async () => {
    for (const [what, words] of [...STRANGE, ['nothing', ''], ['a hundred thousand characters', 'x y '.repeat(25_000)]] as const) {
      const { status, body } = await understand(words);
      assert.equal(status, 200, what);
      assert.ok((body['tasks'] as { unsure: boolean }[]).length > 0, what);
    }
  });
  test('says what is wrong with a text that is none', async () => {
    assert.equal((await understand('x'.repeat(100_001))).status, 422);
    assert.equal((await send('{"text":5}')).status, 422);
  });
});

describe('a system that its maker no longer keeps safe', () => {
  test('is told of where a person names it: on what we understood, on the guide opened from there, and in the search', async () => {
    const { who, page } = await asks('My laptop with Windows 7 is terribly slow');
    assert.match(textOf(page.html), /Windows 7 has had no safety updates since 14 January 2020/);
    const reference = /\/r\/([^/]+)/.exec(page.path)?.[1] ?? '';
    assert.match(textOf((await who.go(`/guides/slow-or-freezing?request=${reference}`)).html), /Windows 7 has had no safety updates/);
    assert.doesNotMatch(textOf((await walker(town.url).go(`/guides/slow-or-freezing?request=${reference}`)).html), /Windows 7 has had/, 'a stranger with the reference reads nothing of it');
    assert.match(textOf((await who.go('/guides?q=windows+xp+slow')).html), /Windows XP has had no safety updates/);
    assert.doesNotMatch(textOf((await asks('My laptop with Windows 11 is slow')).page.html), /safety updates/);
  });
});

test('a printer and a backup are two things to choose for', async () => {
  const { page } = await asks('printer will not print. I would also like a backup');
  assert.equal(new Set(choicesOn(page).filter((name) => name.startsWith('leaf-'))).size, 2);
});

describe('somebody who may be watched', () => {
  const exit = /data-quick-exit/;
  test('can leave at once from every page of their request, and is asked for a safe way to be reached', async () => {
    const { who, page } = await asks('My ex reads all my messages on my phone');
    assert.match(page.path, /\/safety$/);
    assert.match(page.html, exit);
    const here = page.path.replace(/\/safety$/, '');
    for (const step of ['safety', 'understood', 'ways', 'where']) assert.match((await who.go(`${here}/${step}`)).html, exit, step);
    assert.match(textOf((await who.go(`${here}/where`)).html), /a way to reach you that the other person cannot see/);
    assert.doesNotMatch((await asks('my printer does not print, paper jam')).page.html, exit);
  });
  test('the cards and guides for them too; and a number for whoever cannot speak', async () => {
    const anyone = walker(town.url);
    for (const path of ['/emergency/surveillance', '/guides/privacy-surveillance-stalking']) assert.match((await anyone.go(path)).html, exit, path);
    assert.doesNotMatch((await anyone.go('/emergency')).html, exit);
    await anyone.go('/language?lang=fr&back=/');
    assert.match((await anyone.go('/emergency/surveillance')).html, /href="sms:114"/);
  });
});

test('in a scam the bank stands first among those who help', async () => {
  const page = textOf((await walker(town.url).go('/emergency')).html);
  const at = (words: string): number => page.indexOf(words);
  assert.ok(at('159, your bank') > 0 && at('159, your bank') < at('Report Fraud') && at('Report Fraud') < at('Police, not urgent'));
});
