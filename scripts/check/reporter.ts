import type { TestEvent } from 'node:test/reporters';

/** One line of JSON for each test that ended, and one when the file is over. */
export type Line =
  | { kind: 'pass' | 'fail' | 'skip'; name: string; isSuite: boolean; isOnlyChildren: boolean; error?: string }
  | { kind: 'over' };

// Node asks a reporter to be its file's default export.
// oxlint-disable-next-line import/no-default-export
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    const line = lineOf(event);
    if (line !== undefined) yield `${JSON.stringify(line)}\n`;
  }
}

function lineOf({ type, data }: TestEvent): Line | undefined {
  if (type === 'test:summary') return { kind: 'over' };
  if (type !== 'test:pass' && type !== 'test:fail') return undefined;
  const isSuite = data.details.type === 'suite';
  if (type === 'test:pass') {
    const isSkipped = (data.skip !== undefined && data.skip !== false) || (data.todo !== undefined && data.todo !== false);
    return { kind: isSkipped ? 'skip' : 'pass', name: data.name, isSuite, isOnlyChildren: false };
  }
  const error = data.details.error;
  const cause = error.cause instanceof Error ? error.cause : error;
  return { kind: 'fail', name: data.name, isSuite, isOnlyChildren: /^\d+ subtests? failed$/.test(error.message), error: cause.stack ?? cause.message };
}
