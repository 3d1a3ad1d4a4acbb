import type { Address } from '#kernel';
import { type FirmPlan, LUNCH, SHORT_LUNCH, SKILLS, WEEKS, papers } from '../firm-plan.ts';
import { margaret, northgate, tyne } from './tariffs.ts';

const at = (line: string, postcode: string, town: string): Address => ({ line, postcode, town, country: 'GB' });

const tyneValley: FirmPlan = {
  key: 'tyne', country: 'GB', signed: true, tariff: tyne, office: { key: 'alan', givenName: 'Alan', familyName: 'Charlton', phone: '+441914980210' },
  provider: {
    name: 'Tyne Valley Lamplighters', legalName: 'Tyne Valley Lamplighters Ltd', kind: 'firm', companyNumber: '99012345', vat: { registered: true, number: 'GB999041279' },
    address: at('24 Hencotes', 'NE46 3NA', 'Hexham'), phone: '+441914980210', email: 'hello@lamplighters.example', pay: { kind: 'sort-code', sortCode: '20-00-00', account: '55779911', name: 'Tyne Valley Lamplighters Ltd' },
    guaranteeDays: 60, about: 'Four of us above the ironmonger in Hencotes. We have put in Wi-Fi where the walls were built to keep out reivers.',
  },
  technicians: [
    {
      key: 'priya', givenName: 'Priya', familyName: 'Shah', lang: 'en', phone: '+443069990211', languages: ['en'], car: 'a small orange Jazz', skills: SKILLS.teacher,
      home: at('30 Hencotes', 'NE46 3NA', 'Hexham'), reachKm: 25, hours: WEEKS.full, breaks: LUNCH,
      vetting: [...papers('GB', -410, 150), { kind: 'certificate', checkedDays: -300, how: 'Safeguarding certificate seen', skill: 'sensitive-case training' }, { kind: 'reference', checkedDays: -400, how: 'Two former customers rung' }],
    },
    {
      key: 'callum', givenName: 'Callum', familyName: 'Reed', lang: 'en', phone: '+443069990212', languages: ['en'], car: 'a white van with a lamp on it', skills: SKILLS.bench,
      home: at('15 Main Street', 'NE48 2YY', 'Bellingham'), reachKm: 32, hours: WEEKS.full, breaks: LUNCH, vetting: papers('GB', -400, 95),
    },
    {
      key: 'fiona', givenName: 'Fiona', familyName: 'Telfer', lang: 'en', phone: '+443069990213', languages: ['en', 'fr'], car: 'a green Fabia', skills: SKILLS.lounge,
      home: at('43 Hill Street', 'NE45 5GU', 'Corbridge'), reachKm: 28, hours: WEEKS.long, breaks: SHORT_LUNCH, vetting: papers('GB', -330, 200), away: { from: 9, until: 9, why: 'training' },
    },
    {
      key: 'owen', givenName: 'Owen', familyName: 'Wren', lang: 'en', phone: '+443069990214', languages: ['en'], car: 'a blue estate car', skills: SKILLS.allRound,
      home: at('6 Ratcliffe Road', 'NE47 6LZ', 'Haydon Bridge'), reachKm: 25, hours: WEEKS.lateStart, breaks: LUNCH, vetting: papers('GB', -260, 105),
      suspended: { days: -4, why: 'A customer says that he asked for the e-mail password on paper. He stays at home until we have spoken with both.' },
    },
  ],
};

const margaretHope: FirmPlan = {
  key: 'margaret', country: 'GB', signed: true, tariff: margaret, office: { runs: 'margaret' },
  provider: {
    name: 'Margaret Hope, patient with computers', legalName: 'Margaret Hope trading as Patient with Computers', kind: 'solo', companyNumber: 'sole trader', vat: { registered: false, mention: 'Not registered for VAT' },
    address: at('3 Middle Street', 'NE45 5LZ', 'Corbridge'), phone: '+441914980220', email: 'margaret@patient.example', pay: { kind: 'sort-code', sortCode: '20-11-43', account: '40219973', name: 'M Hope' },
    guaranteeDays: 45, about: 'Taught maths for thirty years. Now I teach one person at a time, at their own table, in their own time.',
  },
  technicians: [{
    key: 'margaret', givenName: 'Margaret', familyName: 'Hope', lang: 'en', phone: '+441914980220', languages: ['en', 'fr'], car: 'a pale yellow Micra', skills: SKILLS.allRound,
    home: at('3 Middle Street', 'NE45 5LZ', 'Corbridge'), reachKm: 30, hours: WEEKS.evenings, breaks: [], vetting: [...papers('GB', -395, 60), { kind: 'reference', checkedDays: -390, how: 'The head of her former school rung' }],
  }],
};

const northgateDigital: FirmPlan = {
  key: 'northgate', country: 'GB', signed: false, tariff: northgate, office: { key: 'dev', givenName: 'Dev', familyName: 'Anand', phone: '+441914980230' },
  provider: {
    name: 'Northgate Digital', legalName: 'Northgate Digital LLP', kind: 'firm', companyNumber: '99073355', vat: { registered: true, number: 'GB999073359' },
    address: at('3 Market Place', 'NE46 1NX', 'Hexham'), phone: '+441914980230', email: 'office@northgate.example', pay: { kind: 'sort-code', sortCode: '30-00-66', account: '10664482', name: 'Northgate Digital LLP' },
    guaranteeDays: 30, about: 'New in the Market Place. Small businesses by day, homes from five o’clock.',
  },
  technicians: [
    {
      key: 'kit', givenName: 'Kit', familyName: 'Sanderson', lang: 'en', phone: '+443069990231', languages: ['en'], car: 'a silver Corsa', skills: SKILLS.allRound,
      home: at('9 Hill Street', 'NE45 5GU', 'Corbridge'), reachKm: 20, hours: WEEKS.lateStart, breaks: LUNCH, vetting: papers('GB', -40, 325),
    },
    {
      key: 'joan', givenName: 'Joan', familyName: 'Pattinson', lang: 'en', phone: '+443069990232', languages: ['en'], car: 'a red Fiesta', skills: SKILLS.bench,
      home: at('3 Main Street', 'NE46 4HE', 'Acomb'), reachKm: 20, hours: WEEKS.full, breaks: LUNCH, vetting: papers('GB', -370, 60, -15),
    },
  ],
};

export const hexhamFirms: readonly FirmPlan[] = [tyneValley, margaretHope, northgateDigital];
