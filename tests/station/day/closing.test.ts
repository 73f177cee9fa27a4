import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sumDay } from '../../../src/domain/closing/sum-day.ts';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { OperationId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Day } from '../../../src/shared/time.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { readCashExpected, readDayTotals } from '../../../src/station/projections/day.ts';
import { tillDay } from '../../../src/station/usecases/day/till-day.ts';
import { PRODUCTS, STAFF } from '../../helpers/station-knowledge.ts';
import { entriesOf, wishes } from '../../unit/closing/random-day.ts';
import { openDayRig, wordsOf } from './day-rig.ts';
import type { DayRig } from './day-rig.ts';

/** RULES D1, D2: the end of a day on a real journal. */

let rig: DayRig;
beforeEach(async () => {
  rig = await openDayRig();
});
afterEach(() => rig.close());

const close = (countedCents: number | null = null) =>
  rig.wish({
    kind: 'close-day',
    countedCents: countedCents === null ? null : cents(countedCents),
  });
const closings = () => rig.entries('day.closed@1');
const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : undefined;
};
const db = () => rig.context().journal.database;

describe('ticket X', () => {
  it('is the closing of the same entries, and what a sum from scratch gives', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, async (all) => {
        const one = await openDayRig();
        const { context } = one;
        const drafts = entriesOf(all, '2026-11-03' as Day);
        for (const draft of drafts) one.record([draft]);
        await one.signInAs('manager');
        const x = await one.xReport();
        const { database } = context().journal;
        expect(x.totals).toEqual(sumDay(drafts, cents(0)));
        expect(readCashExpected(database)).toBe(x.totals.cash.expectedCents);
        expect(compareProjections(database, STATION_PROJECTIONS)).toEqual([]);
        const refusal = await one.wish({ kind: 'close-day', countedCents: null });
        const z = one.entries('day.closed@1').map((closing) => closing.totals);
        expect([refusal, z]).toEqual(
          drafts.length === 0 ? ['nothing-to-close', []] : [null, [x.totals]],
        );
        await one.close();
      }),
      { numRuns: 8 },
    );
  });

  it('reads as paper, with names in place of ids, and changes nothing', async () => {
    rig.sell(250);
    await rig.signIn();
    const before = rig.context().journal.head().seq;
    const x = await rig.xReport();
    expect(x).toMatchObject({
      day: '2026-11-03',
      categoryNames: { drinks: 'Boissons' },
      pointOfSaleNames: { bar: 'Comptoir' },
      totals: { turnover: { count: 1, cents: 250 } },
    });
    expect(wordsOf(x.svg)).toContain('Boissons (1) 2,50 €');
    expect(rig.context().journal.head().seq).toBe(before);
  });

  it('tells that there is no printer rather than print nowhere', async () => {
    await rig.signIn();
    expect(await rig.wish({ kind: 'print-x-report' })).toBe('no-printer');
  });
});

