import { AssertionError, assert } from '../../shared/assert.ts';
import { utf8Decode, utf8Encode } from './utf8.ts';

/** What a body may hold. Numbers are whole: money is cents, weights are grams, times are text. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** Deeper than any body needs, and far below what would exhaust the stack. */
export const BODY_DEPTH_MAX = 32;

const TOO_DEEP = `a body is at most ${BODY_DEPTH_MAX} levels deep`;

// Printable ASCII without the quote and the backslash needs no escape and cannot hold half a surrogate pair.
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * The one text of a value (RFC 8785): members sorted by UTF-16 unit, no white space, shortest escapes.
 * Throws on what a body may not hold: a fraction, a number past 2^53, undefined, half a surrogate pair.
 * Values of that kind are a bug of the caller, so no append ever starts with one.
 */
export const canonicalText = (value: JsonValue): string => write(value, 0);

/** The bytes of the canonical text, as they are hashed and stored. */
export const canonicalBytes = (value: JsonValue): Uint8Array => utf8Encode(canonicalText(value));

/** The value of canonical bytes; undefined when the bytes are anything else than canonical. */
export function parseCanonical(bytes: Uint8Array): JsonValue | undefined {
  const text = utf8Decode(bytes);
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    // Written again and compared: white space, another order, a name given twice or 1.0 all differ.
    return canonicalText(value) === text ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof AssertionError) return undefined;
    throw error;
  }
}

function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') {
    // Not assert: its message would be made for every number of every body.
    if (!Number.isSafeInteger(value)) {
      throw new AssertionError(`a body holds whole numbers only, got ${value}`);
    }
    return `${value}`;
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return 'null';
  if (typeof value === 'object') return writeContainer(value, depth + 1);
  throw new AssertionError(`a body cannot hold ${typeof value}`);
}

function writeContainer(value: object, depth: number): string {
  assert(depth <= BODY_DEPTH_MAX, TOO_DEEP);
  if (Array.isArray(value)) return writeArray(value, depth);
  const prototype: unknown = Object.getPrototypeOf(value);
  assert(
    prototype === Object.prototype || prototype === null,
    'a body holds plain objects only, not instances of a class',
  );
  const members = value as Readonly<Record<string, unknown>>;
  let text = '{';
  for (const name of sortedNames(members)) {
    if (text.length > 1) text += ',';
    text += `${writeString(name)}:${write(members[name], depth)}`;
  }
  return `${text}}`;
}

/** Bodies that are read back have their names sorted already, which is seen faster than sorted again. */
function sortedNames(members: object): readonly string[] {
  const names = Object.keys(members);
  for (let index = 1; index < names.length; index += 1) {
    if ((names[index - 1] as string) > (names[index] as string)) return names.toSorted();
  }
  return names;
}

function writeArray(values: readonly unknown[], depth: number): string {
  let text = '[';
  // By index: a hole in the array is then undefined, and refused.
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ',';
    text += write(values[index], depth);
  }
  return `${text}]`;
}

function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  assert(text.isWellFormed(), 'a body cannot hold half a surrogate pair');
  return JSON.stringify(text);
}
