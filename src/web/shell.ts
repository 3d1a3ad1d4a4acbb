import { html } from 'hono/html';
import type { Actor } from '#kernel';
import type { Frame } from './frame.ts';
import { dial } from './parts/dial.ts';
import { icon, lamp } from './parts/icon.ts';

type Html = ReturnType<typeof html>;
export type Page = Readonly<{ title: string; main: Html | Html[]; kind?: 'person' | 'staff'; wide?: boolean; calm?: boolean; /** A way to leave at once, in sight wherever one reads: someone may be looking over their shoulder. */ quickExit?: boolean; /** Scripts of this page alone, by name (`client/own/<name>.ts`). */ scripts?: readonly string[]; /** A page of the day, which can be put on a telephone like a program. */ app?: boolean }>;

const back = (frame: Frame): string => encodeURIComponent(frame.path);

const sizes = (frame: Frame): Html => html`<span class="sizes" role="group" aria-label="${frame.words.say('shell.text-size')}">${[100, 125, 150].map((size) =>
  html`<a class="s${size}" href="/text-size?size=${size}&back=${back(frame)}" data-text-size="${size}"${frame.textSize === size ? html` aria-current="true"` : ''} aria-label="${frame.words.say('shell.text-size-percent', { size })}">Aa</a>`)}</span>`;

const languages = (frame: Frame): Html => html`${frame.house.langs.length < 2 ? '' : frame.house.langs.map((lang) =>
  html`<a href="/language?lang=${lang}&back=${back(frame)}" hreflang="${lang}" lang="${lang}"${frame.lang === lang ? html` aria-current="true"` : ''}>${lang === 'en' ? 'English' : 'Français'}</a>`)}`;

/** Where somebody's own day begins. */
export function staffPage(by: Extract<Actor, { kind: 'person' }>): string {
  if (by.roles.some((role) => role === 'operator' || role === 'admin' || role === 'vetting')) return '/operator';
  if (by.roles.includes('finance')) return '/finance';
  if (by.technician ?? by.stopped) return '/day';
  return by.provider ? '/office' : '/mine';
}

/** On every page of whoever is signed in, by account or by the code of one request. */
const signOut = ({ words }: Frame): Html => html`<form method="post" action="/sign-out"><button class="plain">${words.say('shell.sign-out')}</button></form>`;

function mine(frame: Frame): Html {
  const { by, words } = frame;
  if (by.kind === 'visitor') return html`<a href="/come-back">${icon('folder-open')}${words.say('shell.my-request')}</a>`;
  if (by.kind === 'asker') return html`<a href="/mine">${icon('folder-open')}${words.say('shell.my-request')}</a>${signOut(frame)}`;
  const door = by.kind === 'person' ? staffPage(by) : '/';
  const worksHere = by.kind === 'person' && door !== '/mine';
  const office = by.kind === 'person' && by.provider && door !== '/office';
  return html`<a href="${door}">${icon('user-round')}${words.say('shell.my-page')}</a>${office ? html`<a href="/office">${icon('building-2')}${words.say('shell.my-office')}</a>` : ''}${worksHere ? html`<a href="/mine/sign-in">${icon('fingerprint')}${words.say('shell.my-sign-in')}</a>` : ''}${signOut(frame)}`;
}

const hours = (frame: Frame): string => frame.house.hours.map((open) =>
  frame.words.say('shell.open-from-to', { days: frame.words.say(`shell.days-${open.from}-${open.until}`), opens: open.opens, closes: open.closes })).join(' · ');

const foot = (frame: Frame): Html => html`<footer class="foot"><div>
  <div><p class="quiet">${frame.words.say('shell.talk-to-us')}</p>${frame.house.phone === '' ? html`<p>${frame.words.say('shell.not-open-yet')}</p>` : html`<a class="phone" href="${dial(frame.house.phone)}">${icon('phone')}${frame.house.phone}</a><p>${hours(frame)}</p>`}</div>
  <nav aria-label="${frame.words.say('shell.more')}"><ul>
    <li><a href="/check">${frame.words.say('shell.is-this-you')}</a></li><li><a href="/guides">${frame.words.say('shell.guides')}</a></li>
    <li><a href="/how-we-rank">${frame.words.say('shell.how-we-rank')}</a></li><li><a href="/privacy">${frame.words.say('shell.privacy')}</a></li></ul></nav>
  <nav aria-label="${frame.words.say('shell.for-staff')}"><ul><li><a href="/sign-in">${frame.words.say('shell.staff-sign-in')}</a></li><li><a href="/legal">${frame.words.say('shell.legal')}</a></li><li><a href="/mediation">${frame.words.say('shell.mediation')}</a></li><li><a href="/withdraw">${frame.words.say('withdraw.link')}</a></li>
    <li><a href="/api/v1/docs">${frame.words.say('shell.api')}</a></li></ul></nav></div></footer>`;

/** Every page: the lamp, language and letters on top; one quiet bar for emergencies; the telephone below, always in the same place. */
export const shell = (frame: Frame, page: Page): Html => html`<!doctype html>
<html lang="${frame.lang}" data-text="${frame.textSize}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · ${frame.house.name}</title><meta name="color-scheme" content="light dark"><link rel="icon" href="/assets/lamp.svg" type="image/svg+xml">${page.app ? html`<link rel="manifest" href="/day/app.webmanifest"><link rel="apple-touch-icon" href="/day/app-192.png"><meta name="theme-color" content="#fffaf2">` : ''}
<link rel="preload" href="/assets/font/atkinson-latin.woff2" as="font" type="font/woff2" crossorigin><link rel="stylesheet" href="${frame.assets.css}"><script type="module" src="${frame.assets.script}"></script>${(page.scripts ?? []).map((name) => html`<script type="module" src="${frame.assets.own[name] ?? ''}"></script>`)}</head>
<body class="${page.kind ?? 'person'}"><a class="skip" href="#main">${frame.words.say('shell.skip')}</a>
${frame.house.demo ? html`<aside class="demo" aria-label="${frame.words.say('shell.demo')}"><p>${frame.words.say('shell.demo-banner')} <a href="/demo">${frame.words.say('shell.demo-doors')}</a></p></aside>` : ''}
<header class="top"><a class="brand" href="/">${lamp}<span>${frame.house.name}</span></a><nav aria-label="${frame.words.say('shell.page-settings')}">${languages(frame)}${sizes(frame)}${mine(frame)}</nav></header>
${page.kind === 'staff' ? '' : html`<aside class="alarm" aria-label="${frame.words.say('shell.emergency')}"><a href="/emergency">${icon('phone-call')}<span>${frame.words.say('shell.someone-on-the-phone')}</span></a></aside>`}
${page.quickExit ? html`<p class="leave-now no-print"><a class="button danger" href="https://www.google.com/" data-quick-exit rel="noreferrer">${icon('log-out')}${frame.words.say('guides.leave-now')}</a></p>` : ''}
<main id="main" class="${page.wide || page.kind === 'staff' ? 'wide' : ''}">${page.main}</main>
${foot(frame)}</body></html>`;
