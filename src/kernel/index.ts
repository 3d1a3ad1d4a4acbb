/** The words of the whole house. It imports nothing. */
export * from './actor.ts';
export * from './chance.ts';
export * from './clock.ts';
export * from './ids.ts';
export * from './money.ts';
export * from './place.ts';
export * from './result.ts';
