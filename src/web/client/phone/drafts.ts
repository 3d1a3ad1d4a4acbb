import { drop } from './drawer.ts';
import { getClosed, putClosed } from './field-key.ts';

/** What is being typed and is not kept yet: a telephone that goes out in the middle of a sentence loses none of it. */
type Draft = Readonly<Record<string, string>>;
const WAIT_MILLISECONDS = 300;
type Field = HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement;
const WRITES = 'textarea, select, input[type="radio"], input[type="text"]:not([name="code"])';
const nameOf = (field: Field): string => `${field.form?.getAttribute('action') ?? ''} ${field.name}`;
const fieldsIn = (within: ParentNode): Field[] => [...within.querySelectorAll<Field>(WRITES)];
function isTyped(field: Field): boolean {
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.defaultSelected === false && field.selectedIndex > 0;
  return field.type === 'radio' ? (field as HTMLInputElement).checked && !(field as HTMLInputElement).defaultChecked : field.value !== field.defaultValue;
}

export const typedIn = (within: ParentNode): Draft => Object.fromEntries(fieldsIn(within).filter(isTyped).map((field) => [nameOf(field), field.value]));
export function typeInto(within: ParentNode, draft: Draft): void {
  for (const field of fieldsIn(within)) {
    const text = draft[nameOf(field)];
    if (text === undefined) continue;
    if (field.type === 'radio') (field as HTMLInputElement).checked = field.value === text;
    else field.value = text;
  }
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
