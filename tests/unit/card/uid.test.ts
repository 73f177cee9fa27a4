import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  firstFourBytes,
  parseUidBytes,
  parseUidHex,
  parseUidTyped,
} from '../../../src/domain/card/uid.ts';
import type { TypedByteOrder } from '../../../src/domain/card/uid.ts';
import { err, ok, unwrap } from '../../../src/shared/result.ts';

const uidBytes = fc
  .constantFrom(4, 7, 10)
  .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }))
  .filter((bytes) => bytes.length !== 4 || bytes[0] !== 0x08);

const fourBytes = fc
  .uint8Array({ minLength: 4, maxLength: 4 })
  .filter((bytes) => bytes[0] !== 0x08 && bytes[3] !== 0x08);

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const decimalOf = (bytes: Uint8Array): string =>
  String(Buffer.from(bytes).readUInt32BE()).padStart(10, '0');
const FIRST = { byteOrder: 'first-byte-first' } as const;
const LAST = { byteOrder: 'last-byte-first' } as const;

describe('UID as hex', () => {
  test.each([
    ['04A22B91', '04A22B91'],
    ['04a22b91c35e80', '04A22B91C35E80'],
    ['01020304050607080910', '01020304050607080910'],
  ])('reads %s', (text, uid) => {
    expect(parseUidHex(text)).toEqual(ok(uid));
  });

  test.each([
    ['', 'wrong-length'],
    ['04A22B9', 'odd-length'],
    ['04A22B', 'wrong-length'],
    ['04A22B91C3', 'wrong-length'],
    ['04A22B91C35E8001', 'wrong-length'],
    ['04A22B9G', 'not-hex'],
    ['04 A2 2B 91', 'not-hex'],
    ['0x04A22B91', 'not-hex'],
    ['04A22B91\n', 'not-hex'],
    ['08112233', 'random-uid'],
    ['A'.repeat(100_000), 'wrong-length'],
  ] as const)('refuses %j as %s', (text, reason) => {
    expect(parseUidHex(text)).toEqual(err(reason));
  });

  test('a longer UID may start with 08: only 4 bytes can be random', () => {
    expect(parseUidHex('08112233445566')).toEqual(ok('08112233445566'));
  });

  test('whatever the text, the answer is a UID of 4, 7 or 10 upper-case bytes or a refusal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-fA-F]{0,22}$/)), (text) => {
        const uid = parseUidHex(text);
        if (uid.ok) {
          expect(uid.value).toMatch(/^(?:[0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/);
          expect(uid.value).toBe(text.toUpperCase());
          expect(uid.value.length === 8 && uid.value.startsWith('08')).toBe(false);
        }
      }),
    );
  });
});

describe('UID from bytes', () => {
  test('gives the hex of the bytes', () => {
    fc.assert(
      fc.property(uidBytes, (bytes) => {
        expect(parseUidBytes(bytes)).toEqual(ok(hexOf(bytes)));
      }),
    );
  });

  test('refuses every other number of bytes, and a random UID', () => {
    for (const length of [0, 1, 3, 5, 6, 8, 9, 11, 32]) {
      expect(parseUidBytes(new Uint8Array(length))).toEqual(err('wrong-length'));
    }
    expect(parseUidBytes(Uint8Array.of(8, 1, 2, 3))).toEqual(err('random-uid'));
  });
});

describe('UID typed by a keyboard-wedge reader', () => {
  test.each([
    ['04A22B91', FIRST],
    ['04:a2:2b:91', FIRST],
    ['04-A2-2B-91', FIRST],
    [' 04 A2 2B 91 \r\n', FIRST],
    ['04.A2.2B.91', FIRST],
    ['0077736849', FIRST],
    ['2435555844', LAST],
    ['912BA204', LAST],
    // The same keys on a machine set to a French keyboard.
    ["à'QééBç&", FIRST],
    ["à'qéébç&", FIRST],
    ['ààèèè"-_\'ç', FIRST],
  ] as const)('reads %j as 04A22B91', (typed, settings) => {
    expect(parseUidTyped(typed, settings)).toEqual(ok('04A22B91'));
  });

  test.each([
    ['', 'wrong-length'],
    ['04A22B9', 'odd-length'],
    ['77736849123', 'odd-length'],
    ['4294967296', 'wrong-length'],
    ['bonjour', 'not-hex'],
    ['https://tibillet.example/qr/1', 'not-hex'],
    ['08112233', 'random-uid'],
    ['0135340595', 'random-uid'],
    ['0'.repeat(65), 'wrong-length'],
  ] as const)('refuses %j as %s', (typed, reason) => {
    expect(parseUidTyped(typed, FIRST)).toEqual(err(reason));
  });

  test('the largest decimal of 4 bytes is read', () => {
    expect(parseUidTyped('4294967295', FIRST)).toEqual(ok('FFFFFFFF'));
  });

  const separators = fc.constantFrom('', ':', '-', '.', ' ');

  test('every way of typing a UID gives the same UID', () => {
    const orders: readonly TypedByteOrder[] = ['first-byte-first', 'last-byte-first'];
    fc.assert(
      fc.property(
        fourBytes,
        separators,
        fc.constantFrom(...orders),
        (bytes, separator, byteOrder) => {
          const typed = byteOrder === 'first-byte-first' ? bytes : bytes.toReversed();
          const hex = (hexOf(typed).match(/../g) ?? []).join(separator);
          expect(parseUidTyped(hex, { byteOrder })).toEqual(ok(hexOf(bytes)));
          expect(parseUidTyped(hex.toLowerCase(), { byteOrder })).toEqual(ok(hexOf(bytes)));
          expect(parseUidTyped(decimalOf(typed), { byteOrder })).toEqual(ok(hexOf(bytes)));
        },
      ),
    );
  });

  test('a UID of any length is read in both byte orders', () => {
    fc.assert(
      fc.property(uidBytes, (bytes) => {
        expect(parseUidTyped(hexOf(bytes), FIRST)).toEqual(ok(hexOf(bytes)));
        expect(parseUidTyped(hexOf(bytes.toReversed()), LAST)).toEqual(ok(hexOf(bytes)));
      }),
    );
  });
});

test('the tag of an existing batch is the first 4 bytes', () => {
  expect(firstFourBytes(unwrap(parseUidHex('04A22B91C35E80')))).toBe('04A22B91');
  expect(firstFourBytes(unwrap(parseUidHex('04A22B91')))).toBe('04A22B91');
});
