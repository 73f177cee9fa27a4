import type { AssetId } from '../../shared/ids.ts';
import { addCents, cents, minCents, subtractCents, ZERO_CENTS } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { compareAssets, DEBIT_CLASSES, debitClass } from './asset.ts';
import type { Asset, AssetKind, DebitClass, Seller } from './asset.ts';

/** What a wallet has of one asset: its balance less what is reserved. Below 0 it is a debt. */
export type Holding = { readonly asset: Asset; readonly availableCents: Cents };

export type AssetPart = {
  readonly assetId: AssetId;
  readonly kind: AssetKind;
  readonly cents: Cents;
};

export type Shortage = { readonly availableCents: Cents; readonly missingCents: Cents };

/**
 * What can be spent at a seller, in the order it is spent (RULES M3): its gift, its local, the
 * locals of partners, global; within a class the oldest asset first. Every asset counts.
 */
export function orderForDebit<Held extends Holding>(
  holdings: readonly Held[],
  seller: Seller,
): readonly Held[] {
  const ranked = holdings.flatMap((holding) => {
    const found = debitClass(holding.asset, seller);
    if (found === null || holding.availableCents <= 0) return [];
    return [{ holding, rank: DEBIT_CLASSES.indexOf(found) }];
  });
  return ranked
    .toSorted(
      (left, right) =>
        left.rank - right.rank || compareAssets(left.holding.asset, right.holding.asset),
    )
    .map(({ holding }) => holding);
}

/**
 * Splits a payment over a wallet, all or nothing (RULES M4).
 *
 * Example: 5.00 gift and 5.00 local pay 5.30 as 5.00 gift and 0.30 local.
 */
export function splitPayment(
  holdings: readonly Holding[],
  seller: Seller,
  dueCents: Cents,
): Result<readonly AssetPart[], Shortage> {
  const ordered = orderForDebit(holdings, seller);
  const availableCents = addCents(...ordered.map((holding) => holding.availableCents));
  if (availableCents < dueCents) {
    return err({ availableCents, missingCents: subtractCents(dueCents, availableCents) });
  }
  return ok(takeInOrder(ordered, dueCents));
}

/** Takes an amount, or all there is, from holdings that are already in order. */
export function takeInOrder(ordered: readonly Holding[], wantedCents: Cents): readonly AssetPart[] {
  const taken = ordered.reduce<{ readonly parts: readonly AssetPart[]; readonly left: Cents }>(
    ({ parts, left }, { asset, availableCents }) => {
      const part = minCents(left, availableCents);
      return part <= 0
        ? { parts, left }
        : {
            parts: [...parts, { assetId: asset.id, kind: asset.kind, cents: part }],
            left: subtractCents(left, part),
          };
    },
    { parts: [], left: wantedCents },
  );
  return taken.parts;
}

export type Spendable = {
  readonly totalCents: Cents;
  readonly byClass: Readonly<Record<DebitClass, Cents>>;
};

/** What a wallet can spend at a seller, in euros: hours and points are never summed with them. */
export function spendableAt(holdings: readonly Holding[], seller: Seller): Spendable {
  const ordered = orderForDebit(holdings, seller);
  const sumOf = (wanted: DebitClass): Cents =>
    cents(
      ordered
        .filter(({ asset }) => debitClass(asset, seller) === wanted)
        .reduce((sum, { availableCents }) => sum + availableCents, 0),
    );
  const byClass = {
    'own-gift': sumOf('own-gift'),
    'own-local': sumOf('own-local'),
    'partner-local': sumOf('partner-local'),
    global: sumOf('global'),
  };
  return { byClass, totalCents: addCents(ZERO_CENTS, ...Object.values(byClass)) };
}
