import { jobActor, must, ok } from '#kernel';
import type { AuditChain } from './audit-chain.ts';
import type { Sweep } from './jobs.ts';
import type { InWork } from './work.ts';

const AT_ONCE = 2_000; // links in one transaction
const ROUNDS = 50; // then the next minute goes on

/** Links what was written since, then writes the head down. The head comes after the commit: it never tells of a link that was rolled back. */
export const auditSweep = (chain: AuditChain, inWork: InWork): Sweep => ({
  name: 'audit-chain', everyMinutes: 1,
  async run() {
    const by = jobActor('audit-chain');
    for (let round = 0; round < ROUNDS; round += 1) {
      const linked = must(await inWork(by, async (work) => ok(await chain.extend(work, AT_ONCE))));
      if (linked < AT_ONCE) break;
    }
    must(await inWork(by, async (work) => ok(await chain.writeHead(work))));
  },
});
