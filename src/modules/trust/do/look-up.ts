import { type Country, type Result, type VisitId, ZONE, isId, ok } from '#kernel';
import { type Person, phoneFrom } from '#modules/people';
import type { Technician } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import { type Known, badgeIn, folded, isNameOf, isOnlyACode } from '../register.ts';

const COUNTRIES: readonly Country[] = ['FR', 'GB'];
/** Who is sent to nobody today, stopped or with a check that ran out, comes from us to nobody. */
async function standing(needs: Needs, work: Work, technician: Technician, country: Country, known: Known): Promise<Known> {
  return (await needs.technicians.maySend(work, technician.id, work.now.toZonedDateTimeISO(ZONE[country]).toPlainDate())).ok ? known : 'stopped';
}

const isTheirs = (told: string, number: string | undefined, technician: Technician, known: Person | undefined): boolean =>
  isNameOf(told, { ...technician, familyName: known?.familyName }) || (number !== undefined && known?.phone === number) || (known?.email !== undefined && folded(known.email) === folded(told));

/** Anything that can be a provider's or a technician's: a name, a work telephone, a mailbox. */
async function whoIsThat(needs: Needs, work: Work, told: string): Promise<Known | undefined> {
  const said = folded(told);
  for (const country of COUNTRIES) {
    const number = phoneFrom(told, country);
    for (const provider of await needs.technicians.providers(work, country)) {
      if ((number !== undefined && phoneFrom(provider.phone, country) === number) || [provider.email, provider.name, provider.legalName].some((own) => folded(own) === said)) return 'a-provider';
      for (const technician of await needs.technicians.techniciansOf(work, provider.id)) {
        if (isTheirs(told, number, technician, await needs.people.known.person(work, technician.person))) return standing(needs, work, technician, country, 'a-technician');
      }
    }
  }
  return undefined;
}

async function isOurs(needs: Needs, told: string): Promise<Known | undefined> {
  const said = folded(told);
  for (const own of needs.ours()) {
    if (own.includes('@')) { if (folded(own) === said) return 'our-mail'; continue; }
    if (said.length > 5 && COUNTRIES.some((country) => { const number = phoneFrom(told, country); return number !== undefined && number === phoneFrom(own, country); })) return 'our-number';
    if (said.length > 5 && folded(own) === said) return 'our-number';
  }
  return undefined;
}

/** "Is this really you?": whether it is one of ours. The question is counted, not kept. */
export async function lookUp(needs: Needs, work: Work, told: string): Promise<Result<Known, never>> {
  const known = await find(needs, work, told);
  await work.audit({ did: `asked-is-this-you:${known}`, to: 'public-register' });
  return ok(known);
}

async function find(needs: Needs, work: Work, told: string): Promise<Known> {
  if (isOnlyACode(told)) return 'only-a-code';
  const ours = await isOurs(needs, told);
  if (ours) return ours;
  const badge = badgeIn(told);
  const wearer = badge && (await needs.technicians.known.withBadge(work, `PL-${badge}`));
  if (wearer) return standing(needs, work, wearer, (await needs.technicians.provider(work, wearer.provider))?.country ?? 'FR', 'a-badge');
  const id = told.trim();
  if (isId('Visit', id)) return (await needs.booking.known.visit(work, id as VisitId)) ? 'a-visit' : 'not-us';
  if (await needs.booking.known.hasReference(work, told)) return 'a-request';
  if (await needs.isInvoice(work, told.trim())) return 'an-invoice';
  return (await whoIsThat(needs, work, told)) ?? 'not-us';
}
