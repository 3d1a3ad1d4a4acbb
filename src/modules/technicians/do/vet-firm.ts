import { type PersonId, type ProviderId, type Result, type TechnicianId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToRecordFirmCheck } from '../asks.ts';
import type { VettingRecorded } from '../facts.ts';
import type { NoSuchProvider, NotYou } from '../front.ts';
import { isSecondFirm, mayVet, personOf } from '../may.ts';
import type { Provider } from '../provider.ts';
import type { Technician } from '../technician.ts';
import type { EndSessions } from '../verbs.ts';
import type { FirmCheck } from '../vetting.ts';
import { datesFit, isAlone } from './vet.ts';

type Needs = {
  endSessions?: EndSessions;
  vetters?(work: Work): Promise<readonly PersonId[]>;
  technicians: {
    provider(work: Work, id: ProviderId): Promise<Provider | undefined>;
    techniciansOf(work: Work, id: ProviderId): Promise<readonly Technician[]>;
    providerAddedBy(work: Work, id: ProviderId): Promise<string | undefined>;
    inOffice(work: Work, id: ProviderId): Promise<readonly PersonId[]>;
    addFirmCheck(work: Work, check: FirmCheck): Promise<void>;
  };
};
type CannotRecord = NotYou | NoSuchProvider | { kind: 'vetting-needs-second-person' } | { kind: 'vetting-dates-wrong' };

/** Records that a firm was checked: it stands in the register, it is insured. Never by who brought it in or works for it. What comes out badly stops everybody of the firm. */
export async function recordFirmCheck(needs: Needs, work: Work, asked: AsksToRecordFirmCheck): Promise<Result<FirmCheck, CannotRecord>> {
  if (!mayVet(work.by)) return no({ kind: 'not-allowed' });
  const provider = await needs.technicians.provider(work, asked.provider);
  if (!provider) return no({ kind: 'no-such-provider' });
  const crew = await needs.technicians.techniciansOf(work, provider.id);
  const theirs = [...await needs.technicians.inOffice(work, provider.id), ...crew.map(({ person }) => person)];
  const isSecond = isSecondFirm(work.by, theirs, await needs.technicians.providerAddedBy(work, provider.id));
  if (!isSecond && !(asked.selfDeclared && await isAlone(needs, work))) return no({ kind: 'vetting-needs-second-person' });
  if (!datesFit(asked, work.now.toZonedDateTimeISO('UTC').toPlainDate().add({ days: 1 }))) return no({ kind: 'vetting-dates-wrong' });

  const verifiedBy = personOf(work.by);
  const { until, selfDeclared: _wish, ...rest } = asked;
  const check: FirmCheck = { ...rest, id: `vet_${newId('Technician').slice(4)}`, ...(until ? { until } : {}), ...(verifiedBy ? { verifiedBy } : {}), ...(isSecond ? {} : { selfDeclared: true }) };
  await needs.technicians.addFirmCheck(work, check);
  await work.audit({ did: 'record-firm-check', to: provider.id });
  for (const { id, person } of crew) {
    if (check.outcome === 'bad') await needs.endSessions?.(work, person);
    await tellCrew(work, id, check);
  }
  return ok(check);
}

const tellCrew = (work: Work, technician: TechnicianId, check: FirmCheck): Promise<void> => work.announce({ fact: 'vetting-recorded', technician, vetting: check.id } satisfies VettingRecorded);
