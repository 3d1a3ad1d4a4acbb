import { type HomeId, type PersonId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToAddHome, AsksToPlaceHome } from '../asks.ts';
import type { HomePlaced } from '../facts.ts';
import type { NoSuchHome, NoSuchPerson } from '../front.ts';
import type { Home } from '../home.ts';
import { type About, mayAddHome, mayChangeHome, nameOf } from '../may.ts';

type Needs = {
  people: {
    about(work: Work, id: PersonId): Promise<About | undefined>;
    home(work: Work, id: HomeId): Promise<{ home: Home; addedBy: string } | undefined>;
    addHome(work: Work, home: Home, by: string): Promise<void>;
    placeHome(work: Work, home: Home): Promise<void>;
    moveIn(work: Work, home: HomeId, person: PersonId): Promise<void>;
  };
};

/** Where someone lives. Without `at` and `precision` nobody has placed it yet, and no price is guessed for it. */
export async function addHome(needs: Needs, work: Work, asked: AsksToAddHome): Promise<Result<Home, NoSuchPerson>> {
  const about = await needs.people.about(work, asked.person);
  if (!about || !mayAddHome(work.by, about)) return no({ kind: 'no-such-person' });

  const placed = asked.at && asked.precision ? { at: asked.at, precision: asked.precision } : {};
  const home: Home = { id: newId('Home'), address: asked.address, ...placed, ...(asked.accessNotes ? { accessNotes: asked.accessNotes } : {}) };
  await needs.people.addHome(work, home, nameOf(work.by));
  await needs.people.moveIn(work, home.id, asked.person);
  await work.audit({ did: 'add-home', to: home.id, home: home.id, person: asked.person });
  return ok(home);
}

/** A second person who lives there. */
export async function addResident(needs: Needs, work: Work, asked: { home: HomeId; person: PersonId }): Promise<Result<true, NoSuchHome | NoSuchPerson>> {
  const kept = await needs.people.home(work, asked.home);
  if (!kept || !mayChangeHome(work.by, asked.home, kept.addedBy)) return no({ kind: 'no-such-home' });
  const about = await needs.people.about(work, asked.person);
  if (!about || !mayAddHome(work.by, about)) return no({ kind: 'no-such-person' });

  await needs.people.moveIn(work, asked.home, asked.person);
  await work.audit({ did: 'add-resident', to: asked.home, home: asked.home, person: asked.person });
  return ok(true);
}

/** Puts an address on the map: from the address file, by a pin, or by the operator. */
export async function placeHome(needs: Needs, work: Work, asked: AsksToPlaceHome): Promise<Result<Home, NoSuchHome>> {
  const kept = await needs.people.home(work, asked.home);
  if (!kept || !mayChangeHome(work.by, asked.home, kept.addedBy)) return no({ kind: 'no-such-home' });

  const home: Home = { ...kept.home, at: asked.at, precision: asked.precision };
  await needs.people.placeHome(work, home);
  await work.audit({ did: 'place-home', to: home.id, home: home.id });
  await work.announce({ fact: 'home-placed', home: home.id } satisfies HomePlaced);
  return ok(home);
}
