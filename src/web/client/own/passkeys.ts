// Passkeys: the browser and its key do the work, a plain form carries the answer. Without this script, password and digits do.
import type * as WebAuthn from '@simplewebauthn/browser';

declare const SimpleWebAuthnBrowser: typeof WebAuthn;
type Begun = { ceremony: string; options: never };

/** What the house asks of the key. */
async function begin(form: HTMLFormElement): Promise<Begun> {
  const asked = await fetch(form.dataset['begin'] ?? '', { method: 'POST', headers: { accept: 'application/json' } });
  if (!asked.ok) throw new Error(`the house answered ${asked.status}`);
  return await asked.json() as Begun;
}

const keep = (form: HTMLFormElement, name: string, value: string): void => {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
};

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  if (!SimpleWebAuthnBrowser.browserSupportsWebAuthn()) continue;
  const whole = form.closest<HTMLElement>('[data-passkey-part]') ?? form;
  whole.hidden = false;
  const status = whole.querySelector<HTMLElement>('[data-passkey-status]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = form.querySelector('button');
    button?.setAttribute('aria-busy', 'true');
    if (status) status.textContent = '';
    void (async () => {
      try {
        const begun = await begin(form);
        const answer = form.dataset['passkey'] === 'add'
          ? await SimpleWebAuthnBrowser.startRegistration({ optionsJSON: begun.options })
          : await SimpleWebAuthnBrowser.startAuthentication({ optionsJSON: begun.options });
        keep(form, 'ceremony', begun.ceremony);
        keep(form, 'response', JSON.stringify(answer));
        form.submit();
      } catch {
        // Closed, too late, or no key at hand: said in words, and nothing is lost.
        button?.removeAttribute('aria-busy');
        if (status) status.textContent = form.dataset['failed'] ?? '';
      }
    })();
  }, { capture: true });
}
