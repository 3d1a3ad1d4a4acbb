import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel';
import { pdfOfMany, textOf } from '#platform/documents/index';
import { createText } from '#platform/text';
import type { Work } from '#platform/work';
import { grenoble } from '../test/golden/parties.ts';
import { enclosuresFrom } from './enclosures.ts';

const words = createText('content/words');
const work = { now: Temporal.Instant.from('2026-11-24T10:00:00Z') } as unknown as Work;
const [visit, home] = [newId('Visit'), newId('Home')];
const eur = (cents: number) => ({ cents, currency: 'EUR' as const });
const invoice = {
  id: newId('Invoice'), number: '7K2M-2026-0012', kind: 'visit', country: 'FR', quote: newId('Quote'), lines: [], gross: eur(19_150), vat: [], ceiling: eur(24_000), extrasCeiling: eur(0), minutes: { attended: 60, unattended: 0 },
  issuer: { ...grenoble.provider, legalName: 'Clic & Calme SARL', companyNumber: '999123404', address: grenoble.home.address, phone: '+33476000000', email: 'a@example.org', pay: { kind: 'iban', iban: 'FR7630006000011234567890189', name: 'Clic & Calme' }, guaranteeDays: 30, vat: { registered: true, number: 'FR00999123404' } },
  recipient: { name: 'Odette Martin', address: grenoble.home.address, largePrint: false }, technician: { name: 'Léa B.', badge: 'P-0042' }, issuedAt: work.now, servedOn: Temporal.PlainDate.from('2026-11-24'), dueOn: Temporal.PlainDate.from('2026-12-08'), payments: [], creditNotes: [], refunds: [],
};
const sheet = { visit, kind: 'written', lang: 'fr', blocks: { 'what-was-wrong': 'Le disque était plein.', 'what-we-did': 'Nous avons rangé.\nEt montré comment.', 'what-it-cost': 'Le prix convenu.', 'if-it-comes-back': 'Appelez-nous.', 'what-to-watch': '' } };
const encloses = enclosuresFrom({ billing: { known: { ofVisit: async () => [{ ...invoice, number: '7K2M-2026-0011' }, invoice] as never } }, visits: { known: { sheet: async () => sheet as never } }, words });
const letter = (kind: string, more: object = {}) => encloses(work, { kind, channel: 'letter', lang: 'fr', about: visit, home, ...more } as never, { to: '', title: '', text: `Votre facture ${invoice.number} est prête.` });

test('the bill that a letter speaks of goes with it, and the page in plain words with the news that it is there', async () => {
  const [bill, ...others] = await letter('invoice-issued');
  assert.deepEqual(others, []);
  const paper = textOf(await pdfOfMany({ title: 't', lang: 'fr-FR', author: 'a', at: work.now }, [bill as never]));
  assert.match(paper, /7K2M-2026-0012/);
  assert.match(paper, /191,50/);
  const [page] = await letter('visit-ended');
  assert.match(textOf(await pdfOfMany({ title: 't', lang: 'fr-FR', author: 'a', at: work.now }, [page as never])), /Le disque était plein\.[\s\S]*Et montré comment\./);
});

test('nothing goes with a letter to a helper, with other news, or by another way', async () => {
  for (const [kind, more] of [['invoice-issued', { home: undefined }], ['visit-booked', {}], ['invoice-issued', { channel: 'mail' }], ['invoice-issued', { about: 'req_1' }]] as const) assert.deepEqual(await letter(kind, more), [], kind);
});
