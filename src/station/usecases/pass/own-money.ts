import type { Asset } from '../../../domain/wallet/asset.ts';
import type { AssetId, CardId } from '../../../shared/ids.ts';
import { cents, subtractCents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { creditsNotReflected, payoutsNotReflected } from '../../projections/credits.ts';
import { spendsNotReflected } from '../../projections/sales.ts';
import type { StationContext } from '../context.ts';

/**
 * Up to which entry of this station the cloud's figures count what it did. Money that left a Pass
 * is subtracted until it surely is inside; money that came is added only while it surely is not.
 */
export type Reflected = {
  /** Spends without network: acked before the figures were asked. */
  readonly unsecuredSeq: number;
  /** Spends from a reserve, and payouts: recorded before the figures were asked. */
  readonly reservedSeq: number;
  /** Top-ups and gifts: sent before the figures came. */
  readonly creditSeq: number;
};

export const reflectedByFeed = ({ settings }: StationContext): Reflected => ({
  unsecuredSeq: settings.getNumber('reflected-unsecured-seq'),
  reservedSeq: settings.getNumber('reflected-reserved-seq'),
  creditSeq: settings.getNumber('reflected-credit-seq'),
});

export type OwnMoney = {
  readonly taken: ReadonlyMap<AssetId, Cents>;
  readonly credited: ReadonlyMap<AssetId, Cents>;
};

/** What this station took from some cards, and put on them, that the cloud's figures do not show. */
export function ownMoney(
  context: StationContext,
  cardIds: readonly CardId[],
  reflected: Reflected,
): OwnMoney {
  const db = context.journal.database;
  const taken = new Map(spendsNotReflected(db, cardIds, reflected));
  for (const [assetId, amount] of payoutsNotReflected(db, cardIds, reflected.reservedSeq)) {
    taken.set(assetId, cents((taken.get(assetId) ?? 0) + amount));
  }
  return { taken, credited: creditsNotReflected(db, cardIds, reflected.creditSeq) };
}

export type Held = {
  readonly assetId: AssetId;
  readonly kind: Asset['kind'];
  readonly issuerId: Asset['issuerId'];
  /** As the cloud said; below 0 it is a debt. */
  readonly available: number;
};

/**
 * What a wallet holds now, and what it still owes. A credit pays a debt first (RULES M8), as the
 * cloud will do it: its own asset's, then the others', except that a gift pays only its issuer and
 * hours and points pay nothing.
 *
 * Example: a debt of 3.00 and 20.00 put on it leave 17.00 and no debt.
 */
export function addOwnMoney(
  held: readonly Held[],
  debtCents: Cents,
  { taken, credited }: OwnMoney,
): { readonly amounts: ReadonlyMap<AssetId, number>; readonly debtCents: Cents } {
  const owed = new Map(held.map((one) => [one.assetId, Math.max(0, -one.available)]));
  const amounts = new Map<AssetId, number>();
  for (const one of held) {
    const credit = credited.get(one.assetId) ?? 0;
    const gone = taken.get(one.assetId) ?? 0;
    amounts.set(one.assetId, Math.max(0, one.available + credit - gone));
    owed.set(one.assetId, Math.max(0, -one.available - credit));
  }
  for (const one of held) {
    if (one.kind === 'time' || one.kind === 'points' || !credited.has(one.assetId)) continue;
    for (const other of held) {
      if (one.kind === 'gift' && other.issuerId !== one.issuerId) continue;
      const paid = Math.min(owed.get(other.assetId) ?? 0, amounts.get(one.assetId) ?? 0);
      amounts.set(one.assetId, (amounts.get(one.assetId) ?? 0) - paid);
      owed.set(other.assetId, (owed.get(other.assetId) ?? 0) - paid);
    }
  }
  const before = held.reduce((sum, one) => sum + Math.max(0, -one.available), 0);
  const after = [...owed.values()].reduce((sum, amount) => sum + amount, 0);
  const left = subtractCents(debtCents, cents(before - after));
  return { amounts, debtCents: cents(Math.max(0, left)) };
}
