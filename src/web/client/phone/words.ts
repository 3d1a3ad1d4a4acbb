/** What the page gives this telephone to say: sentences of the catalogues, with a gap for what only the telephone knows. */
export type Words = Readonly<{
  lang: string; of?: string; gap: string; waitingOne: string; waitingMany: string; asOf: string; noSignal: string; sending: string; sent: string; signedOut: string; stateOne: string; stateMany: string; photo: string; again: string; putAway: string; look: string;
  what: Readonly<Record<string, string>>; why: Readonly<Record<string, string>>; values: Readonly<Record<string, string>>;
}>;

/** A sentence that the page made for two, for another number. */
export const counted = (one: string, two: string, n: number): string => (n === 1 ? one : two.replace('2', String(n)));
/** An hour as the catalogues write it. */
export function hour(lang: string, at: number): string {
  const when = new Date(at);
  const two = String(when.getMinutes()).padStart(2, '0');
  return lang === 'fr' ? `${when.getHours()}\u00a0h\u00a0${two}` : `${when.getHours()}:${two}`;
}

/** Minutes as the catalogues write them. */
export function span(lang: string, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} ${rest === 1 ? 'minute' : 'minutes'}`;
  if (lang === 'fr') return rest === 0 ? `${hours} ${hours === 1 ? 'heure' : 'heures'}` : `${hours}\u00a0h\u00a0${String(rest).padStart(2, '0')}`;
  return `${hours} ${hours === 1 ? 'hour' : 'hours'}${rest === 0 ? '' : ` ${rest}`}`;
}
