import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Lang, newId } from '#kernel';
import { smsParts } from '#platform/sms/index';
import { createText } from '#platform/text';
import { bodyFor } from '../../src/modules/messages/do/post.ts';
import { KINDS } from '../../src/modules/messages/message.ts';
import { sameAsGolden } from './golden.ts';

const words = createText(join(import.meta.dirname, '../../content/words'));
const house = { name: 'Porchlight Semur', phone: '03 80 00 00 00', url: 'https://aide.example.org' };
const SAMPLE: Readonly<Record<Lang, Readonly<Record<string, string | number>>>> = {
  en: {
    technician: 'Léa B.', car: 'a green Clio', provider: 'Allard Informatique', reference: 'K7M-4QX', person: 'Odette Perrin', day: 'Tuesday, 1 December', from: '9:30 am', until: '10:30 am', word: 'golden lantern', code: '4821', amount: '€191.50', most: '€240.00',
    why: 'The power supply is broken as well', number: '7K2M-2026-0012', helper: 'Paul Perrin', digits: '482 193', undo: 'until 26 November, 10:00 am', words: 'Please switch the box off for a minute, and on again.', date: '1 December 2026', hour: '10:00 am', by: '14 December 2026', name: 'Odette Perrin', agreed: '23 November 2026', before: 'Samira B.', count: 2,
  },
  fr: {
    technician: 'Léa B.', car: 'une Clio verte', provider: 'Allard Informatique', reference: 'K7M-4QX', person: 'Odette Perrin', day: 'mardi 1 décembre', from: '9 h 30', until: '10 h 30', word: 'lanterne dorée', code: '4821', amount: '191,50 €', most: '240,00 €',
    why: 'L’alimentation est cassée aussi', number: '7K2M-2026-0012', helper: 'Paul Perrin', digits: '482 193', undo: 'jusqu’au 26 novembre à 10 h', words: 'Éteignez la box une minute, puis rallumez-la.', date: '1 décembre 2026', hour: '10 h', by: '14 décembre 2026', name: 'Odette Perrin', agreed: '23 novembre 2026', before: 'Samira B.', count: 2,
  },
};

/** Everything that is told by mail and by text message, as it arrives; a text message with the parts that it costs. */
function everything(lang: Lang): string {
  const told: string[] = [];
  for (const kind of KINDS) for (const as of ['self', 'helper'] as const) {
    if (!words[lang].knows(as === 'self' ? `messages.${kind}-text` : `messages.${kind}-helper-text`)) continue;
    const to = { id: newId('Person'), givenName: 'Odette', familyName: 'Perrin', lang, country: 'FR' as const, prefers: 'mail' as const, largePrint: false };
    const body = (way: 'mail' | 'sms') => bodyFor({ words, house }, { key: '', kind, to, as, country: 'FR', filling: () => SAMPLE[lang] }, way, undefined);
    const [mail, sms] = [body('mail'), body('sms').text];
    told.push(`=== ${kind}${as === 'helper' ? ' (to a helper)' : ''}\nSubject: ${mail.title}\n\n${mail.text}\n\n--- as a text message, parts: ${String(smsParts(sms))}\n${sms}\n`);
  }
  return told.join('\n');
}

describe('mails and text messages read as they should', () => {
  for (const lang of ['en', 'fr'] as const) test(lang, () => { sameAsGolden(`mails-${lang}`, everything(lang)); });
});
