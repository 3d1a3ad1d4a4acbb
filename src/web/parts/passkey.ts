import { html } from 'hono/html';
import type { Words } from '#platform/text';
import { form } from './form.ts';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;

/** A form that a passkey fills in; shown only where the browser can. `begin` answers what the key is asked. */
const passkeyForm = (words: Words, kind: 'add' | 'use', to: string, begin: string, inside: Html): Html => html`<div data-passkey-part hidden>
  ${form(to, html`<input type="hidden" name="ceremony" value=""><input type="hidden" name="response" value="">${inside}`, { more: html` data-passkey="${kind}" data-begin="${begin}" data-failed="${words.say(`account.passkey-${kind}-failed`)}"` })}
  <p class="wrong" role="status" data-passkey-status></p></div>`;

/** The button under which a passkey signs in. `next`: where to go afterwards. */
export const signInWithPasskey = (words: Words, next: string): Html => passkeyForm(words, 'use', '/sign-in/passkey', '/sign-in/passkey/begin',
  html`<input type="hidden" name="next" value="${next}"><button>${icon('fingerprint')}${words.say('account.passkey-use')}</button>`);

export const addPasskey = (words: Words, name: Html): Html => passkeyForm(words, 'add', '/mine/sign-in/passkeys', '/mine/sign-in/passkeys/begin', html`${name}<div class="actions"><button class="main">${icon('fingerprint')}${words.say('account.passkey-add')}</button></div>`);
