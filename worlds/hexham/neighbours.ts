import type { Address } from '#kernel';
import { EVERYTHING, type HomePlan, LOOKING } from '../home-plan.ts';

const at = (line: string, postcode: string, town: string): Address => ({ line, postcode, town, country: 'GB' });

/** Those of the Tyne valley whom one knows by name. */
export const hexhamNeighbours: readonly HomePlan[] = [
  {
    key: 'dorothy', country: 'GB', lang: 'en', address: at('17 Middle Street', 'NE45 5LZ', 'Corbridge'), welcomedDays: -205,
    people: [{ key: 'dorothy', givenName: 'Dorothy', familyName: 'Armstrong', phone: '+441914980001', prefers: 'phone', comfort: 'with-help', largePrint: true, vulnerable: 'Wears hearing aids. Ring twice: the first ring lights the lamp.' }],
    accessNotes: 'Side gate sticks. Bess the collie barks and means nothing by it.',
    devices: [{ kind: 'computer', name: 'The bureau laptop', maker: 'Dell', model: 'Inspiron 3501', system: 'windows', release: '10 22H2', years: 6 }, { kind: 'tablet', maker: 'Apple', model: 'iPad 8', system: 'ipados', release: '18', years: 5 }, { kind: 'router', name: 'The BT box', maker: 'BT', model: 'Smart Hub 2', years: 4 }],
    helpers: [{ person: { key: 'aisha', givenName: 'Aisha', familyName: 'Rahman', phone: '+443069990002', email: 'aisha.rahman@example.org', prefers: 'mail', comfort: 'fine-alone' }, scopes: ['see-appointments', 'see-quotes', 'ask'], days: 180, givenHow: 'on-screen' }],
  },
  {
    key: 'geoffrey', country: 'GB', lang: 'en', address: at('45 Manchester Square', 'NE48 2QD', 'Bellingham'), welcomedDays: -170,
    people: [{ key: 'geoffrey', givenName: 'Geoffrey', familyName: 'Robson', phone: '+441914980003', prefers: 'letter', comfort: 'never-done-it' }],
    accessNotes: 'Retired vet. The phone is in the hall and he is usually in the yard, so a letter is surer.',
    devices: [{ kind: 'computer', maker: 'Dell', model: 'OptiPlex 3050', system: 'windows', release: '10 22H2', years: 9 }, { kind: 'printer', maker: 'Brother', model: 'HL-1110', years: 8 }],
    helpers: [{ known: 'aisha', scopes: EVERYTHING, days: 180, givenHow: 'paper' }], secondEyesAbove: 150_00,
  },
  {
    key: 'solene', country: 'GB', lang: 'fr', address: at('43 Hencotes', 'NE46 3NA', 'Hexham'), welcomedDays: -80,
    people: [{ key: 'solene', givenName: 'Solène', familyName: 'Marchetti', phone: '+443069990004', email: 'solene.marchetti@example.org', prefers: 'sms', comfort: 'with-help' }],
    accessNotes: 'Au-dessus de la boulangerie. Je préfère qu’on m’explique en français.',
    devices: [{ kind: 'computer', maker: 'Apple', model: 'MacBook Air M1', system: 'macos', release: '15', years: 4 }, { kind: 'router', maker: 'Sky', model: 'Hub', years: 2 }],
  },
  {
    key: 'bell', country: 'GB', lang: 'en', address: at('8 Church Street', 'NE47 6LG', 'Haydon Bridge'), welcomedDays: -140,
    people: [{ givenName: 'Winifred', familyName: 'Bell', phone: '+443069990005', prefers: 'sms', comfort: 'with-help' }, { givenName: 'Stanley', familyName: 'Bell', phone: '+443069990005', prefers: 'sms', comfort: 'never-done-it', largePrint: true }],
    accessNotes: 'One mobile between the two of us; Win has it.', devices: [{ kind: 'television', maker: 'Samsung', model: 'QE43', years: 2 }, { kind: 'tablet', maker: 'Amazon', model: 'Fire HD 10', system: 'android', release: '11', years: 3 }],
    helpers: [{ known: 'aisha', scopes: LOOKING, days: 90, givenHow: 'phone' }],
  },
  {
    key: 'okafor', country: 'GB', lang: 'en', address: at('30 Sandy Bank', 'NE44 6DH', 'Riding Mill'), welcomedDays: -50,
    people: [{ givenName: 'Chidi', familyName: 'Okafor', phone: '+443069990006', email: 'chidi.okafor@example.org', prefers: 'mail', comfort: 'fine-alone' }, { givenName: 'Bex', familyName: 'Okafor', phone: '+443069990007', prefers: 'sms', comfort: 'fine-alone' }],
    devices: [{ kind: 'computer', maker: 'Dell', model: 'XPS 13', system: 'windows', release: '11 24H2', years: 2 }, { kind: 'camera', maker: 'Ring', model: 'Doorbell 4', years: 2 }],
  },
  {
    key: 'nowhere-gb', country: 'GB', lang: 'en', address: at('High Shield Bothy, past the second cattle grid', 'ZZ9 9ZZ', 'Nowhere Law'), welcomedDays: -2,
    people: [{ givenName: 'Hilda', familyName: 'Ridley', phone: '+441914980008', prefers: 'phone', comfort: 'never-done-it' }], devices: [], accessNotes: 'The postman leaves letters at the farm.',
  },
];
