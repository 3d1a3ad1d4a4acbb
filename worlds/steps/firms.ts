import type { Actor, Country, ProviderId, TechnicianId } from '#kernel';
import type { FirmPlan, TechnicianPlan } from '../firm-plan.ts';
import { type Soul, type Stage, act, actorOf, soulNamed, wallTime } from '../stage.ts';
import { planAgain } from './visits.ts';

/** Days before today on which a firm comes in: after the vetting officer, before its first check. */
const FIRM_CAME = -430;
const emailOf = (givenName: string, familyName: string): string =>
  `${givenName}.${familyName}@example.org`.toLowerCase().normalize('NFD').replaceAll(/[^a-z.@-]/g, '');

async function welcome(stage: Stage, by: Actor, one: { givenName: string; familyName: string; phone: string }, lang: 'en' | 'fr', country: Country): Promise<Soul> {
  const person = await act(stage, by, (work) => stage.app.people.welcomePerson(work, {
    givenName: one.givenName, familyName: one.familyName, phone: one.phone, email: emailOf(one.givenName, one.familyName), lang, country, prefers: 'sms',
  }));
  return { person: person.id, givenName: one.givenName, familyName: one.familyName, homes: [], mandates: [], roles: [] };
}

async function placeOf(stage: Stage, address: TechnicianPlan['home']): Promise<{ lat: number; lng: number }> {
  const found = await stage.findPlace(address);
  if (!found) throw new Error(`The place file does not know (${address.line}, ${address.postcode} ${address.town}). Maybe the demo places were not imported before the world.`);
  return found.at;
}

async function bringIn(stage: Stage, firm: FirmPlan): Promise<void> {
  const operator = actorOf(soulNamed(stage, 'jules'));
  const base = await placeOf(stage, firm.provider.address);
  const provider = await act(stage, operator, (work) => stage.app.technicians.addProvider(work, { ...firm.provider, base, country: firm.country }));
  stage.firms.set(firm.key, provider.id);
  for (const plan of firm.technicians) await bringTechnician(stage, firm, plan, provider.id);
  const { office } = firm;
  const lang = firm.country === 'FR' ? 'fr' : 'en';
  const runs = 'runs' in office ? soulNamed(stage, office.runs) : await welcome(stage, operator, office, lang, firm.country);
  await act(stage, operator, (work) => stage.app.technicians.addToOffice(work, { provider: provider.id, person: runs.person }));
  stage.souls.set('runs' in office ? office.runs : office.key, { ...runs, provider: provider.id });
}

async function bringTechnician(stage: Stage, firm: FirmPlan, plan: TechnicianPlan, provider: ProviderId): Promise<void> {
  const operator = actorOf(soulNamed(stage, 'jules'));
  const soul = await welcome(stage, operator, plan, plan.lang, firm.country);
  const home = await placeOf(stage, plan.home);
  const { languages, car, skills, hours, breaks } = plan;
  const technician = await act(stage, operator, (work) => stage.app.technicians.addTechnician(work, {
    provider, person: soul.person, firstName: plan.givenName, lastInitial: plan.familyName.slice(0, 1), car, languages, skills, home, reachMetres: plan.reachKm * 1000, hours, breaks,
  }));
  stage.souls.set(plan.key, { ...soul, technician: technician.id });
}

/** Somebody may no longer be sent: the operator finds another time with a colleague for each home that was promised them. */
async function giveAway(stage: Stage, technician: TechnicianId): Promise<void> {
  const operator = actorOf(soulNamed(stage, 'jules'));
  const { booking } = stage.app;
  const now = stage.clock.now();
  const promised = (await stage.works.looking(operator, (work) => booking.known.visitsBetween(work, now, now.add({ hours: 24 * 20 })))).filter((visit) => visit.technician === technician && visit.state === 'booked');
  for (const visit of promised) {
    const away = (slot: { promisedFrom: Temporal.Instant }): number => Math.abs(slot.promisedFrom.since(visit.promisedFrom).total('seconds'));
    const { fee, slots } = await stage.works.looking(operator, async (work) => ({ fee: await booking.feeFor(work, visit.id), slots: await booking.timesToMove(work, visit.id) }));
    const [nearest] = slots.toSorted((a, b) => away(a) - away(b));
    if (fee && nearest) planAgain(stage, await act(stage, operator, (work) => booking.moveVisit(work, { visit: visit.id, slot: nearest.key, fee: fee.fee })));
  }
}