describe('closing the day', () => {
  it('numbers without a gap, and uses no number when nothing was done', async () => {
    await rig.signInAs('manager');
    expect(await close()).toBe('nothing-to-close');
    rig.sell(250);
    expect(await close()).toBeNull();
    expect(await close()).toBe('nothing-to-close');
    rig.sell(280);
    expect(await close()).toBeNull();
    expect(closings().map(({ number, day }) => [number, day])).toEqual([
      [1, '2026-11-03'],
      [2, '2026-11-04'],
    ]);
    expect(closings().map(({ perpetualCents }) => perpetualCents)).toEqual([250, 530]);
  });

  it('says what the drawer lacks, and the next day opens on what was counted', async () => {
    rig.sell(1_000);
    await rig.signInAs('manager');
    await close(950);
    expect(closings()[0]).toMatchObject({
      cashCountedCents: 950,
      differenceCents: -50,
      staff: { name: 'Nolwenn' },
      approvedBy: null,
    });
    expect(result()).toMatchObject({ kind: 'day-closed', number: 1, differenceCents: -50 });
    expect((await rig.xReport()).totals.cash).toMatchObject({
      openingCents: 950,
      expectedCents: 950,
    });
  });

  it('covers every entry once: periods follow each other', async () => {
    rig.sell(250);
    await rig.signInAs('manager');
    await close();
    rig.sell(250);
    await close();
    const [first, second] = closings();
    expect(first?.fromSeq).toBe(1);
    // The closing itself stands between the two.
    expect(second?.fromSeq).toBe((first?.toSeq ?? 0) + 2);
    expect(second?.toSeq).toBe(rig.context().journal.head().seq - 1);
  });

  it('lets no entry fall into it afterwards, whatever the clock says', async () => {
    rig.sell(250);
    await rig.signInAs('manager');
    await close();
    expect(rig.state().day).toMatchObject({ today: '2026-11-04', saleCount: 0 });
    rig.setTime('2026-11-03T12:00:00.000Z');
    rig.sell(280);
    expect(rig.entries('sale.recorded@2').map(({ day }) => day)).toEqual([
      '2026-11-03',
      '2026-11-04',
    ]);
    expect(closings()[0]?.totals.turnover.cents).toBe(250);
  });

  it('keeps what was not paid by name', async () => {
    rig.sell(250);
    await rig.signInAs('manager');
    await rig.wish({
      kind: 'add-product',
      productId: PRODUCTS.soda.id,
      choiceIds: [],
      count: 2,
      extra: null,
    });
    await close();
    expect(closings()[0]?.unpaid).toEqual([{ name: '', totalCents: 560 }]);
    expect(rig.state().basket.lines).toHaveLength(1);
  });

  it('waits for a basket of which a part is already handed over: its money is in no sale', async () => {
    rig.sell(250);
    await rig.signInAs('manager');
    await rig.wish({
      kind: 'add-product',
      productId: PRODUCTS.soda.id,
      choiceIds: [],
      count: 2,
      extra: null,
    });
    await rig.wish({
      kind: 'pay-cash',
      basketRevision: rig.state().basket.revision,
      partCents: cents(100),
      givenCents: cents(100),
    });
    expect(rig.state().basket.pledges).toHaveLength(1);
    expect(await close()).toBe('basket-pledged');
    await rig.wish({ kind: 'park-basket', name: 'Ana', tableId: null });
    expect(rig.state().parked).toHaveLength(1);
    expect(await close()).toBe('basket-pledged');
    expect(closings()).toEqual([]);
  });

  it('prints its paper, which says what was counted', async () => {
    rig.sell(250);
    await rig.signInAs('manager');
    await rig.wish({
      kind: 'set-printers',
      printers: [{ role: 'receipt', kind: 'network', host: '127.0.0.1', port: 9, columns: 42 }],
    });
    await close(300);
    expect(rig.state().printers).toMatchObject([{ role: 'receipt', waitingCount: 1 }, {}, {}]);
    const { operationId } = result() as { readonly operationId: OperationId };
    const reply = await rig.station().station.answer({ kind: 'receipt', operationId });
    const words = wordsOf((reply as ReplyOf<'receipt'>).svg);
    expect(words).toContain('Clôture n° 1');
    expect(words).toContain('Espèces comptées 3,00 €');
    expect(words).toContain('Écart 0,50 €');
  });

  it('asks a manager, and keeps both names', async () => {
    rig.sell(250);
    await rig.signIn();
    expect(await close(250)).toBeNull();
    expect(rig.state().activity).toMatchObject({ kind: 'approval', action: 'close-day' });
    expect(closings()).toEqual([]);
    await rig.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin });
    expect(closings()).toMatchObject([
      { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' }, differenceCents: 0 },
    ]);
  });

  it('can be read again, newest first', async () => {
    rig.sell(250);
    await rig.signInAs('manager');
    await close();
    const reply = await rig.station().station.answer({ kind: 'closings', page: 0 });
    expect(reply).toMatchObject({
      kind: 'closings',
      hasMore: false,
      rows: [{ number: 1, day: '2026-11-03', staffName: 'Nolwenn', turnoverCents: 250 }],
    });
  });
});

describe('a day that was left open', () => {
  it('is closed by the next sale, in the same write, and the till says so', async () => {
    rig.sell(250);
    rig.setTime('2026-11-04T18:00:00.000Z');
    expect(rig.state().day).toMatchObject({ today: '2026-11-04', openBefore: '2026-11-03' });
    const x = readDayTotals(db());
    rig.sell(280);
    expect(closings()).toMatchObject([
      { number: 1, day: '2026-11-03', staff: null, cashCountedCents: null, totals: x },
    ]);
    const kinds = rig
      .context()
      .journal.read(1, 100)
      .map((entry) => entry.kind);
    expect(kinds.slice(-2)).toEqual(['day.closed@1', 'sale.recorded@2']);
    expect(rig.state().day).toEqual({
      today: '2026-11-04',
      saleCount: 1,
      openBefore: null,
      closedByItself: { number: 1, day: '2026-11-03' },
    });
    // Nobody counted: the drawer opens on what it should hold.
    expect(readCashExpected(db())).toBe(530);
  });

  it('turns at the cut-off hour, not at midnight', () => {
    rig.setTime('2026-11-04T02:30:00.000Z');
    rig.sell(250);
    expect(rig.state().day.today).toBe('2026-11-03');
    rig.setTime('2026-11-04T03:30:00.000Z');
    expect(rig.state().day).toMatchObject({ today: '2026-11-04', openBefore: '2026-11-03' });
  });

  it('goes on when the clock is set back across the night', () => {
    rig.setTime('2026-11-04T12:00:00.000Z');
    rig.sell(250);
    rig.setTime('2026-11-03T12:00:00.000Z');
    rig.sell(280);
    expect(rig.entries('sale.recorded@2').map(({ day }) => day)).toEqual([
      '2026-11-04',
      '2026-11-04',
    ]);
    expect(closings()).toEqual([]);
  });

  it('opened far ahead by a wrong clock it is left behind, and today is today again', () => {
    rig.setTime('2099-01-01T12:00:00.000Z');
    rig.sell(250);
    rig.setTime('2026-11-03T12:00:00.000Z');
    rig.sell(280);
    expect(closings().map(({ day }) => day)).toEqual(['2099-01-01']);
    expect(tillDay(rig.context())).toBe('2026-11-03');
    expect(rig.state().day.saleCount).toBe(1);
  });
});
