/** Thrown when the program contradicts itself. Never caught to go on: it is a bug. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** States what must hold. The message names expected and actual. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

export function assertNever(value: never): never {
  throw new AssertionError(`unexpected case ${JSON.stringify(value)}`);
}
