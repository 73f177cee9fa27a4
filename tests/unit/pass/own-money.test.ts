import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toId } from '../../../src/shared/ids.ts';
import type { AssetId, CollectiveId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { addOwnMoney } from '../../../src/station/usecases/pass/own-money.ts';
import type { Held } from '../../../src/station/usecases/pass/own-money.ts';

const uuid = (number: number): string =>
  `019b76da-a800-7000-8000-${String(number).padStart(12, '0')}`;
const bar: CollectiveId = toId(uuid(1));
const grocer: CollectiveId = toId(uuid(2));
const local: AssetId = toId(uuid(3));
const gift: AssetId = toId(uuid(4));
const global: AssetId = toId(uuid(5));
const othersLocal: AssetId = toId(uuid(6));
const points: AssetId = toId(uuid(7));

const held = (assetId: AssetId, kind: Held['kind'], available: number, issuerId = bar): Held => ({
  assetId,
  kind,
  issuerId: kind === 'global' ? null : issuerId,
  available,
});
const sums = (entries: readonly (readonly [AssetId, number])[]) =>
  new Map(entries.map(([id, amount]) => [id, cents(amount)]));
const none = sums([]);

describe('what a station knows of a wallet beyond the cloud’s figures', () => {
  it('20.00 put on an empty Pass are 20.00', () => {
    const { amounts, debtCents } = addOwnMoney([held(local, 'local', 0)], cents(0), {
      taken: none,
      credited: sums([[local, 2_000]]),
    });
    expect([amounts.get(local), debtCents]).toEqual([2_000, 0]);
  });

  it('a debt of 3.00 is paid first: 20.00 leave 17.00', () => {
    const { amounts, debtCents } = addOwnMoney([held(local, 'local', -300)], cents(300), {
      taken: none,
      credited: sums([[local, 2_000]]),
    });
    expect([amounts.get(local), debtCents]).toEqual([1_700, 0]);
  });

  it('a credit smaller than the debt leaves the rest owed', () => {
    const { amounts, debtCents } = addOwnMoney([held(local, 'local', -300)], cents(300), {
      taken: none,
      credited: sums([[local, 100]]),
    });
    expect([amounts.get(local), debtCents]).toEqual([0, 200]);
  });

  it('a gift pays a debt at its own collective and none elsewhere', () => {
    const wallet = [
      held(local, 'local', -300),
      held(othersLocal, 'local', -200, grocer),
      held(gift, 'gift', 0),
    ];
    const { amounts, debtCents } = addOwnMoney(wallet, cents(500), {
      taken: none,
      credited: sums([[gift, 1_000]]),
    });
    expect([amounts.get(gift), debtCents]).toEqual([700, 200]);
  });

  it('points pay no debt', () => {
    const wallet = [held(local, 'local', -300), held(points, 'points', 0)];
    const { amounts, debtCents } = addOwnMoney(wallet, cents(300), {
      taken: none,
      credited: sums([[points, 50]]),
    });
    expect([amounts.get(points), debtCents]).toEqual([50, 300]);
  });

  it('what was spent here since is gone, and never below zero', () => {
    const wallet = [held(local, 'local', 500), held(global, 'global', 100)];
    const { amounts } = addOwnMoney(wallet, cents(0), {
      taken: sums([
        [local, 200],
        [global, 300],
      ]),
      credited: none,
    });
    expect([amounts.get(local), amounts.get(global)]).toEqual([300, 0]);
  });

  it('a credit in euros adds itself to what can be spent, debt or not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2_000, max: 2_000 }),
        fc.integer({ min: -2_000, max: 2_000 }),
        fc.integer({ min: 1, max: 5_000 }),
        (ofLocal, ofGlobal, credit) => {
          const wallet = [held(local, 'local', ofLocal), held(global, 'global', ofGlobal)];
          const owed = cents(Math.max(0, -ofLocal) + Math.max(0, -ofGlobal));
          const before = Math.max(0, ofLocal) + Math.max(0, ofGlobal) - owed;
          const { amounts, debtCents } = addOwnMoney(wallet, owed, {
            taken: none,
            credited: sums([[local, credit]]),
          });
          const after = (amounts.get(local) ?? 0) + (amounts.get(global) ?? 0) - debtCents;
          expect(after).toBe(before + credit);
        },
      ),
    );
  });
});
