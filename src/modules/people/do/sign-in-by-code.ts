import { type PersonId, type Result, newId, ok } from '#kernel';
import type { Keys } from '#platform/keys';
import type { Work } from '#platform/work';
import type { AsksForCode, AsksToUseCode } from '../asks.ts';
import type { SignInCodeMade } from '../facts.ts';
import type { CodeToSend, Knows } from '../front.ts';
import type { Person } from '../person.ts';
import { CODES_AN_HOUR, CODE_MINUTES, CODE_TRIES, type SignInCode, type TryAnswer, tryCode } from '../sign-in-code.ts';
import { newDigits } from '../token.ts';
import { type Needs as SessionNeeds, openSession } from './hold-session.ts';

type Row = {
  id: string; sent_to_digest: string; sent_to_sealed: string; channel: 'sms' | 'mail'; person_ids: PersonId[]; digits_digest: string; digits_sealed: string | null; until_at: Temporal.Instant;
};
type Needs = SessionNeeds & {
  keys: Keys;
  people: { withPhone(work: Work, phone: string): Promise<readonly Person[]>; withEmail(work: Work, email: string): Promise<readonly Person[]>; person(work: Work, id: PersonId): Promise<Person | undefined> };
  signIn: {
    codesSince(work: Work, sentToDigest: string, since: Temporal.Instant): Promise<number>;
    addCode(work: Work, row: Row): Promise<void>;
    code(work: Work, id: string): Promise<SignInCode | undefined>;
    saveCode(work: Work, code: Pick<SignInCode, 'id' | 'tries'>, used: boolean): Promise<void>;
    codeToSend(work: Work, id: string): Promise<{ sent_to_sealed: string; channel: 'sms' | 'mail'; person_ids: PersonId[]; digits_sealed: string | null; until_at: Temporal.Instant } | undefined>;
  };
};
const digestOf = (keys: Keys, id: string, digits: string): string => keys.digest(`sign-in-code ${id} ${digits}`);

/** Makes six digits for a telephone or a mailbox. Whether we know it shows neither in the answer nor in what is written. */
export async function askForCode(needs: Needs, work: Work, asked: AsksForCode & Knows): Promise<Result<{ code: string; until: Temporal.Instant }, never>> {
  const to = (asked.phone ?? asked.email ?? '').toLowerCase();
  const known = asked.phone ? await needs.people.withPhone(work, to) : await needs.people.withEmail(work, to);
  const sentTo = needs.keys.digest(`sign-in-to ${to}`);
  // Others can use up what is sent to a telephone; where its owner has signed in before, as many again are theirs.
  const most = known.some((person) => asked.knownHere?.includes(person.id)) ? 2 * CODES_AN_HOUR : CODES_AN_HOUR;
  const many = await needs.signIn.codesSince(work, sentTo, work.now.subtract({ hours: 1 })) >= most;

  const id = `cod_${newId('Message').slice(4)}`;
  const digits = newDigits();
  const until = work.now.add({ minutes: CODE_MINUTES });
  await needs.signIn.addCode(work, {
    id, sent_to_digest: sentTo, sent_to_sealed: needs.keys.seal(to, `sign-in-to ${id}`), channel: asked.phone ? 'sms' : 'mail',
    person_ids: many ? [] : known.map((person) => person.id), digits_digest: digestOf(needs.keys, id, digits), digits_sealed: needs.keys.seal(digits, `sign-in-digits ${id}`), until_at: until,
  });
  await work.audit({ did: 'ask-for-code', to: id });
  await work.announce({ fact: 'sign-in-code-made', code: id } satisfies SignInCodeMade);
  return ok({ code: id, until });
}

/** One try. A wrong one is counted, so it is an answer, not a refusal. */
export async function useCode(needs: Needs, work: Work, asked: AsksToUseCode): Promise<Result<TryAnswer, never>> {
  const code = await needs.signIn.code(work, asked.code);
  const tried = code ? tryCode(code, digestOf(needs.keys, code.id, asked.digits), work.now) : 'over';
  if (!code || tried === 'over') return ok({ kind: 'over' });
  if (tried === 'wrong') {
    const tries = code.tries + 1;
    await needs.signIn.saveCode(work, { id: code.id, tries }, false);
    await work.audit({ did: 'sign-in-code-wrong', to: code.id });
    return ok(tries >= CODE_TRIES ? { kind: 'over' } : { kind: 'wrong', triesLeft: CODE_TRIES - tries });
  }
  const chosen = asked.person ? code.persons.find((person) => person === asked.person) : code.persons.length === 1 ? code.persons[0] : undefined;
  if (!chosen) {
    const persons = await Promise.all(code.persons.map((person) => needs.people.person(work, person)));
    return ok({ kind: 'which', persons: persons.flatMap((person) => (person ? [{ person: person.id, givenName: person.givenName }] : [])) });
  }
  const opened = await openSession(needs, work, { person: chosen }, asked.device, 'code');
  if (!opened.ok) return ok({ kind: 'over' });
  await needs.signIn.saveCode(work, code, true);
  return ok({ kind: 'signed-in', person: chosen, ...opened.value });
}

/** What is to be sent; nothing for a code that is used, old, or that nobody we know has asked for. */
export async function codeToSend(needs: Needs, work: Work, id: string): Promise<CodeToSend | undefined> {
  const row = await needs.signIn.codeToSend(work, id);
  const first = row?.person_ids[0];
  if (!row?.digits_sealed || !first) return undefined;
  const to = needs.keys.open(row.sent_to_sealed, `sign-in-to ${id}`);
  const digits = needs.keys.open(row.digits_sealed, `sign-in-digits ${id}`);
  const person = await needs.people.person(work, first);
  if (!to || !digits || !person) return undefined;
  return { to: row.channel === 'sms' ? { phone: to } : { email: to }, digits, lang: person.lang, until: row.until_at };
}
