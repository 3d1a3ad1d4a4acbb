import { parseArgs } from 'node:util';
import { WrongUse } from './command.ts';

/** The options a command takes: `text` wants a value after it, `flag` none. */
export type Accepts = Readonly<Record<string, 'text' | 'flag'>>;
type Read<A extends Accepts> = { [name in keyof A]?: A[name] extends 'text' ? string : true };

/** Reads options and words. `words` names what is expected in order; one that ends in ? may be left out. Throws `WrongUse`. */
export function readArguments<A extends Accepts>(args: readonly string[], accepts: A, words: readonly string[] = []): { options: Read<A>; words: string[] } {
  const options = Object.fromEntries(Object.entries(accepts).map(([name, kind]) => [name, { type: kind === 'text' ? 'string' as const : 'boolean' as const }]));
  const { values, positionals, tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const kind = accepts[token.name];
    if (kind === undefined) throw new WrongUse(`Unknown option ${token.rawName}. ${accepted(accepts)}`);
    if (kind === 'text' && (token.value === undefined || token.value === '')) throw new WrongUse(`${token.rawName} needs a value after it.`);
    if (kind === 'flag' && token.value !== undefined) throw new WrongUse(`${token.rawName} takes no value.`);
  }
  const missing = words.find((word, at) => !word.endsWith('?') && positionals[at] === undefined);
  if (missing !== undefined) throw new WrongUse(`Missing: <${missing}>.`);
  const extra = positionals[words.length];
  if (extra !== undefined) throw new WrongUse(`Too many words: (${extra}). ${words.length === 0 ? 'This command takes options only.' : `Expected: ${words.map((word) => `<${word.replace('?', '')}>`).join(' ')}.`}`);
  return { options: values as Read<A>, words: positionals };
}

function accepted(accepts: Accepts): string {
  const names = [...Object.keys(accepts), 'help'].map((name) => `--${name}`);
  return `Accepted: ${names.join(', ')}.`;
}
