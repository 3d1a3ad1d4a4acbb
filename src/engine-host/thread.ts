import { parentPort } from 'node:worker_threads';
import { searchTask, solve } from '#engine';
import { endOf, type Answer, type Order } from './threads.ts';

const tell = (answer: Answer) => parentPort?.postMessage(answer);

function obey(order: Order): Answer {
  const until = endOf(order.limit);
  if ('task' in order) return searchTask(order.task, until);
  const { problem, seed, start } = order;
  return { solution: solve(problem, { seed, until, report: (report) => tell({ report }), ...(start === undefined ? {} : { start }) }) };
}

parentPort?.on('message', (order: Order) => {
  try {
    const answer = obey(order);
    tell('plan' in answer ? { plan: answer.plan, change: answer.change, iterations: answer.iterations } : answer);
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) });
  }
});
