import { jobActor, must, ok, systemClock } from '#kernel';
import { type AuditChain, type Fault, type Verdict, createAuditChain } from '#platform/audit-chain';
import { openDb } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysIn } from '#platform/keys';
import { type Works, createWorks } from '#platform/work';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { headFileIn } from '../ground.ts';
import { readArguments } from './arguments.ts';
import { CannotDo, type Command, DONE, type Io, NOT_DONE } from './command.ts';
import { withDatabase } from './installation.ts';

const SHOWN = 20; // faults named one by one

export const verifyAudit: Command = {
  name: 'verify-audit',
  summary: 'was the audit trail tampered with?',
  help: `Usage: ./porchlight verify-audit [--after-restore]

Reads the whole audit trail, its chain of keyed digests, and the signed heads in audit-head.jsonl of the data folder.
Finds lines that were edited, deleted, reordered or cut off. Changes nothing. Exit code 0: whole; 1: it names what is wrong.

  --after-restore  you brought a backup back: what came after that backup is lost, and is not searched any more.
                   This is written down in audit-head.jsonl, and shown by each later run.

Keep copies of audit-head.jsonl on another machine: who holds the database, the house key and this file can forge all three.`,
  async run(args, io) {
    const { options } = readArguments(args, { 'after-restore': 'flag' });
    return withDatabase(io, async ({ config, pool }) => {
      const keysDir = join(config.dataDir, 'keys');
      if (!existsSync(join(keysDir, 'house.key'))) throw new CannotDo(`${keysDir} holds no house key, so nothing can be verified. Name the data folder of this installation in PORCHLIGHT_DATA.`);
      const keys = keysIn(keysDir);
      const works = createWorks({ db: openDb<unknown>(pool), clock: systemClock, facts: inlineFacts() });
      const chain = createAuditChain({ dbOf: works.dbOf, keys, headFile: headFileIn(config.dataDir) });
      if (options['after-restore'] === true) await beginAgain(works, chain, io);
      return tell(await works.looking(jobActor('verify-audit'), (work) => chain.verify(work)), io);
    });
  },
};

async function beginAgain(works: Works, chain: AuditChain, io: Io): Promise<void> {
  const head = must(await works.inWork(jobActor('verify-audit'), async (work) => ok(await chain.beginAgain(work))));
  io.out(`Written down: from ${head.at} on, the trail stands on a restored backup of ${head.count} lines.`);
}

function tell(verdict: Verdict, io: Io): number {
  for (const at of verdict.restored) io.out(`A backup was brought back, as was said on ${at}.`);
  if (verdict.waiting > 0) io.out(`${verdict.waiting} lines are not linked yet, and not protected until they are (within a minute while Porchlight runs).`);
  for (const fault of verdict.faults.slice(0, SHOWN)) io.out(sentence(fault));
  if (verdict.faults.length > SHOWN) io.out(`… and ${verdict.faults.length - SHOWN} more.`);
  if (verdict.faults.length === 0) io.out(`The audit trail is whole: ${verdict.lines} lines, ${verdict.heads} signed heads, the last of ${verdict.lastHead ?? 'none yet'}.`);
  else io.out('The audit trail was tampered with. Keep this database as it is, copy it and audit-head.jsonl to another machine, and compare with a backup. If you have just restored a backup, see --help.');
  return verdict.faults.length === 0 ? DONE : NOT_DONE;
}

function sentence(fault: Fault): string {
  switch (fault.kind) {
    case 'line-changed': return `Line ${fault.line} was changed, or moved (link ${fault.place}).`;
    case 'line-gone': return `Line ${fault.line} was deleted (link ${fault.place}).`;
    case 'link-changed': return `Link ${fault.place} of line ${fault.line} does not follow the link before it.`;
    case 'link-missing': return `Link ${fault.place} is missing.`;
    case 'head-differs': return `Link ${fault.place} is not the one that was signed on ${fault.at}.`;
    case 'cut-short': return `The trail ends after ${fault.place} lines; there were ${fault.count} on ${fault.at}.`;
    case 'head-not-ours': return `Row ${fault.row} of audit-head.jsonl was not signed by this house, or a row before it is gone.`;
    case 'heads-out-of-order': return `Row ${fault.row} of audit-head.jsonl tells of fewer lines than a row before it.`;
    case 'no-heads': return 'audit-head.jsonl is gone or empty, so nothing tells how long the trail was.';
  }
}
