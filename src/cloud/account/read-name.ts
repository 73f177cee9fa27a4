import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** Shown on a badge, a ticket, a list at a door. */
export const NAME_LENGTH_MAX = 80;

/** A name as a person types it: on one line, and nothing that turns letters
 * around. None is fine too. */
export function readName(typed: string): Result<string, 'name-long'> {
  const name = typed
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\s\u200b\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim();
  return name.length > NAME_LENGTH_MAX ? err('name-long') : ok(name);
}
