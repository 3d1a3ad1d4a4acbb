import { type Found, linesOf, runTool } from './run.ts';

/** Files, exports and dependencies that nobody uses (knip, with knip.json). */
export function checkUnused(): Found {
  const ran = runTool('knip', ['--no-progress', '--reporter', 'compact']);
  const faults = ran.status === 0 ? [] : linesOf(ran.out + ran.err);
  return { faults: ran.status !== 0 && faults.length === 0 ? [`knip ended with ${ran.status}`] : faults };
}
