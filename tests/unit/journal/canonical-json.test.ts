import canonicalize from 'canonicalize';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalBytes,
  canonicalText,
  parseCanonical,
} from '../../../src/domain/journal/canonical-json.ts';
import type { JsonValue } from '../../../src/domain/journal/canonical-json.ts';
import { utf8Encode } from '../../../src/domain/journal/utf8.ts';

const text = fc.string({ unit: 'binary' });
const { value: bodies } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 6 }),
  ),
}));

describe('canonical JSON', () => {
  it('writes what the canonicalize package writes, for any body', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(canonicalText(body)).toBe(canonicalize(body));
      }),
      { numRuns: 500 },
    );
  });

  it('reads back the same value, and only from those bytes', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const parsed = parseCanonical(canonicalBytes(body));
        expect(canonicalText(parsed!)).toBe(canonicalText(body));
      }),
      { numRuns: 300 },
    );
  });

  it('sorts members by UTF-16 unit, as RFC 8785 shows', () => {
    const body = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\ud83d\ude00': 5,
      '\u0080': 6,
      '\u00f6': 7,
    };
    const members = Object.keys(JSON.parse(canonicalText(body)) as object);
    expect(canonicalText(body)).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    );
    expect(members).toHaveLength(7);
  });

  it.each([
    ['a fraction', 0.5],
    ['a number past 2^53', 2 ** 53],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['undefined in an object', { missing: undefined }],
    ['a hole in an array', Array.from({ length: 2 }).concat(1)],
    ['a function', () => 1],
    ['a big integer', 1n],
    ['a date', new Date(0)],
    ['half a surrogate pair', '\ud83d'],
    ['half a surrogate pair as a name', { '\ude00': 1 }],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalText(value as JsonValue)).toThrow(/body/);
  });

  it('refuses a body that is nested too deep to be one', () => {
    let body: JsonValue = 1;
    for (let depth = 0; depth < 33; depth += 1) body = [body];
    expect(() => canonicalText(body)).toThrow(/levels deep/);
  });

  it.each([
    ['white space', '{"a": 1}'],
    ['members in another order', '{"b":1,"a":2}'],
    ['a name given twice', '{"a":1,"a":1}'],
    ['a fraction', '{"a":1.5}'],
    ['a whole number written as a fraction', '{"a":1.0}'],
    ['an exponent', '1e2'],
    ['an escape that is not needed', '"\\u0061"'],
    ['minus zero', '-0'],
    ['a byte order mark', '\ufeff1'],
    ['nothing', ''],
    ['two values', '1 2'],
    ['nesting past the limit', '['.repeat(40) + ']'.repeat(40)],
  ])('does not take %s for canonical', (_name, json) => {
    expect(parseCanonical(utf8Encode(json))).toBeUndefined();
  });

  it('does not take bytes that are not UTF-8 for canonical', () => {
    expect(parseCanonical(Uint8Array.of(0x22, 0xff, 0x22))).toBeUndefined();
  });

  it('keeps a member named __proto__ as a member', () => {
    const bytes = utf8Encode('{"__proto__":1}');
    expect(canonicalText(parseCanonical(bytes)!)).toBe('{"__proto__":1}');
  });
});
