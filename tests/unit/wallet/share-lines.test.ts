import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareLines } from '../../../src/domain/wallet/share-lines.ts';
import { cents } from '../../../src/shared/money.ts';

const share = (lines: readonly number[], payments: readonly number[]) =>
  shareLines(lines.map(cents), payments.map(cents));

const sum = (amounts: readonly number[]): number => amounts.reduce((a, b) => a + b, 0);

describe('shareLines', () => {
  it('shares 2.50 and 2.80 over 5.00 gift and 0.30 local', () => {
    expect(share([250, 280], [500, 30])).toEqual([
      [236, 14],
      [264, 16],
    ]);
  });

  it('shares one line that three payments pay', () => {
    expect(share([100], [34, 33, 33])).toEqual([[34, 33, 33]]);
  });

  it('lets a deposit given back be paid by the other lines', () => {
    expect(share([500, -100], [250, 150])).toEqual([
      [313, 187],
      [-63, -37],
    ]);
  });

  it('gives money back when only deposits come back', () => {
    expect(share([-100, -200], [-300])).toEqual([[-100], [-200]]);
  });

  it('balances a purchase against a deposit with a payment of nothing', () => {
    expect(share([100, -100], [0])).toEqual([[100], [-100]]);
  });

  it('needs nothing when nothing is due', () => {
    expect(share([0, 0], [])).toEqual([[], []]);
  });

  it('refuses payments that do not cover the lines exactly', () => {
    expect(() => share([250], [249])).toThrow(/250.*249/);
  });

  const line = fc.integer({ min: 0, max: 100_000 });

  /** Lines, and payments that cover them: the total cut at random places. */
  const sale = fc
    .record({
      lines: fc.array(fc.oneof({ weight: 5, arbitrary: line }, fc.integer({ min: -500, max: 0 })), {
        minLength: 1,
        maxLength: 12,
      }),
      cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
    })
    .map(({ lines, cuts }) => {
      const total = sum(lines);
      const places = [0, ...cuts.map((cut) => Math.trunc(cut * total)), total].toSorted((a, b) =>
        total < 0 ? b - a : a - b,
      );
      return { lines, payments: places.slice(1).map((place, i) => place - places[i]! + 0) };
    });

  it('sums exactly to each line and to each payment, whatever they are', () => {
    fc.assert(
      fc.property(sale, ({ lines, payments }) => {
        const shares = share(lines, payments);
        expect(shares.map(sum)).toEqual(lines.map((amount) => amount + 0));
        const columns = payments.map((_, index) => sum(shares.map((row) => row[index]!)));
        expect(columns).toEqual(payments);
      }),
      { numRuns: 2_000, seed: 20_261_103 },
    );
  });

  it('never turns the sign of a line, nor gives a payment more of a line than the line', () => {
    fc.assert(
      fc.property(sale, ({ lines, payments }) => {
        fc.pre(sum(lines) >= 0);
        for (const [index, row] of share(lines, payments).entries()) {
          const whole = lines[index]!;
          expect(row.every((part) => part * whole >= 0 && Math.abs(part) <= Math.abs(whole))).toBe(
            true,
          );
        }
      }),
      { numRuns: 1_000, seed: 20_261_104 },
    );
  });
});
