import type { Address } from '#kernel';
import { type FirmPlan, LUNCH, SHORT_LUNCH, SKILLS, WEEKS, papers } from '../firm-plan.ts';
import { basile, lanterne, trois } from './tariffs.ts';

const at = (line: string, postcode: string, town: string): Address => ({ line, postcode, town, country: 'FR' });
const day = (iso: string): Temporal.PlainDate => Temporal.PlainDate.from(iso);

const laLanterne: FirmPlan = {
  key: 'lanterne', country: 'FR', signed: true, tariff: lanterne, office: { key: 'helene', givenName: 'Hélène', familyName: 'Morvan', phone: '+33353010110' },
  provider: {
    name: 'La Lanterne', legalName: 'La Lanterne Informatique SARL', kind: 'firm', companyNumber: '99912340900016', vat: { registered: true, number: 'FR11999123409' },
    sapNumber: 'SAP999123409', sapSince: day('2019-05-02'), address: at('24 Rue de la Liberté', '21140', 'Semur-en-Auxois'), phone: '+33353010110', email: 'bonjour@la-lanterne.example',
    pay: { kind: 'iban', iban: 'FR7630006000010000000010143', name: 'La Lanterne Informatique SARL' }, mediator: 'Médiation de la consommation Bourgogne, Dijon', guaranteeDays: 60,
    about: 'Quatre personnes de l’Auxois, une boutique en haut de la rue de la Liberté, et du café pendant qu’on vous explique.',
  },
  technicians: [
    {
      key: 'samira', givenName: 'Samira', familyName: 'Belhadj', lang: 'fr', phone: '+33639980111', languages: ['fr', 'en'], car: 'une petite Clio verte', skills: SKILLS.teacher,
      home: at('42 Rue de Varenne', '21140', 'Semur-en-Auxois'), reachKm: 25, hours: WEEKS.full, breaks: LUNCH,
      vetting: [...papers('FR', -420, 190), { kind: 'certificate', checkedDays: -300, how: 'Attestation « accompagner sans juger » vue', skill: 'sensitive-case training' }, { kind: 'reference', checkedDays: -410, how: 'Deux anciens clients appelés' }],
    },
    {
      key: 'thibault', givenName: 'Thibault', familyName: 'Renard', lang: 'fr', phone: '+33639980112', languages: ['fr'], car: 'une fourgonnette blanche avec la lanterne', skills: SKILLS.bench,
      home: at('45 Rue Anatole France', '21500', 'Montbard'), reachKm: 28, hours: WEEKS.full, breaks: LUNCH, vetting: papers('FR', -400, 120), away: { from: 8, until: 10, why: 'holiday' },
    },
    {
      key: 'moussa', givenName: 'Moussa', familyName: 'Diarra', lang: 'fr', phone: '+33639980113', languages: ['fr'], car: 'un vélo électrique à sacoches rouges', skills: SKILLS.beginner,
      home: at('39 Rue du Vieux Marché', '21140', 'Semur-en-Auxois'), reachKm: 8, hours: WEEKS.part, breaks: SHORT_LUNCH, vetting: papers('FR', -378, -9),
    },
    {
      key: 'ines', givenName: 'Inès', familyName: 'Carlier', lang: 'fr', phone: '+33639980114', languages: ['fr', 'en'], car: 'une Zoé bleue', skills: SKILLS.lounge,
      home: at('26 bis Rue de l\'Hôtel de Ville', '21390', 'Précy-sous-Thil'), reachKm: 30, hours: WEEKS.long, breaks: LUNCH, vetting: papers('FR', -365, 230),
    },
  ],
};

const chezBasile: FirmPlan = {
  key: 'basile', country: 'FR', signed: true, tariff: basile, office: { runs: 'basile' },
  provider: {
    name: 'Basile, dépannage', legalName: 'Basile Quentin, entrepreneur individuel', kind: 'solo', companyNumber: '99945670000015', vat: { registered: false, mention: 'TVA non applicable, article 293 B du CGI' },
    sapNumber: 'SAP999456700', sapSince: day('2023-02-01'), address: at('4 bis Rue d\'Abrantès', '21500', 'Montbard'), phone: '+33639980120', email: 'basile@depannage.example', pay: { kind: 'iban', iban: 'FR7630006000010000000020231', name: 'Basile Quentin' },
    mediator: 'Médiation de la consommation Bourgogne, Dijon', guaranteeDays: 30, about: 'Ancien facteur de Montbard. Je connais les maisons, les chiens, et maintenant les ordinateurs.',
  },
  technicians: [{
    key: 'basile', givenName: 'Basile', familyName: 'Quentin', lang: 'fr', phone: '+33639980120', languages: ['fr'], car: 'une vieille Kangoo jaune', skills: SKILLS.allRound,
    home: at('4 bis Rue d\'Abrantès', '21500', 'Montbard'), reachKm: 30, hours: WEEKS.lateStart, breaks: LUNCH, vetting: [...papers('FR', -390, 75), { kind: 'reference', checkedDays: -380, how: 'Trois voisins entendus' }],
  }],
};

const troisPontsNet: FirmPlan = {
  key: 'trois', country: 'FR', signed: true, tariff: trois, office: { key: 'gregoire', givenName: 'Grégoire', familyName: 'Tissot', phone: '+33353010130' },
  provider: {
    name: 'Atelier des Trois Rivières', legalName: 'Trois Rivières Numérique SAS', kind: 'firm', companyNumber: '99978900100016', vat: { registered: true, number: 'FR42999789001' },
    address: at('8 Avenue de la Gare', '21150', 'Venarey-les-Laumes'), phone: '+33353010130', email: 'atelier@trois-rivieres.example', pay: { kind: 'iban', iban: 'FR7630006000010000000030319', name: 'Trois Rivières Numérique SAS' },
    mediator: 'Médiation de la consommation Bourgogne, Dijon', guaranteeDays: 90, about: 'Un atelier face à la gare des Laumes, ouvert le soir deux fois par semaine, pour ceux qui rentrent tard.',
  },
  technicians: [
    {
      key: 'gael', givenName: 'Gaël', familyName: 'Le Bihan', lang: 'fr', phone: '+33639980131', languages: ['fr', 'en'], car: 'un Berlingo gris', skills: SKILLS.allRound,
      home: at('28 Avenue de la Gare', '21150', 'Venarey-les-Laumes'), reachKm: 26, hours: WEEKS.evenings, breaks: [], vetting: papers('FR', -350, 5),
    },
    {
      key: 'coralie', givenName: 'Coralie', familyName: 'Jobard', lang: 'fr', phone: '+33639980132', languages: ['fr'], car: 'une Panda rouge', skills: SKILLS.teacher,
      home: at('17 bis Rue de l\'Église', '21150', 'Flavigny-sur-Ozerain'), reachKm: 22, hours: WEEKS.part, breaks: SHORT_LUNCH, vetting: papers('FR', -300, 260),
    },
  ],
};

export const semurFirms: readonly FirmPlan[] = [laLanterne, chezBasile, troisPontsNet];
