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

const isText = (value: unknown): value is string => typeof value === 'string';
const absent = (value: unknown): boolean => value === undefined || value === null;

/** What each field must be; the first that is not says so. */
const FIELDS: readonly (readonly [field: string, fits: (value: unknown) => boolean, sentence: (value: unknown) => string])[] = [
  ['text', isText, (value) => `"text" must be a string, but is ${value === undefined ? 'missing' : typeof value}.`],
  ['id', (value) => absent(value) || isText(value) || typeof value === 'number', () => '"id" must be a string or a number.'],
  ['lang', (value) => absent(value) || isText(value), () => '"lang" must be a string: "en" or "fr".'],
  ['answers', (value) => absent(value) || isObject(value), () => '"answers" must be an object: question id to option id.'],
];

function parsed(line: string): unknown {
  try { return JSON.parse(line); } catch { return undefined; }
}

/** One input line, or the sentence that says what is wrong with it. */
function readLine(line: string): Line | string {
  const read = parsed(line);
  if (read === undefined) return 'this is not JSON. Each line must be one JSON object, such as {"id":"1","text":"my printer does not print"}.';
  if (!isObject(read)) return 'this is not a JSON object. Write {"id": …, "text": …}.';
  const wrong = FIELDS.find(([field, fits]) => !fits(read[field]));
  if (wrong) return wrong[2](read[wrong[0]]);
  const { id = null, text, lang, answers } = read as { id?: Line['id']; text: string; lang?: unknown; answers?: unknown };
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

/** Writes, waits where the reader is slow, and says whether the reader is still there (`| head` goes away early). */
function writerTo(out: NodeJS.WritableStream): (line: string) => Promise<boolean> {
  let gone = false;
  out.on('error', () => { gone = true; });
  return async (line) => {
    if (gone || out.write(line)) return !gone;
    await new Promise<void>((resolve) => {
      const events = ['drain', 'error', 'close'];
      const done = (): void => { for (const event of events) out.removeListener(event, done); resolve(); };
      for (const event of events) out.on(event, done);
    });
    return !gone;
  };
}

export const triage = {
  name: 'triage',
  summary: 'Understands descriptions of problems: one JSON a line in, one out.',
  help: HELP,
  async run(args: string[], io: Io): Promise<number> {
    if (args.includes('--help') || args.includes('-h')) { io.stdout.write(HELP); return 0; }
    const write = writerTo(io.stdout);
    let number = 0;
    for await (const line of createInterface({ input: io.stdin, crlfDelay: Infinity })) {
      number += 1;
      const trimmed = line.replace(/^\uFEFF/u, '').trim();
      if (trimmed === '') continue;
      const read = readLine(trimmed);
      if (typeof read === 'string') { io.stderr.write(`Line ${number}: ${read}\n`); return 2; }
      const { id, text, ...asked } = read;
      if (!(await write(`${JSON.stringify(answerLine(id, understand(text, asked)))}\n`))) return 0;
    }
    return 0;
  },
};
