/** Who may tell what lies behind a door from what does not exist: the policy, said a second time and apart from the code that keeps it. */
import notOpened from './not-opened.json' with { type: 'json' };
import groups from './who-may.json' with { type: 'json' };

const FAMILY = ['person', 'housemate', 'asker', 'helper', 'helper: appointments'];
const HOUSE = ['operator', 'admin'];
const AT_THE_DOOR = ['technician'];
/** Until a day after the visit, and while they may be sent; afterwards only their own account is theirs. */
const AND_ONCE = [...AT_THE_DOOR, 'technician after the visit', 'suspended technician'];

/** For doors that are not listed yet: whoever has anything to do with a thing of this kind at all. Never a stranger. */
const AT_MOST: Readonly<Record<string, readonly string[]>> = {
  visit: [...FAMILY, 'helper: invoices', ...HOUSE, ...AT_THE_DOOR, 'office', 'finance'], request: [...FAMILY, ...HOUSE, 'office', 'finance'], reference: [...FAMILY, ...HOUSE], task: [...FAMILY, ...HOUSE, ...AT_THE_DOOR], photo: ['person', 'asker', 'operator', 'admin', 'technician'],
  quote: [...FAMILY, ...HOUSE, 'office'], file: [...FAMILY, ...HOUSE, 'office'], hold: [...FAMILY, ...HOUSE], extra: [...FAMILY, ...AT_THE_DOOR, ...HOUSE], part: AT_THE_DOOR,
  invoice: [...FAMILY, 'helper: invoices', ...HOUSE, 'office', 'finance', ...AT_THE_DOOR], payment: [...HOUSE, 'office', 'finance'], note: [...FAMILY, 'helper: invoices', ...HOUSE, 'office', 'finance'],
  home: [...FAMILY, 'helper: invoices', ...HOUSE, 'finance'], person: [...FAMILY, 'helper: invoices', ...HOUSE, 'finance', 'vetting'], mandate: ['person', 'housemate', ...HOUSE], message: HOUSE, letter: HOUSE, device: [...FAMILY, ...HOUSE, ...AT_THE_DOOR],
  technician: [...AND_ONCE, 'office', 'vetting', ...HOUSE], provider: ['office', 'vetting', 'finance', ...HOUSE], token: [], change: ['person', ...HOUSE], agreement: [...FAMILY, ...HOUSE, 'office', 'finance'], technicianChange: [...FAMILY, ...HOUSE], payChange: ['office', 'finance', ...HOUSE], inbox: HOUSE, evidence: ['vetting', 'admin'], complaint: [...FAMILY, ...HOUSE, 'office'], round: [...FAMILY, ...HOUSE, 'office', 'a firm that gave a price'], link: ['everybody'], linkId: [...FAMILY, ...HOUSE], question: [...FAMILY, ...HOUSE], absence: [...AND_ONCE, 'office', ...HOUSE], passkey: ['person'], helper: [...FAMILY, ...HOUSE], fieldPhone: FAMILY, secret: ['person', 'asker', 'housemate', ...AT_THE_DOOR], past: ['person', 'housemate', 'helper', ...HOUSE],
};

const listed = new Map(groups.flatMap(({ who, at }) => at.map((place): [string, readonly string[]] => [place, who])));
const EVERYBODY = [...FAMILY, ...HOUSE, ...AND_ONCE, 'helper: invoices', 'office', 'a firm that gave a price', 'finance', 'vetting', 'stranger', 'visitor', 'whoever is near somebody who fears them'];

/** `place`: where the id stands, `path:visit`; `of`: what it is of. */
export function mayNotice(door: string, place: string, of: string): readonly string[] {
  const who = listed.get(`${door} ${place}`) ?? AT_MOST[of] ?? [];
  return who.includes('everybody') ? EVERYBODY : who;
}

/** Doors that came this week and that no sample opens yet: they are walked, and nobody tells anything apart, but neither could somebody who may. Empty is how it should be. */
export const NOT_OPENED: ReadonlySet<string> = new Set(notOpened);

const BACK = (what: string): string => `${what} knows whose it is; this one is only where one goes back to`;

