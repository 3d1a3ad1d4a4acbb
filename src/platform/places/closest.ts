/** One more letter of `a`: how far each beginning of `b` is, from the two rows before (`i` counts from 1). */
function nextRow(a: string, b: string, i: number, previous: readonly number[], before: readonly number[]): number[] {
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const change = a[i - 1] === b[j - 1] ? 0 : 1;
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
    row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + change, swapped));
  }
  return row;
}

/** How many letters must be put in, taken out, changed or swapped with their neighbour (optimal string alignment); `most + 1` when more than `most`. */
export function lettersApart(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow(a, b, i, previous, before);
    if (Math.min(...row) > most) return most + 1;
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length] ?? 0, most + 1);
}

const digitsOf = (key: string): string => key.replaceAll(/\D+/g, ' ').trim();

/** How many wrong letters a name of this length is forgiven: none below 5, one below 10, then two. */
const forgiven = (key: string): number => (key.length < 5 ? 0 : key.length < 10 ? 1 : 2);

/** Without its first word, when that is the kind of street: people say "Buffon" for "rue Buffon". */
const TYPES = new Set(['rue', 'avenue', 'boulevard', 'place', 'chemin', 'route', 'impasse', 'allee', 'quai', 'square', 'ruelle', 'faubourg', 'cours', 'passage', 'promenade']);
function withoutType(key: string): string {
  const [first = '', ...rest] = key.split(' ');
  return TYPES.has(first) && rest.length > 0 ? rest.join(' ') : key;
}

/**
 * The one key that is meant: the same; else the only one of that name when no kind of street was said;
 * else the only nearest within the forgiven letters. Figures must agree ("8 mai" is not "9 mai"). Two equally near: none, because a wrong door is worse than a question.
 */
export function closest(wanted: string, among: Iterable<string>): string | undefined {
  const keys = [...new Set(among)];
  if (wanted === '') return undefined;
  if (keys.includes(wanted)) return wanted;
  const named = keys.filter((key) => withoutType(key) === wanted);
  if (named.length === 1) return named[0];
  const most = forgiven(withoutType(wanted));
  let best: { key: string; apart: number } | undefined;
  let tied = false;
  for (const key of keys) {
    if (digitsOf(key) !== digitsOf(wanted)) continue;
    const apart = lettersApart(wanted, key, most);
    if (apart > most) continue;
    if (!best || apart < best.apart) { best = { key, apart }; tied = false; } else if (apart === best.apart) tied = true;
  }
  return tied ? undefined : best?.key;
}
