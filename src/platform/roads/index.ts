/** How far and how long by road. It estimates from the straight line until a routing engine is plugged in; it books and prices nothing. */
export { createRoads } from './roads.ts';
export type { Roads, RoadTable, Travel, TravelOptions } from './roads.ts';
