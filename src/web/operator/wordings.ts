import { html } from 'hono/html';
import { z } from 'zod';
import type { Lang } from '#kernel';
import { KINDS, type Kind, PARTS, type Part, type Texts, type WordingPreview, type WordingSeen, type WrongText } from '#modules/messages';
import { type Call, type Door, type Problem, type Reply, type Typed, file, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { box, form, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Which = Readonly<{ kind: Kind; lang: Lang }>;
const PATH = '/operator/wordings';
const ONE = `${PATH}/:template/:lang`;
const asks = z.object({ does: z.enum(['try', 'keep', 'letter']).catch('try') }).catchall(z.string().max(5_000, 'where.too-long'));
/** The groups in which messages are listed; what is in none stands last. */
const GROUPS: readonly (readonly [string, RegExp])[] = [['visits', /^(visit|window|technician-arrived|technician-changed|technician-refused|day)/], ['money', /^(invoice|payment|credit|extra|contract|second|round)/], ['people', /^(sign-in|contact|passkey|helper|change|mandate|erasure|thread)/], ['safety', /./]];

/** How each message is worded: as it reaches somebody, in both languages, changed with its rules checked, and back to ours with one press. */
export const wordingDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator'], answer: (call) => listPage(has, call) }),
  screen({ method: 'GET', path: ONE, who: ['operator'], answer: (call) => withWording(has, call, (seen) => show(has, call, seen, seen.now)) }),
  screen({
    method: 'POST', path: ONE, who: ['operator'], asks, again: (call, typed, problems) => withWording(has, call, (seen) => show(has, call, seen, textsIn(typed), problems)),
    answer: (call) => withWording(has, call as unknown as Call, (seen) => answer(has, call as unknown as Call<z.infer<typeof asks>>, seen)),
  }),
  screen({
    method: 'POST', path: `${ONE}/ours`, who: ['operator'],
    answer: (call) => withWording(has, call, ({ kind, lang }) => call.change((work) => has.messages.setWording(work, { kind, lang, texts: {} }), () => go(pathOf({ kind, lang })), () => missing)),
  }),
];

const pathOf = ({ kind, lang }: Which): string => `${PATH}/${kind}/${lang}`;
const textsIn = (typed: Typed): Texts => Object.fromEntries(PARTS.flatMap((part) => { const text = typed[part]; return text === undefined ? [] : [[part, text.replaceAll('\r\n', '\n')]]; }));

async function withWording(has: WebHas, call: Call, then: (seen: WordingSeen) => Promise<Reply> | Reply): Promise<Reply> {
  const kind = KINDS.find((one) => one === call.params['template']);
  const lang = has.langs.find((one) => one === call.params['lang']);
  const seen = kind && lang ? await call.look((work) => has.messages.wording(work, kind, lang)) : undefined;
  return seen ? then(seen) : missing;
}

const problemOf = ({ part, kind, what }: WrongText): Problem => ({ field: part, says: `wordings.${kind}`, with: { what } });

async function answer(has: WebHas, call: Call<z.infer<typeof asks>>, seen: WordingSeen): Promise<Reply> {
  const { does, ...typed } = call.asked;
  const texts = textsIn(typed as Typed);
  const { kind, lang } = seen;
  const preview = has.messages.previewWording({ kind, lang, texts });
  if (does === 'letter' && preview.wrong.length === 0) return file(await preview.letter(), 'application/pdf', { name: 'letter.pdf' });
  if (does !== 'keep' || preview.wrong.length > 0) return show(has, call as unknown as Call, seen, texts, preview.wrong.map(problemOf));
  return call.change((work) => has.messages.setWording(work, { kind, lang, texts }), () => go(pathOf(seen)), () => missing);
}

async function listPage(has: WebHas, call: Call): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const all = await call.look((work) => has.messages.wordings(work));
  const grouped = Map.groupBy(all, ({ kind }) => GROUPS.find(([, of]) => of.test(kind))?.[0] ?? 'safety');
  return page(shell(frame, {
    title: words.say('wordings.title'), kind: 'staff',
    main: html`<p class="where-am-i"><a href="/operator/house">${words.say('set-up.house')}</a></p><h1>${words.say('wordings.title')}</h1><p class="lead">${words.say('wordings.more')}</p>
      ${GROUPS.map(([name]) => html`<details class="card"${(grouped.get(name) ?? []).some(({ own }) => own.length > 0) ? ' open' : ''}><summary><strong>${words.say(`wordings.group-${name}`)}</strong> <span class="quiet">${(grouped.get(name) ?? []).length}</span></summary>
        <table class="stacked"><tbody>${(grouped.get(name) ?? []).map(({ kind, own }) => html`<tr><th scope="row">${titleOf(has, frame, kind)}</th>${has.langs.map((lang) => html`<td><a href="${pathOf({ kind, lang })}">${words.say(`notices.in-${lang}`)}</a>${own.includes(lang) ? html` <span class="tag">${words.say('wordings.own')}</span>` : ''}</td>`)}</tr>`)}</tbody></table></details>`)}`,
  }));
}