/** Where nobody notices anything, and why that is right. */
export const NOBODY_NOTICES: ReadonlyMap<string, string> = new Map([
  ['POST /r/:reference/quotes/refuse body:quote', 'a refusal leads back to the prices, whichever was meant'],
  ['POST /visits/:visit/extras/:extra path:visit', 'the extra knows its visit; this one is only where one goes back to'],
  ['POST /come-back/code body:person', 'chooses among those whom the right digits name'], ['POST /api/v1/sessions body:person', 'chooses among those whom the right digits name'],
  ['POST /mine/second-yes/answer body:quote', 'nobody waits for a second yes in this town'],
  ['POST /operator/visits/:visit/unfreeze path:visit', 'leads back to the desk, where stopped visits stand'], ['POST /operator/staff/:person/end path:person', 'nobody of these is staff'],
  ['GET /technicians/:technician/photo path:technician', 'nobody of this town has had their picture taken'],
  ['POST /technicians/:technician/work/absence/end path:technician', 'nobody of this town is away'],
  ['POST /visits/:visit/technician path:visit', BACK('the change')], ['POST /visits/:visit/technician body:change', 'yes, no and neither lead back to the visit'], ['POST /visits/:visit/secrets/:secret/take-back path:visit', BACK('the secret')],
  ['POST /providers/:provider/pay/:change/verify path:provider', BACK('the change')], ['POST /providers/:provider/pay/:change/stop path:provider', BACK('the change')],
  ['POST /day/:visit/secrets/:secret/open path:visit', BACK('the secret')],
  ['POST /day/:visit/take-along path:visit', 'what is taken along is closed for the telephone that the technician registered, from four hours before; in this town the visit has begun'],
  ['POST /day/:visit/told-later path:visit', 'what happened offline is told by that telephone, in its own words (told-later.test.ts)'],
  ['POST /operator/providers/:provider/technicians/:technician/evidence/:evidence path:provider', BACK('the document')], ['POST /operator/providers/:provider/technicians/:technician/evidence/:evidence path:technician', BACK('the document')],
  ['POST /operator/providers/:provider/technicians/:technician/suspend path:provider', BACK('the technician')], ['POST /operator/providers/:provider/technicians/:technician/reinstate path:provider', BACK('the technician')],
  ['GET /operator/board/visits/:visit query:technician', 'whom the form suggests; nothing is said of them'], ['POST /operator/board/visits/:visit body:technician', 'the visit has begun or changed before it matters who is meant'],
  ['POST /operator/homes/:home/people/:person/eyes body:helper', 'whoever is named and is no helper of this home, or nobody, is asked for again in the same words'],
  ['POST /operator/trust/rises/:visit path:visit', 'no price of this town has risen at the door'],
  ['POST /operator/board/plan body:provider', 'a firm with nothing to improve and one that does not exist have nothing to improve'],
  ['POST /r/:reference/withdraw/confirm body:agreement', 'a contract whose time is over and one that does not exist both lead back to the list'], ['GET /operator/board/weigh query:technician', 'the visits of this town have begun or are over: nothing is weighed'],
  ['GET /visits/:visit/call-off path:visit', 'the visit that an office is tried with is over: there is nothing to call off'], ['POST /visits/:visit/call-off path:visit', 'the visit that an office is tried with is over: there is nothing to call off'],
  ['POST /operator/board/freed/:visit path:visit', 'nobody of this town has cancelled'], ['POST /operator/board/freed/:visit body:visit', 'nobody of this town has cancelled'], ['POST /workshop/:visit/part body:part', 'no part was ordered in this town'],
  ['GET /r/:reference/withdrawn/:file path:reference', 'nobody of this town has withdrawn'], ['GET /r/:reference/withdrawn/:file path:file', 'nobody of this town has withdrawn'],
  ['POST /api/v1/quotes/:quote/visits path:quote', 'the time that is held knows its price'], ['DELETE /api/v1/visits/:visit/parts/:part path:part', 'no part was used yet'],
  ...['part-ordered', 'part-comes', 'part-arrived', 'part-deposit', 'part-off'].map((what): [string, string] => [`POST /workshop/:visit/${what} body:part`, 'nothing is on order in this town (away.test.ts)']),
  ['POST /visits/:visit/workshop/part-off body:part', 'nothing is on order in this town (away.test.ts)'], ['POST /visits/:visit/workshop/part-off path:visit', BACK('the part')],
]);
