import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

const IMPORT = /^import \{([^}]*)\} from '(\.[^']+)';$/gm;
const EXPORTED = /^export (?=(?:async )?(?:function|const|class) (\w+))/gm;

/**
 * A page's script with everything that it imports from its neighbours, as one file: each neighbour once, in a room of its
 * own. Browsers then fetch one file whose name tells its content. Throws for an import that is not of this plain kind.
 */
export function linked(entry: URL): string {
  const rooms = new Map<string, string>();
  const before: string[] = [];
  const read = (file: URL): { text: string; names: string[] } => {
    const names: string[] = [];
    const text = stripTypeScriptTypes(readFileSync(file, 'utf8'))
      .replace(IMPORT, (_all, wanted: string, from: string) => `const {${wanted}} = ${roomOf(new URL(from, file))};`)
      .replace(EXPORTED, (_all, name: string) => { names.push(name); return ''; })
      .replace(/^export \{\s*\};?$/gm, '');
    const left = /^(?:import|export)\b.*$/m.exec(text);
    if (left) throw new Error(`${file.pathname} has (${left[0]}), which a page cannot read. Maybe an import over several lines, or of something that is no neighbour.`);
    return { text, names };
  };
  const roomOf = (file: URL): string => {
    const known = rooms.get(file.href);
    if (known) return known;
    const { text, names } = read(file);
    const room = `room${rooms.size + 1}`;
    rooms.set(file.href, room);
    before.push(`const ${room} = (() => {\n${text}\nreturn { ${names.join(', ')} };\n})();`);
    return room;
  };
  const { text } = read(entry);
  return [...before, text].join('\n');
}
