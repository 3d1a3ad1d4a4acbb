/** Input that cannot be used. The message begins with the path of the field. */
export class InputError extends Error {}

/** One JSON object on the way in: every field is asked for by name, what nobody asked for is an error. */
export class Fields {
  readonly path: string;
  private readonly from: Readonly<Record<string, unknown>>;
  private readonly asked = new Set<string>(['description', 'name', 'comment']);

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new InputError(`${path}: expected an object, found ${show(value)}.`);
    this.from = value as Readonly<Record<string, unknown>>;
    this.path = path;
  }

  at(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  has(name: string): boolean {
    return this.from[name] !== undefined && this.from[name] !== null;
  }

  raw(name: string): unknown {
    this.asked.add(name);
    return this.from[name] ?? undefined;
  }

  fail(name: string, says: string): never {
    throw new InputError(`${this.at(name)}: ${says}`);
  }

  number(name: string): number | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) this.fail(name, `expected a number from 0, found ${show(value)}.`);
    return value as number;
  }

  /** Like `number`, but present. */
  need(name: string): number {
    return this.number(name) ?? this.fail(name, 'is missing.');
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    if (value !== undefined && typeof value !== 'string') this.fail(name, `expected text, found ${show(value)}.`);
    return value as string | undefined;
  }

  list(name: string): readonly unknown[] {
    const value = this.raw(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) this.fail(name, `expected a list, found ${show(value)}.`);
    return value as readonly unknown[];
  }

  numbers(name: string): number[] {
    return this.list(name).map((value, k) => {
      if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new InputError(`${this.at(name)}[${k}]: expected a number from 0, found ${show(value)}.`);
      return value;
    });
  }

  objects(name: string): Fields[] {
    return this.list(name).map((value, k) => new Fields(value, `${this.at(name)}[${k}]`));
  }

  object(name: string): Fields | undefined {
    const value = this.raw(name);
    return value === undefined ? undefined : new Fields(value, this.at(name));
  }

  /** Names and values of an object that is a table. */
  entries(): [string, unknown][] {
    return Object.entries(this.from);
  }

  windows(name: string): (readonly [number, number])[] | undefined {
    if (!this.has(name)) return undefined;
    const windows = this.list(name).map((value, k) => this.window(value, `${this.at(name)}[${k}]`));
    if (windows.length === 0) this.fail(name, 'is empty; leave it out if any time is right.');
    windows.sort((a, b) => a[0] - b[0]);
    for (let k = 1; k < windows.length; k++) if (windows[k]![0] <= windows[k - 1]![1]) this.fail(name, 'windows overlap.');
    return windows;
  }

  window(value: unknown, path: string): readonly [number, number] {
    const pair = Array.isArray(value) ? value as unknown[] : [];
    const [from, to] = pair;
    if (pair.length !== 2 || typeof from !== 'number' || typeof to !== 'number' || !(from >= 0) || !Number.isFinite(to)) {
      throw new InputError(`${path}: expected [from, to] in seconds, found ${show(value)}.`);
    }
    if (from > to) throw new InputError(`${path}: begins (${from}) after it ends (${to}).`);
    return [from, to];
  }

  /** Fields nobody asked for. */
  end(): void {
    for (const name of Object.keys(this.from)) {
      if (!this.asked.has(name) && !name.startsWith('_') && !name.startsWith('x-')) this.fail(name, 'is not known here. Maybe a spelling mistake; own fields may begin with "_" or "x-".');
    }
  }
}

export const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
