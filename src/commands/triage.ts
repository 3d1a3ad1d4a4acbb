import { createInterface } from 'node:readline';
import { understand, type Answers, type Understanding } from '#modules/triage';

const HELP = `porchlight triage < cases.jsonl > answers.jsonl

One JSON object a line, on standard input:
  id       text or number, comes back unchanged
  text     the person's own words
  lang     optional, "en" or "fr": the language when the words do not tell
  answers  optional, object: id of a question to id of an option

One JSON object a line, on standard output: id, categories (up to three, [{ id, score }]), device, urgency, safety, channel,
because, questions, guide, minutes ({ expected, worst }), lang, way, noRemote, tasks (how many matters the text holds).

A line that is not right is named on standard error and the command ends with 2; the lines before it are answered.
`;

type Line = Readonly<{ id: string | number | null; text: string; lang?: 'en' | 'fr'; answers?: Answers }>;
type Io = Readonly<{ stdin: NodeJS.ReadableStream; stdout: NodeJS.WritableStream; stderr: NodeJS.WritableStream }>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** One input line, or the sentence that says what is wrong with it. */
function readLine(line: string): Line | string {
  let read: unknown;
  try { read = JSON.parse(line); } catch { return 'this is not JSON. Each line must be one JSON object, such as {"id":"1","text":"my printer does not print"}.'; }
  if (!isObject(read)) return 'this is not a JSON object. Write {"id": …, "text": …}.';
  const { id = null, text, lang, answers } = read;
  if (typeof text !== 'string') return `"text" must be a string, but is ${text === undefined ? 'missing' : typeof text}.`;
  if (id !== null && typeof id !== 'string' && typeof id !== 'number') return '"id" must be a string or a number.';
  if (lang !== undefined && lang !== null && typeof lang !== 'string') return '"lang" must be a string: "en" or "fr".';
  if (answers !== undefined && answers !== null && !isObject(answers)) return '"answers" must be an object: question id to option id.';
  return { id, text, ...(lang === 'en' || lang === 'fr' ? { lang } : {}), ...(isObject(answers) ? { answers: answers as Answers } : {}) };
}

/** The line that goes out for one understanding: the first task, and how many there are. */
export function answerLine(id: string | number | null, got: Understanding): Record<string, unknown> {
  const task = got.tasks[0];
  return {
    id,
    categories: task?.categories.map(({ id: leaf, score }) => ({ id: leaf, score })) ?? [],
    device: task?.device, urgency: task?.urgency,
    safety: got.safety.map(({ flag }) => flag),
    channel: task?.channel, because: task?.categories[0]?.because ?? [],
    questions: task?.questions.map(({ id: question, en, fr }) => ({ id: question, text: got.lang === 'fr' ? fr : en })) ?? [],
    guide: task?.guide, minutes: task?.minutes, lang: got.lang, way: got.way, noRemote: got.noRemote, tasks: got.tasks.length,
  };
}

export const triage = {
  name: 'triage',
  summary: 'Understands descriptions of problems: one JSON a line in, one out.',
  help: HELP,
  async run(args: string[], io: Io): Promise<number> {
    if (args.includes('--help') || args.includes('-h')) { io.stdout.write(HELP); return 0; }
    let number = 0;
    for await (const line of createInterface({ input: io.stdin, crlfDelay: Infinity })) {
      number += 1;
      const trimmed = line.replace(/^\uFEFF/u, '').trim();
      if (trimmed === '') continue;
      const read = readLine(trimmed);
      if (typeof read === 'string') { io.stderr.write(`Line ${number}: ${read}\n`); return 2; }
      const { id, text, ...asked } = read;
      io.stdout.write(`${JSON.stringify(answerLine(id, understand(text, asked)))}\n`);
    }
    return 0;
  },
};
