/** Seconds on the wall, from an origin that all threads of a machine share. */
export const wallSeconds = (): number => (performance.timeOrigin + performance.now()) / 1000;

/** Seconds of processor time this process has used: what benches count with, so that busy neighbours cost nothing. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
