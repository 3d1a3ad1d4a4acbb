/** This telephone's own drawer in the browser: a few named things, and lists in which the order of putting in is kept. */
const NAME = 'porchlight-phone';
const SHELF = 'keys';

function drawer<T>(mode: IDBTransactionMode, todo: (shelf: IDBObjectStore, put: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(NAME, 1);
    const jammed = (): void => { reject(new Error('the drawer is jammed')); };
    opening.addEventListener('upgradeneeded', () => { opening.result.createObjectStore(SHELF); });
    opening.addEventListener('error', jammed);
    opening.addEventListener('success', () => {
      const all = opening.result.transaction(SHELF, mode);
      let answer: T | undefined;
      all.addEventListener('complete', () => { opening.result.close(); resolve(answer as T); });
      for (const end of ['abort', 'error']) all.addEventListener(end, () => { opening.result.close(); jammed(); });
      todo(all.objectStore(SHELF), (value) => { answer = value; });
    });
  });
}
const asked = <T>(mode: IDBTransactionMode, request: (shelf: IDBObjectStore) => IDBRequest): Promise<T> =>
  drawer<T>(mode, (shelf, answer) => { const one = request(shelf); one.addEventListener('success', () => { answer(one.result as T); }); });

export const get = <T>(name: string): Promise<T | undefined> => asked('readonly', (shelf) => shelf.get(name));
export const put = (name: string, value: unknown): Promise<unknown> => asked('readwrite', (shelf) => shelf.put(value, name));
export const drop = (name: string): Promise<unknown> => asked('readwrite', (shelf) => shelf.delete(name));
const within = (start: string): IDBKeyRange => IDBKeyRange.bound(start, `${start}\uffff`);
/** The names that begin so, in their order. */
export const namesOf = async (start: string): Promise<string[]> => (await asked<IDBValidKey[]>('readonly', (shelf) => shelf.getAllKeys(within(start)))).map(String);
export const dropAll = (start: string): Promise<unknown> => asked('readwrite', (shelf) => shelf.delete(within(start)));

const PLACES = 10;
/** Puts something behind everything that begins so; no two windows get the same place. Answers with its name. */
export const putLast = (start: string, made: (name: string) => unknown): Promise<string> => drawer<string>('readwrite', (shelf, answer) => {
  const last = shelf.openKeyCursor(within(start), 'prev');
  last.addEventListener('success', () => {
    const before = last.result ? Number(String(last.result.key).slice(start.length)) : 0;
    const name = `${start}${String(before + 1).padStart(PLACES, '0')}`;
    shelf.put(made(name), name);
    answer(name);
  });
});
