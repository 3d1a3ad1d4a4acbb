import { parentPort, workerData } from 'node:worker_threads';
import { solve } from '#engine';
import { endOf, type Answer, type Order } from './threads.ts';

const tell = (answer: Answer) => parentPort?.postMessage(answer);
const order = workerData as Order;
try {
  const solution = solve(order.problem, {
    seed: order.seed, until: endOf(order), report: (report) => tell({ report }), ...(order.start === undefined ? {} : { start: order.start }),
  });
  tell({ solution });
} catch (error) {
  tell({ failed: error instanceof Error ? error.message : String(error) });
}