/** A message by its own title, with what fills it left as names. */
const titleOf = (has: WebHas, { lang }: Pick<Frame, 'lang'>, kind: Kind): string => (has.text[lang].raw(`messages.${kind}-title`) ?? kind).replaceAll(/\{(\w+)[^}]*\}/g, '…');

async function show(has: WebHas, call: Call, seen: WordingSeen, texts: Texts, problems: readonly Problem[] = []): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const preview = has.messages.previewWording({ kind: seen.kind, lang: seen.lang, texts });
  const filled = { typed: texts as Typed, problems };
  const here = pathOf(seen);
  const parts = PARTS.filter((part) => seen.ours[part] !== undefined);
  return page(shell(frame, {
    title: titleOf(has, frame, seen.kind), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${PATH}">${words.say('wordings.title')}</a></p><h1>${titleOf(has, { lang: seen.lang }, seen.kind)}</h1>
      <p>${words.say(`notices.in-${seen.lang}`)} ${has.langs.filter((lang) => lang !== seen.lang).map((lang) => html`· <a href="${pathOf({ kind: seen.kind, lang })}">${words.say(`notices.in-${lang}`)}</a>`)}</p>
      ${seen.since ? html`<p class="note">${words.say('wordings.since', { date: words.date(seen.since) })}</p>` : html`<p class="note">${words.say('wordings.ours-now')}</p>`}
      <p class="hint">${words.say('wordings.holes')} ${seen.allowed.map((name) => html`<code>{${name}}</code> `)}</p>
      ${form(here, html`${parts.map((part) => partFields(frame, seen, part, texts, preview, problems))}
        <div class="actions"><button name="does" value="try">${icon('refresh-cw')}${words.say('wordings.try')}</button><button name="does" value="letter" data-takes-out>${icon('file-text')}${words.say('wordings.letter')}</button><button class="main" name="does" value="keep">${icon('check')}${words.say('wordings.keep')}</button></div>`)}
      ${seen.since ? press(`${here}/ours`, words.say('wordings.back-to-ours'), { kind: 'plain' }) : ''}${history(frame, seen)}`,
  }), problems.length > 0 ? 422 : 200);
}

function partFields(frame: Frame, seen: WordingSeen, part: Part, texts: Texts, preview: WordingPreview, problems: readonly Problem[]): Html {
  const { words } = frame;
  const ours = seen.ours[part] ?? '';
  const count = preview.smsParts[part];
  return html`<section class="card"><h2>${words.say(`wordings.part-${part}`)}</h2>
    ${box({ name: part, label: words.say('wordings.words'), rows: part.endsWith('text') ? 8 : 3, value: texts[part] ?? ours, filled: { typed: { [part]: texts[part] ?? ours }, problems }, words })}
    <div class="message-as-sent"><p class="small quiet">${words.say('wordings.as-sent')}${count === undefined ? '' : html` · ${words.say('wordings.sms-parts', { count })}`}</p><blockquote class="quoted" lang="${seen.lang}">${(preview.said[part] ?? '').split('\n').map((row) => html`${row}<br>`)}</blockquote></div>
    ${(texts[part] ?? ours) === ours ? '' : html`<details><summary>${words.say('wordings.show-ours')}</summary><p lang="${seen.lang}">${ours.split('\n').map((row) => html`${row}<br>`)}</p></details>`}</section>`;
}

/** What was said before, and how many messages went out so. */
const history = ({ words }: Frame, { versions }: WordingSeen): Html => (versions.length === 0 ? html`` : html`<details class="card"><summary><strong>${words.say('wordings.versions')}</strong></summary><ol>${versions.map(({ wording, sent }) => html`<li>${words.date(wording.setAt)} · ${Object.keys(wording.texts).length === 0 ? words.say('wordings.version-ours') : words.say('wordings.version', { count: sent })}
  ${Object.entries(wording.texts).map(([part, text]) => html`<details><summary>${words.say(`wordings.part-${part}`)}</summary><p>${text.split('\n').map((row) => html`${row}<br>`)}</p></details>`)}</li>`)}</ol></details>`);
