// The rules of the house, made from house.json. scripts/probe.ts plants a violation of each one and fails if it stays quiet.
import house from './house.json' with { type: 'json' };

const room = (name) => `^src/modules/${name}/`;
const TEST = '(\\.test|/test-[^/]+)\\.tsx?$'; // test-town.ts and its like serve tests only
// A store may keep its rows and tables in files beside it.
const STORE = '/modules/[^/]+/[^/]*(store|tables|rows)[^/]*\\.ts$';
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });

const perModule = Object.entries(house.modules).flatMap(([name, uses]) => {
  const neighbours = [...new Set([...uses, ...house.everyoneMayUse])].filter((other) => other !== name);
  // What speaks to the outside: the dispatcher to the engine, documents and papers to the printer, the rest as house.md says.
  const doors = `/(index|routes|jobs|facts|needs|front|verbs|look|rows|dispatcher|documents|${name}|[^/]*(store|tables|paper)[^/]*)\\.ts$`;
  return [
    rule(`${name}-knows-only-its-neighbours`,
      { path: room(name), pathNot: TEST },
      { path: '^src/modules/', pathNot: [room(name), '^src/modules/[^/]+/facts\\.ts$', ...neighbours.map((other) => `${room(other)}index\\.ts$`)] },
      `${name} may use: ${neighbours.join(', ') || 'no other module'}, by their front doors. To change that, change house.json, and say why in an ADR.`),
    rule(`${name}-hears-facts-as-types`,
      { path: room(name), pathNot: TEST },
      { path: '^src/modules/[^/]+/facts\\.ts$', pathNot: room(name), dependencyTypesNot: ['type-only'] },
      'The facts of another module are read as types only: import type … from \'#facts/…\'.'),
    rule(`${name}-nouns-are-pure`,
      { path: `${room(name)}[^/]+\\.ts$`, pathNot: [doors, TEST] },
      { path: `^src/(platform|web|engine|engine-host)/|/modules/[^/]+/(do/|(routes|jobs)\\.ts$)|${STORE}` },
      'A noun knows the kernel and its fellow nouns. If it needs more, it is a verb: put it in do/.'),
  ];
});

// dependency-cruiser asks for a default export.
// oxlint-disable-next-line import/no-default-export
export default {
  forbidden: [
    ...perModule,
    rule('no-circles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }, 'Two files that need each other are one file, or one of them should announce a fact.'),
    rule('kernel-is-ground', { path: '^src/kernel/', pathNot: TEST }, { pathNot: '^src/kernel/' }, 'The kernel imports nothing.'),
    rule('engine-stands-alone', { path: '^src/engine/', pathNot: TEST }, { pathNot: '^src/engine/' }, 'The engine imports nothing: no date, no name, no machine.'),
    rule('engine-host-meets-the-machine-only', { path: '^src/engine-host/', pathNot: TEST }, { path: '^src/(modules|web|commands|app\\.ts|main\\.ts)' }, 'The engine host may use the engine and the platform.'),
    rule('platform-knows-no-module', { path: '^src/platform/', pathNot: TEST }, { path: '^src/(modules|engine|engine-host|web|commands|app\\.ts|main\\.ts)' }, 'What machines offer has no word of the domain.'),
    rule('verbs-do-not-speak-sql', { path: '^src/modules/[^/]+/do/', pathNot: TEST }, { path: `^src/platform/(db|http)|^src/web/|/modules/[^/]+/(routes|jobs)\\.ts$|${STORE}` },
      'A verb says what it needs; the assembly hands it over.'),
    rule('verbs-borrow-only-the-word-work', { path: '^src/modules/[^/]+/do/', pathNot: TEST }, { path: '^src/platform/', dependencyTypesNot: ['type-only'] },
      'A verb may take types of the platform, never its functions: the assembly hands them over.'),
    rule('stores-call-no-verb', { path: STORE, pathNot: TEST }, { path: '/modules/[^/]+/(do/|(routes|jobs)\\.ts$)|^src/(web|commands)/|^src/platform/http' }, 'A store reads and writes rows; it decides nothing.'),
    rule('doors-do-not-touch-tables', { path: '^src/modules/[^/]+/(routes|jobs)\\.ts$' }, { path: `^src/platform/db\\.ts$|${STORE}` }, 'A door calls one verb and turns its answer into a reply.'),
    rule('front-doors-only-re-export', { path: '^src/modules/([^/]+)/index\\.ts$' }, { path: '^src/', pathNot: '^src/modules/$1/' }, 'A front door shows what is behind it, nothing else.'),
    rule('only-booking-drives-the-engine', { path: '^src/', pathNot: ['^src/(engine|engine-host|modules/booking|commands)/', '^src/(app|main)\\.ts$', TEST] }, { path: '^src/(engine|engine-host)/' },
      'Whoever needs a plan asks booking.'),
    rule('web-speaks-no-sql', { path: '^src/web/', pathNot: TEST }, { path: '^src/platform/db\\.ts$|node_modules/(pg|kysely|pg-boss)/' }, 'A screen calls a verb.'),
    rule('web-knocks-at-front-doors', { path: '^src/web/', pathNot: TEST }, { path: '^src/modules/', pathNot: '^src/modules/[^/]+/(index|asks|facts)\\.ts$' }, 'Screens use the front door of a module.'),
    rule('browsers-get-browser-code', { path: '^src/web/client/', pathNot: TEST }, { path: '^src/', pathNot: '^src/web/client/' }, 'What runs in the browser imports nothing of the server.'),
    rule('only-the-platform-knows-the-driver', { path: '^src/', pathNot: ['^src/(platform|commands)/', TEST] }, { path: 'node_modules/(pg|kysely|pg-boss)/' }, 'Stores speak through #platform/db.'),
    rule('nobody-calls-a-command', { path: '^src/', pathNot: ['^src/commands/', TEST] }, { path: '^src/commands/' }, 'Commands are the outside.'),
    rule('only-commands-open-the-house', { path: '^src/', pathNot: ['^src/commands/', '^src/main\\.ts$', TEST] }, { path: '^src/main\\.ts$' }, 'main.ts is called from outside.'),
    rule('the-house-needs-no-test', { path: '^(src|bootstrap)/', pathNot: TEST }, { path: '^(test|scripts)/' }, 'What runs for people does not rest on what runs for us.'),
    rule('every-import-is-found', {}, { couldNotResolve: true }, 'An import that leads nowhere is a rule that reads nothing.'),
  ],
  options: {
    parser: 'swc', // TypeScript 7 has no API that dependency-cruiser can use: without this line it reads nothing, and says all is well.
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default'], exportsFields: ['exports'], extensions: ['.ts', '.tsx', '.js', '.mjs'] },
    doNotFollow: { path: 'node_modules' },
  },
};
