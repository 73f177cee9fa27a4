import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ASSET_KINDS } from '../../../src/domain/wallet/asset.ts';
import type { Asset, AssetKind, Seller } from '../../../src/domain/wallet/asset.ts';
import {
  orderForDebit,
  spendableAt,
  splitPayment,
} from '../../../src/domain/wallet/split-payment.ts';
import type { Holding } from '../../../src/domain/wallet/split-payment.ts';
import { cents } from '../../../src/shared/money.ts';
import { toId } from '../../../src/shared/ids.ts';
import type { AssetId, CollectiveId } from '../../../src/shared/ids.ts';
import { instantFromMs } from '../../../src/shared/time.ts';

const idOf = (number: number): string =>
  `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const assetId = (number: number): AssetId => toId<'Asset'>(idOf(number));
const BAR: CollectiveId = toId<'Collective'>(idOf(901));
const CAFE: CollectiveId = toId<'Collective'>(idOf(902));
const FAR: CollectiveId = toId<'Collective'>(idOf(903));

const asset = (
  number: number,
  kind: AssetKind,
  issuerId: CollectiveId | null,
  age = number,
): Asset => ({
  id: assetId(number),
  kind,
  issuerId,
  createdAt: instantFromMs(Date.UTC(2026, 0, 1) + age * 1_000),
});

const holding = (of: Asset, availableCents: number): Holding => ({
  asset: of,
  availableCents: cents(availableCents),
});

const BAR_GIFT = asset(1, 'gift', BAR);
const BAR_LOCAL = asset(2, 'local', BAR);
const CAFE_LOCAL = asset(3, 'local', CAFE);
const CAFE_OLDER_LOCAL = asset(4, 'local', CAFE, 0);
const CAFE_GIFT = asset(5, 'gift', CAFE);
const FAR_LOCAL = asset(6, 'local', FAR);
const GLOBAL = asset(7, 'global', null, 0);
const HOURS = asset(8, 'time', BAR);
const POINTS = asset(9, 'points', BAR);

const bar: Seller = {
  collectiveId: BAR,
  partnerAssetIds: new Set([CAFE_LOCAL.id, CAFE_OLDER_LOCAL.id]),
};

const everything = [
  ...[GLOBAL, FAR_LOCAL, CAFE_GIFT, CAFE_LOCAL, POINTS, BAR_LOCAL, HOURS, CAFE_OLDER_LOCAL],
  BAR_GIFT,
].map((one) => holding(one, 100));

describe('the debit order', () => {
  it('takes gift, local, locals of partners from the oldest, then global', () => {
    expect(orderForDebit(everything, bar).map((one) => one.asset)).toEqual([
      ...[BAR_GIFT, BAR_LOCAL, CAFE_OLDER_LOCAL, CAFE_LOCAL, GLOBAL],
    ]);
  });

  it('counts every asset of a class, not only the first', () => {
    const second = asset(10, 'gift', BAR);
    const split = splitPayment([holding(second, 300), holding(BAR_GIFT, 200)], bar, cents(450));
    expect(split).toEqual({
      ok: true,
      value: [
        { assetId: BAR_GIFT.id, kind: 'gift', cents: 200 },
        { assetId: second.id, kind: 'gift', cents: 250 },
      ],
    });
  });

  it('leaves gifts of others, locals that are not accepted, hours and points alone', () => {
    const foreign = [CAFE_GIFT, FAR_LOCAL, HOURS, POINTS].map((one) => holding(one, 1_000));
    expect(splitPayment(foreign, bar, cents(1))).toEqual({
      ok: false,
      error: { availableCents: 0, missingCents: 1 },
    });
    expect(spendableAt(foreign, bar).totalCents).toBe(0);
  });

  it('does not count a debt', () => {
    const holdings = [holding(BAR_LOCAL, -300), holding(GLOBAL, 500)];
    expect(spendableAt(holdings, bar)).toEqual({
      totalCents: 500,
      byClass: { 'own-gift': 0, 'own-local': 0, 'partner-local': 0, global: 500 },
    });
  });

  it('pays 5.30 with 5.00 gift and 0.30 local, and says that 3.70 of 8.40 is missing', () => {
    const holdings = [holding(BAR_LOCAL, 500), holding(BAR_GIFT, 500)];
    expect(splitPayment(holdings, bar, cents(530))).toEqual({
      ok: true,
      value: [
        { assetId: BAR_GIFT.id, kind: 'gift', cents: 500 },
        { assetId: BAR_LOCAL.id, kind: 'local', cents: 30 },
      ],
    });
    expect(splitPayment([holding(BAR_LOCAL, 470)], bar, cents(840))).toEqual({
      ok: false,
      error: { availableCents: 470, missingCents: 370 },
    });
  });
});

const holdingsArbitrary = fc.uniqueArray(
  fc.record({
    number: fc.integer({ min: 1, max: 40 }),
    kind: fc.constantFrom(...ASSET_KINDS),
    issuer: fc.constantFrom(BAR, CAFE, FAR),
    age: fc.integer({ min: 0, max: 3 }),
    available: fc.integer({ min: -500, max: 5_000 }),
  }),
  { selector: (one) => one.number, maxLength: 12 },
);

it('splits exactly, never beyond a holding, and the same whatever the order of the input', () => {
  fc.assert(
    fc.property(
      holdingsArbitrary.chain((list) =>
        fc.record({
          list: fc.constant(list),
          shuffled: fc.shuffledSubarray(list, { minLength: list.length }),
          due: fc.integer({ min: 1, max: 12_000 }),
        }),
      ),
      ({ list, shuffled, due }) => {
        const make = (items: typeof list) =>
          items.map((one) =>
            holding(
              asset(one.number, one.kind, one.kind === 'global' ? null : one.issuer, one.age),
              one.available,
            ),
          );
        const split = splitPayment(make(list), bar, cents(due));
        expect(splitPayment(make(shuffled), bar, cents(due))).toEqual(split);
        const total = spendableAt(make(list), bar).totalCents;
        expect(split.ok).toBe(total >= due);
        if (!split.ok) {
          expect(split.error).toEqual({ availableCents: total, missingCents: due - total });
          return;
        }
        expect(split.value.reduce((sum, part) => sum + part.cents, 0)).toBe(due);
        for (const part of split.value) {
          const held = list.find((one) => assetId(one.number) === part.assetId)!;
          expect(part.cents).toBeGreaterThan(0);
          expect(part.cents).toBeLessThanOrEqual(held.available);
        }
      },
    ),
    { numRuns: 2_000, seed: 20_261_105 },
  );
});
