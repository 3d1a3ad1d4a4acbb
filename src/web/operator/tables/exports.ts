import { type Refusal, type Result, ok } from '#kernel';
import { writeTable } from '#platform/tables/index';
import type { Work } from '#platform/work';
import type { WebHas } from '../../has.ts';

type Rows = Readonly<{ columns: readonly string[]; rows: readonly Readonly<Record<string, string>>[] }>;
const AT_ONCE = 500;
const YEARS_BACK = 10;

type Somebody = Awaited<ReturnType<WebHas['people']['known']['personsAfter']>>[number];

/** Everybody we know, a few hundred at a time. */
async function* everybody(has: WebHas, work: Work): AsyncGenerator<Somebody> {
  let after = '';
  for (;;) {
    const some = await has.people.known.personsAfter(work, after, AT_ONCE);
    yield* some;
    if (some.length < AT_ONCE) return;
    after = some.at(-1)?.id ?? '';
  }
}

/** People with their first home, in the columns in which they can be brought in elsewhere. The key is our own id. */
async function people(has: WebHas, work: Work): Promise<Rows> {
  const rows: Record<string, string>[] = [];
  for await (const person of everybody(has, work)) {
    const [home] = await has.people.known.homesOf(work, person.id);
    rows.push({
      key: person.id, given_name: person.givenName, family_name: person.familyName, language: person.lang, country: person.country, phone: person.phone ?? '', email: person.email ?? '', prefers: person.prefers,
      line: home?.address.line ?? '', postcode: home?.address.postcode ?? '', town: home?.address.town ?? '', access_notes: home?.accessNotes ?? '',
    });
  }
  return { columns: ['key', 'given_name', 'family_name', 'language', 'country', 'phone', 'email', 'prefers', 'line', 'postcode', 'town', 'access_notes'], rows };
}

async function devices(has: WebHas, work: Work): Promise<Rows> {
  const rows: Record<string, string>[] = [];
  const seen = new Set<string>();
  for await (const person of everybody(has, work)) {
    for (const home of await has.people.known.homesOf(work, person.id)) {
      if (seen.has(home.id)) continue;
      seen.add(home.id);
      for (const device of await has.devices.known.devicesOf(work, home.id)) {
        rows.push({ key: device.id, person_key: person.id, kind: device.kind, name: device.name ?? '', maker: device.maker ?? '', model: device.model ?? '', system: device.system ?? '', release: device.release ?? '', since: device.since?.toString() ?? '' });
      }
    }
  }
  return { columns: ['key', 'person_key', 'kind', 'name', 'maker', 'model', 'system', 'release', 'since'], rows };
}

/** Visits of the past: when, by whom, in which home, how they stand. */
async function visits(has: WebHas, work: Work): Promise<Rows> {
  const past = await has.booking.known.visitsBetween(work, work.now.subtract({ hours: 24 * 366 * YEARS_BACK }), work.now);
  return {
    columns: ['key', 'request', 'home', 'provider', 'technician', 'way', 'promised_from', 'promised_until', 'state'],
    rows: past.map((visit) => ({ key: visit.id, request: visit.request, home: visit.home, provider: visit.provider, technician: visit.technician, way: visit.way, promised_from: visit.promisedFrom.toString(), promised_until: visit.promisedUntil.toString(), state: visit.state })),
  };
}

const WHATS: Readonly<Record<string, (has: WebHas, work: Work) => Promise<Rows>>> = { people, devices, visits };

/** A table that two people agreed to take out; the agreement is used up with it. */
export async function exportOf(has: WebHas, work: Work, id: string): Promise<Result<Uint8Array | undefined, Refusal>> {
  const agreed = (await has.privacy.bulkExports(work)).find((one) => one.id === id);
  const make = WHATS[agreed?.what ?? ''];
  if (!agreed || !make) return ok(undefined);
  const used = await has.privacy.useBulkExport(work, { id, what: agreed.what });
  if (!used.ok) return used;
  const { columns, rows } = await make(has, work);
  return ok(writeTable(columns, rows));
}
