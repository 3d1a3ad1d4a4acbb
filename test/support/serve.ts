/** The process behind server.ts: opens Porchlight with the wishes of its argument, tells its address, and ends with its parent. */
import { clockFrom } from '#platform/test-clock';
import { type Wishes, serve } from '../../src/main.ts';

const wishes = JSON.parse(process.argv[2] ?? '{}') as Wishes;
process.env.PORT = String(wishes.port);
const clock = process.env.PORCHLIGHT_TEST_CLOCK;
const running = await serve(clock === undefined ? wishes : { ...wishes, clock: clockFrom(clock) });
const leave = async (): Promise<void> => {
  await running.stop();
  process.exit(0);
};
process.once('SIGTERM', () => { void leave(); });
process.once('disconnect', () => { process.exit(1); }); // the test is gone
process.send?.({ url: running.url.replace('localhost', '127.0.0.1'), port: running.port });
