/** Loaded before each test file by the checks: properties are tried on the same cases everywhere. PORCHLIGHT_SEED=random explores others. */
import fc from 'fast-check';

const SEED = 20_261_123;
if (process.env['PORCHLIGHT_SEED'] !== 'random') fc.configureGlobal({ seed: Number(process.env['PORCHLIGHT_SEED'] ?? SEED) });
