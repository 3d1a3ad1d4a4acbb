import type { Door } from '#platform/http/index';
import type { App } from './app.ts';

/** The programming interface: each module's own routes. */
export const routesOf = (_app: App): Door[] => [];
