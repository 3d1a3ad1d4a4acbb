import { drop } from './drawer.ts';
import { getClosed, putClosed } from './field-key.ts';

/** What is being typed and is not kept yet: a telephone that goes out in the middle of a sentence loses none of it. */
type Draft = Readonly<Record<string, string>>;
const WAIT_MILLISECONDS = 300;
const WRITES = 'textarea, input[type="text"]:not([name="code"])';
const nameOf = (field: HTMLTextAreaElement | HTMLInputElement): string => `${field.form?.getAttribute('action') ?? ''} ${field.name}`;
const fieldsIn = (within: ParentNode): (HTMLTextAreaElement | HTMLInputElement)[] => [...within.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>(WRITES)];
const isTyped = (field: HTMLTextAreaElement | HTMLInputElement): boolean => field.value !== field.defaultValue;

export const typedIn = (within: ParentNode): Draft => Object.fromEntries(fieldsIn(within).filter(isTyped).map((field) => [nameOf(field), field.value]));
export function typeInto(within: ParentNode, draft: Draft): void {
  for (const field of fieldsIn(within)) { const text = draft[nameOf(field)]; if (text !== undefined) field.value = text; }
}

export const draftOf = async (visit: string): Promise<Draft> => (await getClosed<Draft>(`draft:${visit}`)) ?? {};
export const dropDraft = (visit: string): Promise<unknown> => drop(`draft:${visit}`);

/** Keeps what is typed within, a moment after each letter. */
export function keepTyped(within: HTMLElement, visit: string): void {
  let soon: ReturnType<typeof setTimeout> | undefined;
  within.addEventListener('input', () => {
    clearTimeout(soon);
    soon = setTimeout(() => { void putClosed(`draft:${visit}`, typedIn(within)).catch(() => undefined); }, WAIT_MILLISECONDS);
  });
}
