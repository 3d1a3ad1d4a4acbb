/** What can be expected to go wrong is a value; what cannot is thrown. */
export type Result<T, E extends Refusal> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** An expected "no". Its kind is a state that a sentence in the catalogue explains (`refusals.<kind>`). */
export type Refusal = { readonly kind: string };

export const ok = <T>(value: T) => ({ ok: true, value }) as const;
export const no = <const E extends Refusal>(error: E) => ({ ok: false, error }) as const;

/** The value of a result that cannot be a refusal here; a refusal is then a bug, and says so. */
export function must<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw new Error(`This must not be refused: ${JSON.stringify(result.error)}`);
}

/** Closes a switch: adding a case to the union then fails to compile where it is not handled. */
export function never(unexpected: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(unexpected)}`);
}
