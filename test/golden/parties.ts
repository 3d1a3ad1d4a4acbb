/** The people on the golden documents. */
import type { Parties } from '#modules/pricing';

export const grenoble: Parties = {
  provider: {
    name: 'Clic & Calme', legalName: 'Clic et Calme SARL', companyNumber: '123 456 789 00012', address: { line: '12 rue des Fleurs', postcode: '38000', town: 'Grenoble', country: 'FR' },
    phone: '04 76 00 00 00', email: 'bonjour@clic-calme.example', vat: { registered: true, number: 'FR32123456789' }, sapNumber: 'SAP123456789', sapSince: Temporal.PlainDate.from('2022-03-01'),
    mediator: 'Médiation Conso, 1 place du Bien, 75001 Paris',
  },
  person: { givenName: 'Odette', familyName: 'Martin' }, home: { address: { line: '3 rue des Lilas', postcode: '38120', town: 'Saint-Égrève', country: 'FR' } },
  tasks: ['Mon ordinateur est devenu très lent', 'Je voudrais que mes photos soient à l’abri'],
};
export const exeter: Parties = {
  provider: {
    name: 'Lantern Computers', legalName: 'Maggie Rowe trading as Lantern Computers', companyNumber: 'sole trader', address: { line: '4 Quay Hill', postcode: 'EX2 4AN', town: 'Exeter', country: 'GB' },
    phone: '01392 000000', email: 'hello@lantern.example', vat: { registered: false, mention: 'Not VAT registered' },
  },
  person: { givenName: 'Arthur', familyName: 'Pym' }, home: { address: { line: '7 Church Lane', postcode: 'EX6 8XX', town: 'Kenton', country: 'GB' } },
  tasks: ['The new laptop needs setting up, with something against viruses'],
};
