import { randomBytes, scryptSync } from 'node:crypto';

/** Costs about 30 ms on a small kiosk: six digits are few, so each try must cost something. */
const COST = { N: 16_384, r: 8, p: 1 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** How a PIN is stored and sent to stations: `scrypt$N$r$p$saltHex$hashHex`. */
export function hashPin(pin: string, salt: Uint8Array = randomBytes(SALT_BYTES)): string {
  const hash = scryptSync(pin, salt, HASH_BYTES, COST);
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, Buffer.from(salt).toString('hex'), hash.toString('hex')].join('$');
}
