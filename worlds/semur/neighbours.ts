import type { Address } from '#kernel';
import { EVERYTHING, type HomePlan, LOOKING } from '../home-plan.ts';

const at = (line: string, postcode: string, town: string): Address => ({ line, postcode, town, country: 'FR' });

/** Those of the Auxois whom one knows by name. */
export const semurNeighbours: readonly HomePlan[] = [
  {
    key: 'odette', country: 'FR', lang: 'fr', address: at('12 Place Notre-Dame', '21140', 'Semur-en-Auxois'), welcomedDays: -210,
    people: [{ key: 'odette', givenName: 'Odette', familyName: 'Garnier', phone: '+33353010001', prefers: 'phone', comfort: 'never-done-it', largePrint: true, vulnerable: 'Entend mal de l’oreille gauche ; laisser sonner longtemps.' }],
    accessNotes: 'Deuxième étage, escalier étroit. La sonnette du milieu. Le chat ne doit pas sortir.',
    devices: [{ kind: 'computer', name: 'L’ordinateur de Raymond', maker: 'HP', model: 'Pavilion 15', system: 'windows', release: '10 22H2', years: 8 }, { kind: 'box', name: 'Livebox', maker: 'Sagemcom', model: 'Livebox 4', years: 5 }, { kind: 'printer', maker: 'Canon', model: 'Pixma TS3350', years: 4 }],
    helpers: [{ person: { key: 'claire', givenName: 'Claire', familyName: 'Garnier-Roux', phone: '+33639980002', email: 'claire.garnier-roux@example.org', prefers: 'sms', comfort: 'fine-alone' }, scopes: EVERYTHING, days: 365, givenHow: 'paper' }],
  },
  {
    key: 'perrot', country: 'FR', lang: 'fr', address: at('35 Quai d\'Armançon', '21140', 'Semur-en-Auxois'), welcomedDays: -180,
    people: [{ key: 'lucien', givenName: 'Lucien', familyName: 'Perrot', phone: '+33639980003', prefers: 'sms', comfort: 'with-help' }, { key: 'simone', givenName: 'Simone', familyName: 'Perrot', phone: '+33639980003', prefers: 'sms', comfort: 'with-help' }],
    accessNotes: 'Un seul téléphone pour deux, dans la cuisine.',
    devices: [{ kind: 'tablet', name: 'La tablette des petits-enfants', maker: 'Samsung', model: 'Galaxy Tab A8', system: 'android', release: '13', years: 3 }, { kind: 'television', maker: 'LG', model: '43UQ75', years: 3 }, { kind: 'box', name: 'Freebox', model: 'Révolution', years: 7 }],
  },
  {
    key: 'marcel', country: 'FR', lang: 'fr', address: at('17 Rue Haute', '21140', 'Courcelles-lès-Semur'), welcomedDays: -95,
    people: [{ key: 'marcel', givenName: 'Marcel', familyName: 'Bonnard', prefers: 'letter', comfort: 'never-done-it', largePrint: true, vulnerable: '91 ans, sans téléphone depuis l’orage. La voisine Mme Fleury ouvre volontiers.' }],
    accessNotes: 'Ferme au bout du chemin ; klaxonner dans la cour.', devices: [{ kind: 'other', name: 'Le poste de radio', maker: 'Philips', years: 30 }],
  },
  {
    key: 'edith', country: 'FR', lang: 'en', address: at('7 Place des Anciennes Halles', '21150', 'Flavigny-sur-Ozerain'), welcomedDays: -150,
    people: [{ key: 'edith', givenName: 'Edith', familyName: 'Whitcombe', phone: '+33353010004', email: 'edith.whitcombe@example.org', prefers: 'mail', comfort: 'with-help' }],
    accessNotes: 'The pottery, blue door. If nobody answers I am at the wheel: come through.',
    devices: [{ kind: 'computer', name: 'The pottery iMac', maker: 'Apple', model: 'iMac 21.5 2017', system: 'macos', release: '13', years: 9 }, { kind: 'phone', maker: 'Apple', model: 'iPhone SE 2020', system: 'ios', release: '18', years: 5 }],
  },
  {
    key: 'traore', country: 'FR', lang: 'fr', address: at('41 Rue des Forges', '21460', 'Époisses'), welcomedDays: -60,
    people: [{ givenName: 'Amadou', familyName: 'Traoré', phone: '+33639980005', email: 'amadou.traore@example.org', prefers: 'sms', comfort: 'fine-alone' }, { givenName: 'Lucie', familyName: 'Traoré', phone: '+33639980006', prefers: 'sms', comfort: 'with-help' }],
    accessNotes: 'L’atelier de menuiserie est derrière ; le signal y est mauvais.',
    devices: [{ kind: 'computer', maker: 'Lenovo', model: 'ThinkPad T14', system: 'windows', release: '11 24H2', years: 2 }, { kind: 'storage', maker: 'Synology', model: 'DS223j', years: 2 }],
  },
  {
    key: 'fleury', country: 'FR', lang: 'fr', address: at('14 Rue de l\'Église', '21140', 'Courcelles-lès-Semur'), welcomedDays: -95,
    people: [{ givenName: 'Jeannine', familyName: 'Fleury', phone: '+33353010007', prefers: 'phone', comfort: 'with-help' }], devices: [{ kind: 'computer', maker: 'Acer', model: 'Aspire 3', system: 'windows', release: '11 23H2', years: 3 }],
  },
  {
    key: 'nowhere-fr', country: 'FR', lang: 'fr', address: at('Le Moulin aux Chouettes, chemin sans nom', '21999', 'Les Trois Ormes'), welcomedDays: -3,
    people: [{ givenName: 'Philomène', familyName: 'Vauban', phone: '+33353010008', prefers: 'phone', comfort: 'never-done-it' }], devices: [],
    accessNotes: 'Après le pont, la maison avec le tilleul. Personne ne la trouve.',
  },
  {
    key: 'delorme', country: 'FR', lang: 'fr', address: at('20 Place de la Halle', '21350', 'Vitteaux'), welcomedDays: -120,
    people: [{ givenName: 'Augustin', familyName: 'Delorme', phone: '+33353010009', prefers: 'letter', comfort: 'never-done-it', largePrint: true }], devices: [{ kind: 'computer', maker: 'Asus', model: 'X540', system: 'windows', release: '10 22H2', years: 7 }],
    helpers: [{ person: { givenName: 'Maud', familyName: 'Delorme', phone: '+33639980010', prefers: 'sms' }, scopes: LOOKING, days: 60, givenHow: 'phone', ended: true }],
  },
];
