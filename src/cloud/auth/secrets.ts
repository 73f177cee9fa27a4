import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Chance that nobody guesses. Secrets go to a cookie or a mail; only their hash is stored. */

const SECRET_BYTES = 32;
const CODE_DIGITS = 6;

/** A new secret as it travels in a cookie or a link: 43 characters. */
export const makeSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

export const isSecretShape = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** SHA-256 in hex: enough for a secret of 256 bits, which cannot be found by trying. */
export const hashSecret = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');

/** Six digits; the first ones may be 0. */
export const makeCode = (): string =>
  String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');

/**
 * Hash of a code, together with the id it belongs to. Six digits can be found from a stolen
 * database: 15 minutes and one use are what protects them.
 */
export const hashCode = (id: string, code: string): string => hashSecret(`${id} ${code}`);

/** Compares without telling by its duration how far two texts agree. */
export function isSameText(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes);
}

/**
 * A mark for a form, made from the visitor's secret. A new salt each time, so that nothing can be
 * learnt from the size of compressed pages.
 */
export function signForm(visitorSecret: string): string {
  const salt = randomBytes(9).toString('base64url');
  return `${salt}.${formMac(visitorSecret, salt)}`;
}

export function isFormSigned(visitorSecret: string, mark: string): boolean {
  const [salt, mac, ...rest] = mark.split('.');
  if (salt === undefined || mac === undefined || rest.length > 0) return false;
  return isSameText(mac, formMac(visitorSecret, salt));
}

const formMac = (visitorSecret: string, salt: string): string =>
  createHmac('sha256', visitorSecret).update(salt).digest('base64url');
