/** Between when a door opens on this telephone, in milliseconds of its own clock. */
type Times = Readonly<{ visit: string; opens: number; closes: number }>;

/** Which doors this telephone may not keep: their time is over, the house says that somebody else goes there, or its list of today (where this page is that) knows them no more. A door of the day before may still be open at midnight. */
export function lostDoors(doors: readonly Times[], refused: readonly string[], listed: readonly string[] | undefined, now: Date): readonly string[] {
  const isOfToday = ({ opens }: Times): boolean => new Date(opens).toDateString() === now.toDateString();
  return doors.filter((door) => door.closes < now.getTime() || refused.includes(door.visit) || (listed !== undefined && isOfToday(door) && !listed.includes(door.visit))).map(({ visit }) => visit);
}
