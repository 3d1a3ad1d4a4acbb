/** The whole house, in the order it is built: nobody can use what does not stand yet. */
import { join } from 'node:path';
import { createBooking } from '#modules/booking';
import { createDevices } from '#modules/devices';
import { createLearning } from '#modules/learning';
import { createPeople } from '#modules/people';
import { createPricing } from '#modules/pricing';
import { createTechnicians } from '#modules/technicians';
import { createTriage } from '#modules/triage';
import { type Ground, PROGRAM } from './ground.ts';

/** How messages leave the house. */
export type Post = Readonly<{ smtpUrl: string | undefined; mailFrom: string; lettersDir: string }>;

export function createApp(ground: Pick<Ground, 'works' | 'keys' | 'roads' | 'name' | 'publicUrl' | 'text' | 'facts' | 'log' | 'files'>, _post: Post) {
  const { dbOf } = ground.works;
  const people = createPeople({ dbOf, keys: ground.keys, site: { name: ground.name, url: ground.publicUrl } });
  const technicians = createTechnicians({ dbOf });
  const devices = createDevices({ dbOf, people });
  const learning = createLearning({ guidesDir: join(PROGRAM, 'content', 'guides') });
  const triage = createTriage();
  const pricing = createPricing({ dbOf, technicians, people });
  const booking = createBooking({ dbOf, keys: ground.keys, roads: ground.roads, words: ground.text, people, technicians, triage, pricing });
  return { people, technicians, devices, learning, triage, pricing, booking };
}
export type App = ReturnType<typeof createApp>;
