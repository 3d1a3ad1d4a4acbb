/** Where the engine meets the machine: threads, clocks, and the files other solvers read and write. */
export { cpuSeconds, wallSeconds } from './clock.ts';
export { readSolomon, type SolomonInstance } from './solomon.ts';
export { solveOnThreads, type ThreadOptions } from './threads.ts';
export { InputError, readPlan, readVroom, writeFaults, writeVroom, type VroomProblem } from './vroom/index.ts';
