import { minCents, subtractCents, ZERO_CENTS } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** What is known of a card when there is no network (RULES M8, DESIGN 4). */
export type OfflineSituation = {
  readonly amountCents: Cents;
  /** What the wallet held at the last contact, less what this station took since. */
  readonly knownSpendableCents: Cents;
  /** Largest sum of this card's unsent spends, by its trust level. */
  readonly cardCentsMax: Cents;
  readonly cardUsedCents: Cents;
  readonly stationCentsMax: Cents;
  readonly stationUsedCents: Cents;
};

export type OfflineRefusal =
  | { readonly code: 'short'; readonly availableCents: Cents; readonly missingCents: Cents }
  | { readonly code: 'offline-card-limit' }
  | { readonly code: 'offline-station-limit' };

/**
 * Whether a spend may be accepted without network. The loss that two stations can cause
 * together stays under the card's limit times the number of stations that are offline.
 */
export function decideOfflineSpend(situation: OfflineSituation): Result<null, OfflineRefusal> {
  const { amountCents, knownSpendableCents } = situation;
  if (amountCents > knownSpendableCents) {
    return err({
      code: 'short',
      availableCents: minCents(amountCents, knownSpendableCents),
      missingCents: subtractCents(amountCents, knownSpendableCents),
    });
  }
  if (situation.cardUsedCents + amountCents > situation.cardCentsMax) {
    return err({ code: 'offline-card-limit' });
  }
  if (situation.stationUsedCents + amountCents > situation.stationCentsMax) {
    return err({ code: 'offline-station-limit' });
  }
  return ok(null);
}

/** The most that a card may still spend without network. */
export const offlineAllowance = (situation: OfflineSituation): Cents => {
  const left = Math.min(
    situation.knownSpendableCents,
    situation.cardCentsMax - situation.cardUsedCents,
    situation.stationCentsMax - situation.stationUsedCents,
  );
  return left > 0 ? (left as Cents) : ZERO_CENTS;
};
