/** Doors to the outside: screens for people, routes for programs. Each says who may use it. */
export { serveHooks, type Hook } from './hook.ts';
export * from './doors.ts';
export type { Identify, Known } from './identify.ts';
export { serveScreens, send, strictHeaders, type HttpNeeds, type Signs } from './serve.ts';
export { createOnce, type Once } from './once.ts';
export { isOwnPath } from './own-path.ts';
export { parse } from './forms.ts';
export { idShape, instantShape, moneyShape } from './shapes.ts';
export { json, problem, problemSchema, refused } from './replies.ts';
export { cutPage, listAsks, onePage, pageAsks, pageOf, placeIn, readPlace, type PageAsked, type Place } from './lists.ts';
export { callerOf, trustsFrom, trustsNobody, type Trusts } from './trusted.ts';
export { API, serveRoutes, type ApiDocument } from './api.ts';
