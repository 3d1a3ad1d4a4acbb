import { jobActor, must, ok } from '#kernel';
import { type Stage, act, actorOf, soulNamed, wallTime } from '../stage.ts';

const MOST_LETTERS_AND_MAILS = 200;
const world = jobActor('world');

/** Nobody answers every sixth call; it comes back the next day. */
const answers = (i: number): boolean => i % 6 !== 4;

/** Jules rings whoever cannot be written to, as the telephone list says. */
async function ringThem(stage: Stage): Promise<void> {
  const jules = actorOf(soulNamed(stage, 'jules'));
  const { messages } = stage.app;
  const calls = await stage.works.looking(jules, (work) => messages.callList(work));
  if (calls.length === 0) return;
  await act(stage, jules, async (work) => {
    for (const [i, call] of calls.toSorted((a, b) => (a.name + a.says < b.name + b.says ? -1 : 1)).entries()) must(await messages.callMade(work, { message: call.id, reached: answers(i) }));
    return ok(true);
  });
}

/** Every day in which something was promised: the calls are made in the afternoon, the post goes, and tomorrow's promises are narrowed to half an hour. The last evening's calls wait for today. */
export function planEvenings(stage: Stage, errands: readonly Readonly<{ askedDays: number }>[]): void {
  const { agenda, today, app } = stage;
  const at = (day: number, hour: string, todo: () => Promise<void>): void => agenda.at(wallTime(today, day, hour, 'GB'), todo);
  for (let day = Math.min(0, ...errands.map(({ askedDays }) => askedDays)); day < 0; day += 1) {
    if (day < -1) at(day, '17:20', () => ringThem(stage));
    at(day, '18:02', async () => {
      await act(stage, world, async (work) => ok(await app.booking.known.narrowWindows(work)));
      await app.messages.deliver(MOST_LETTERS_AND_MAILS);
    });
  }
}
