/** How far and how long by road. Real roads where a map was imported, an estimate from the straight line elsewhere; it books and prices nothing. */
export { engineFrom } from './engine-now.ts';
export { type ImportWishes, type RoadsNotImported, importRoads } from './import.ts';
export { createRoads } from './roads.ts';
export { type HoursKeeper, keepHours } from './hours-kept.ts';
export { type TilesNote, currentTiles } from './tiles.ts';
export type { RoadEngine, Ways } from './engine.ts';
export type { EngineNow, Roads, Rows, RoadTable, TableOptions, Travel, TravelOptions } from './roads.ts';
export { HOUR_CLASSES, LEAST_PERCENT, MOST_PERCENT, SOURCES, USUAL, WEEKDAY, type HourClass, type Paces, type Percents, percentsOf } from './hours.ts';