const officeOf = (firm: FirmPlan): string => ('runs' in firm.office ? firm.office.runs : firm.office.key);

/** Ruth looked the firm up in the register, and saw its insurance. */
function planFirmPapers(stage: Stage, firm: FirmPlan, days: number): void {
  const { today } = stage;
  for (const [kind, how] of [['firm-registration', 'public register, looked up'], ['firm-insurance', 'policy seen']] as const) {
    stage.agenda.at(wallTime(today, days, '11:00', firm.country), async () => {
      const provider = stage.firms.get(firm.key) as ProviderId;
      await act(stage, actorOf(soulNamed(stage, 'ruth')), (work) => stage.app.technicians.recordFirmCheck(work, { provider, kind, outcome: 'good', verifiedOn: today.add({ days }), how, ...(kind === 'firm-insurance' ? { until: today.add({ days: 320 }) } : {}) }));
    });
  }
}

function planPapers(stage: Stage, firm: FirmPlan, plan: TechnicianPlan): void {
  const { today } = stage;
  const technician = () => {
    const { technician: id } = soulNamed(stage, plan.key);
    if (!id) throw new Error(`(${plan.key}) is no technician.`);
    return id;
  };
  for (const { kind, checkedDays, untilDays, how, skill, outcome } of plan.vetting) {
    stage.agenda.at(wallTime(today, checkedDays, '11:30', firm.country), async () => {
      await act(stage, actorOf(soulNamed(stage, 'ruth')), (work) => stage.app.technicians.recordVetting(work, {
        technician: technician(), kind, outcome: outcome ?? 'good', verifiedOn: today.add({ days: checkedDays }), how, skill, until: untilDays === undefined ? undefined : today.add({ days: untilDays }),
      }));
    });
  }
  const { away, suspended } = plan;
  if (away) {
    stage.agenda.at(wallTime(today, -30, '17:30', firm.country), async () => {
      await act(stage, actorOf(soulNamed(stage, plan.key)), (work) => stage.app.technicians.takeAbsence(work, { technician: technician(), from: today.add({ days: away.from }), until: today.add({ days: away.until }), why: away.why }));
    });
  }
  if (suspended) {
    stage.agenda.at(wallTime(today, suspended.days, '17:45', firm.country), async () => {
      await act(stage, actorOf(soulNamed(stage, 'ruth')), (work) => stage.app.technicians.suspend(work, { technician: technician(), why: suspended.why }));
      stage.agenda.at(stage.clock.now().add({ minutes: 40 }), () => giveAway(stage, technician()));
    });
  }
}

/** Firms come in, say their prices, sign that computed quotes bind them (most of them), and are checked. */
export function planFirms(stage: Stage, firms: readonly FirmPlan[]): void {
  firms.forEach((firm, i) => {
    const { today } = stage;
    stage.agenda.at(wallTime(today, FIRM_CAME + i, '10:00', firm.country), () => bringIn(stage, firm));
    stage.agenda.at(wallTime(today, FIRM_CAME + i, '15:00', firm.country), async () => {
      const office = actorOf(soulNamed(stage, officeOf(firm)));
      const provider = stage.firms.get(firm.key) as ProviderId;
      await act(stage, office, (work) => stage.app.pricing.setTariff(work, provider, firm.tariff));
      if (firm.signed) await act(stage, office, (work) => stage.app.technicians.signBinding(work, provider));
    });
    planFirmPapers(stage, firm, FIRM_CAME + i + 1);
    for (const technician of firm.technicians) planPapers(stage, firm, technician);
  });
}

