import { type Country } from '#kernel';
import { dayIn } from './calendar.ts';
import { type Asked, type Channel, contractRule, rulesOn } from './rules.ts';
import { type Law, type Right, rightOf } from './withdrawal.ts';

/** Why a contract made at the door need not wait for its money. Never assumed: somebody chose it and wrote down why. */
export type Ground = 'urgent-repair' | 'successive-service';
/** Extra work agreed at the door, or by `channel` where the thing is in the workshop. `amount`: the most it can cost, in cents. */
export type DoorContract = Readonly<{ country: Country; agreedAt: Temporal.Instant; amount: number; ground?: Ground | undefined; startNow: boolean; informed: boolean; channel?: Channel | undefined }>;
/** `payableFrom`: no money before that day. `exemption`: the article by which it need not wait. */
export type DoorTerms = Readonly<{ payableFrom?: Temporal.PlainDate | undefined; waits?: Readonly<{ days: number; article: string }> | undefined; exemption?: Readonly<{ ground: Ground; rule: string; article: string }> | undefined; right: Right; mediumArticle: string }>;
export type NoSuchGround = { kind: 'no-such-ground' };

const DAY_AFTER = 1;

/** The rules of a separate contract that is made at somebody's home while a visit lasts. Undefined: that ground exempts from nothing here. */
export function doorTerms(law: Law, door: DoorContract): DoorTerms | undefined {
  const channel = door.channel ?? 'at-home';
  const asked: Asked = { ...law, country: door.country, channel, on: dayIn(door.agreedAt, door.country) };
  const wait = contractRule(asked, 'payment-wait');
  const exempt = door.ground && rulesOn(asked, 'wait-exemption').find((rule) => rule.ground === door.ground);
  if (door.ground && !exempt) return undefined;
  const right = rightOf(law, {
    country: door.country, channel, agreedAt: door.agreedAt, amount: door.amount, informedAt: door.informed ? door.agreedAt : undefined, urgent: door.ground === 'urgent-repair', isExtra: true,
  });
  const medium = contractRule(asked, 'information')?.article ?? '';
  if (!wait) return { right, mediumArticle: medium };
  if (exempt && door.ground) return { right, mediumArticle: medium, exemption: { ground: door.ground, rule: exempt.id, article: exempt.article } };
  // "Before the end of seven days from the contract": the day of the contract does not count.
  return { right, mediumArticle: medium, waits: { days: wait.days, article: wait.article }, payableFrom: asked.on.add({ days: wait.days + DAY_AFTER }) };
}

/** The grounds that exempt from waiting in a country on a day: what the technician may choose from. */
export function groundsOn(law: Law, country: Country, at: Temporal.Instant): readonly Readonly<{ ground: Ground; article: string }>[] {
  const asked: Asked = { ...law, country, channel: 'at-home', on: dayIn(at, country) };
  return contractRule(asked, 'payment-wait') ? rulesOn(asked, 'wait-exemption').map(({ ground, article }) => ({ ground, article })) : [];
}
