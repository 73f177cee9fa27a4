import type { Brand } from '../../shared/brand.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** The number burnt in a card's chip: 4, 7 or 10 bytes, as upper-case hex (RULES C1). Only this module makes one. */
export type CardUid = Brand<string, 'CardUid'>;

/** The first 4 bytes of a UID, as upper-case hex: what existing TiBillet batches know of a card. */
export type CardTag = Brand<string, 'CardTag'>;

export type UidRefusal = 'not-hex' | 'odd-length' | 'wrong-length' | 'random-uid';

const UID_BYTE_COUNTS: readonly number[] = [4, 7, 10];
const TAG_HEX_LENGTH = 8;
const RANDOM_UID_FIRST_BYTE = '08';

/** Longest text looked at: a 10-byte UID with a separator after each digit is 40. */
const TYPED_LENGTH_MAX = 64;

/** UID from hex text in either case, without separators. */
export function parseUidHex(text: string): Result<CardUid, UidRefusal> {
  if (text.length > TYPED_LENGTH_MAX || text === '') return err('wrong-length');
  if (!/^[0-9a-f]+$/i.test(text)) return err('not-hex');
  if (text.length % 2 === 1) return err('odd-length');
  if (!UID_BYTE_COUNTS.includes(text.length / 2)) return err('wrong-length');
  const uid = text.toUpperCase();
  return isRandomUid(uid) ? err('random-uid') : ok(uid as CardUid);
}

/** UID from the bytes a reader gives. */
export const parseUidBytes = (bytes: Uint8Array): Result<CardUid, UidRefusal> =>
  UID_BYTE_COUNTS.includes(bytes.length) ? parseUidHex(hexOfBytes(bytes)) : err('wrong-length');

/**
 * The order in which a keyboard-wedge reader types the bytes of a UID; a setting of the reader.
 * Card 04 A2 2B 91: `first-byte-first` types 04A22B91 or 0077736849, `last-byte-first` 912BA204 or 2435555844.
 */
export type TypedByteOrder = 'first-byte-first' | 'last-byte-first';

/**
 * UID from what a keyboard-wedge reader types: hex with or without separators (`: - . space`), or the
 * 4 bytes as a decimal number of exactly 10 digits. 10 digits are never hex: no UID has 5 bytes.
 */
export function parseUidTyped(
  text: string,
  settings: { readonly byteOrder: TypedByteOrder },
): Result<CardUid, UidRefusal> {
  if (text.length > TYPED_LENGTH_MAX) return err('wrong-length');
  const digits = undoFrenchKeyboard(text.trim()).replaceAll(/[:\-.\s]/g, '');
  const hex = /^\d{10}$/.test(digits) ? hexOfDecimal(digits) : digits;
  if (hex === undefined) return err('wrong-length');
  const mayReverse = settings.byteOrder === 'last-byte-first' && hex.length % 2 === 0;
  return parseUidHex(mayReverse ? reverseBytes(hex) : hex);
}

export const firstFourBytes = (uid: CardUid): CardTag => uid.slice(0, TAG_HEX_LENGTH) as CardTag;

// 08 marks a random UID, new at each tap (a phone), so it cannot name a card (RULES C2).
// Only 4-byte UIDs carry the mark: in longer ones the first byte names the chip's maker.
const isRandomUid = (uid: string): boolean =>
  uid.length === TAG_HEX_LENGTH && uid.startsWith(RANDOM_UID_FIRST_BYTE);

const hexOfBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

function hexOfDecimal(digits: string): string | undefined {
  const value = Number(digits);
  return value > 0xffff_ffff ? undefined : value.toString(16).padStart(TAG_HEX_LENGTH, '0');
}

const reverseBytes = (hex: string): string => (hex.match(/../g) ?? []).toReversed().join('');

const FRENCH_DIGIT_KEYS = new Map(
  Array.from('à&é"\'(-è_ç', (key, digit): readonly [string, string] => [key, String(digit)]),
);

// A wedge reader presses the keys of an American keyboard. On a machine set to AZERTY its digits
// arrive as à&é"'(-è_ç and its A as Q. A hyphen alone is no proof: it is also a separator.
function undoFrenchKeyboard(text: string): string {
  if (!/[à&é"'(è_çq]/i.test(text)) return text;
  return Array.from(text, (key) =>
    key.toLowerCase() === 'q' ? 'A' : (FRENCH_DIGIT_KEYS.get(key) ?? key),
  ).join('');
}
