import { tapHolderField } from '../../../contract/sync/badge-bodies.ts';
import type { SealedHolder, TapHolder } from '../../../domain/journal/badge-entries.ts';
import { seal, unseal } from '../../../shared/node/seal.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { businessDay } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import { monthOf } from '../../../domain/badge/calendar.ts';
import type { Known } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import { dayRule } from '../day/till-day.ts';

/**
 * Seals whose tap it is with the key of its month (docs/decisions/0016). A station that heard
 * nothing for months uses the last key it has: refused only when it never had one.
 */
export function sealHolder(
  context: StationContext,
  holder: TapHolder,
  at: Instant,
): Result<SealedHolder, 'no-presence-key'> {
  const key = keyFor(
    context.knowledge.all('presence-key'),
    monthOf(businessDay(at, dayRule(context))),
  );
  return key === undefined
    ? err('no-presence-key')
    : ok({ keyId: key.id, sealed: seal(JSON.stringify(holder), key.key) });
}

/** The month's own, else the last before it, else the first after it. */
function keyFor(keys: readonly Known<'presence-key'>[], month: string) {
  const sorted = keys.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return sorted.findLast(({ id }) => id <= month) ?? sorted[0];
}

/** Whose tap it was; null when its month is forgotten. */
export function readHolder(
  context: StationContext,
  { keyId, sealed }: SealedHolder,
): TapHolder | null {
  const key = context.knowledge.one('presence-key', keyId)?.key;
  const text = key === undefined ? null : unseal(sealed, key);
  if (text === null) return null;
  const parsed = tapHolderField.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
