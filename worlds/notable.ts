import type { ErrandPlan } from './steps/errands.ts';

/** What those whom one knows by name have asked for: each story has its next page. */
export const notableErrands: readonly ErrandPlan[] = [
  { home: 'odette', errand: 'wifi', channel: 'phone', askedDays: -79, hour: '10:20', wantDay: -75, firm: 'lanterne', ending: 'solved', pick: 1 },
  { home: 'odette', errand: 'mail', channel: 'helper', askedDays: -3, hour: '19:10', wantDay: 0, firm: 'lanterne', who: 'samira', pick: 2 },
  { home: 'perrot', errand: 'lesson', channel: 'web', askedDays: -46, hour: '17:05', wantDay: -41, firm: 'lanterne', ending: 'solved', pick: 3 },
  { home: 'perrot', errand: 'tv', channel: 'web', askedDays: -2, hour: '11:35', wantDay: 1, firm: 'basile', pick: 1 },
  { home: 'marcel', errand: 'paperwork', channel: 'paper', askedDays: -4, hour: '09:50', wantDay: 4, firm: 'lanterne', pick: 0 },
  { home: 'edith', errand: 'transfer', channel: 'web', askedDays: -64, hour: '16:00', wantDay: -60, firm: 'trois', ending: 'partly', pick: 2 },
  { home: 'edith', errand: 'backup', channel: 'web', askedDays: -1, hour: '18:45', wantDay: 3, stopsAt: 'quoted', pick: 0 },
  { home: 'traore', errand: 'update', channel: 'web', askedDays: -18, hour: '20:00', wantDay: -14, firm: 'basile', ending: 'unsolved', pick: 0 },
  { home: 'delorme', errand: 'slow', channel: 'phone', askedDays: -33, hour: '09:30', wantDay: -29, firm: 'basile', ending: 'nobody-home', pick: 0 },
  { home: 'nowhere-fr', errand: 'internet', channel: 'phone', askedDays: -2, hour: '11:00', wantDay: 2, pick: 0 },
  { home: 'dorothy', errand: 'printer', channel: 'phone', askedDays: -90, hour: '10:00', wantDay: -86, firm: 'tyne', ending: 'solved', pick: 2 },
  { home: 'dorothy', errand: 'update', channel: 'phone', askedDays: -5, hour: '10:45', wantDay: 0, firm: 'tyne', who: 'callum', pick: 1 },
  { home: 'geoffrey', errand: 'paperwork', channel: 'helper', askedDays: -6, hour: '12:30', wantDay: 1, firm: 'tyne', who: 'priya', pick: 1 },
  { home: 'solene', errand: 'password', channel: 'web', askedDays: -24, hour: '18:15', wantDay: -20, firm: 'margaret', ending: 'solved', pick: 0 },
  { home: 'solene', errand: 'transfer', channel: 'web', askedDays: -2, hour: '08:50', wantDay: 2, firm: 'tyne', pick: 2 },
  { home: 'bell', errand: 'tablet', channel: 'web', askedDays: -28, hour: '15:40', wantDay: -23, firm: 'margaret', ending: 'nobody-home', pick: 1 },
  { home: 'bell', errand: 'tv', channel: 'web', askedDays: -1, hour: '15:10', wantDay: 3, stopsAt: 'quoted', pick: 1 },
  { home: 'okafor', errand: 'wifi', channel: 'web', askedDays: -12, hour: '21:00', wantDay: -8, firm: 'tyne', ending: 'solved', pick: 4 },
  { home: 'nowhere-gb', errand: 'internet', channel: 'phone', askedDays: -1, hour: '12:00', wantDay: 2, pick: 0 },
];
