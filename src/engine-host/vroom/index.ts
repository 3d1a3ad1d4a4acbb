/** VROOM's JSON format in and out. */
export { InputError } from './fields.ts';
export { readVroom, type VroomProblem } from './read.ts';
export { writeVroom } from './write.ts';
export { readPlan, writeFaults } from './check.ts';
