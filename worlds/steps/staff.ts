import { randomBytes } from 'node:crypto';
import { type Lang, type PersonId, type Role, jobActor, visitor } from '#kernel';
import { passwordHash } from '#modules/people';
import { Secret, TOTP } from 'otpauth';
import { type Soul, type Stage, act, actorOf, soulNamed, wallTime } from '../stage.ts';

type StaffPlan = Readonly<{ key: string; givenName: string; familyName: string; lang: Lang; login: string; roles: readonly Role[]; phone: string }>;
const founder: StaffPlan = { key: 'tom', givenName: 'Tom', familyName: 'Aldridge', lang: 'en', login: 'tom', roles: ['operator', 'admin'], phone: '+443069990201' };
const colleagues: readonly StaffPlan[] = [
  { key: 'jules', givenName: 'Jules', familyName: 'Mercier', lang: 'fr', login: 'jules', roles: ['operator'], phone: '+33639980101' },
  { key: 'ruth', givenName: 'Ruth', familyName: 'Hedley', lang: 'en', login: 'ruth', roles: ['vetting', 'operator'], phone: '+443069990202' },
  { key: 'nadia', givenName: 'Nadia', familyName: 'Belkacem', lang: 'fr', login: 'nadia', roles: ['finance', 'operator'], phone: '+33639980102' },
];

const DEVICE = 'the founding of this town';

/** A way to sign in that nobody knows: in a demo one comes in by the demo doors. */
async function unknownWayIn(stage: Stage): Promise<{ passwordHash: string; totpSecret: string; totp: string }> {
  const secret = new Secret({ size: 20 });
  const totp = new TOTP({ secret }).generate({ timestamp: stage.clock.now().epochMilliseconds });
  return { passwordHash: await passwordHash(randomBytes(24).toString('base64url')), totpSecret: secret.base32, totp };
}

const remember = (stage: Stage, { key, givenName, familyName, roles }: StaffPlan, person: PersonId): void => {
  stage.souls.set(key, { person, givenName, familyName, homes: [], mandates: [], roles } satisfies Soul);
};

/** The first operator comes in by the one-time link, and invites the others. Everybody works for both countries. */
export function planStaff(stage: Stage): void {
  const { app, today } = stage;
  const country = 'GB';
  stage.agenda.at(wallTime(today, -440, '09:00', country), async () => {
    const link = await act(stage, jobActor('world'), (work) => app.people.firstOperatorLink(work));
    const way = await unknownWayIn(stage);
    const { givenName, familyName, lang, login } = founder;
    const set = await act(stage, visitor, (work) => app.people.setUpStaff(work, { token: link.token, login, ...way, device: DEVICE, name: { givenName, familyName, lang, country } }));
    remember(stage, founder, set.person);
  });
  colleagues.forEach((one, i) => {
    stage.agenda.at(wallTime(today, -439 + i, '10:00', country), async () => {
      const boss = actorOf(soulNamed(stage, founder.key));
      const way = await unknownWayIn(stage);
      const { givenName, familyName, lang, phone } = one;
      const person = await act(stage, boss, (work) => app.people.welcomePerson(work, { givenName, familyName, lang, country: lang === 'fr' ? 'FR' : 'GB', phone, prefers: 'phone' }));
      const link = await act(stage, boss, (work) => app.people.inviteStaff(work, { person: person.id, roles: [...one.roles] }));
      await act(stage, visitor, (work) => app.people.setUpStaff(work, { token: link.token, login: one.login, ...way, device: DEVICE }));
      remember(stage, one, person.id);
    });
  });
}
