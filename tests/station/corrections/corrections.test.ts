import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Question, QuestionOf, ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { SaleId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { instantFromMs } from '../../../src/shared/time.ts';
import type { Day } from '../../../src/shared/time.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { readCashExpected, readDayTotals } from '../../../src/station/projections/day.ts';
import { KNOWLEDGE, PRODUCTS, STAFF } from '../../helpers/station-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** Past sales put right at a till (RULES T10), and receipts on demand (T11). */

const MINUTE_MS = 60_000;
const TODAY = '2026-11-03' as Day;

let rig: Rig;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.parse('2026-11-03T18:00:00.000Z');
  rig = await openPairedRig({ clock: () => instantFromMs(nowMs) });
  rig.know(KNOWLEDGE);
  await rig.signIn();
});
afterEach(async () => {
  expect(compareProjections(db(), STATION_PROJECTIONS)).toEqual([]);
  await rig.close();
});

const db = () => rig.station().station.context.journal.database;
type Asked = 'sale' | 'sales' | 'receipt';
const ask = async <Kind extends Asked>(question: QuestionOf<Kind>): Promise<ReplyOf<Kind>> => {
  const asked: Question = question;
  const reply = await rig.station().station.answer(asked);
  expect(reply.kind).toBe(asked.kind);
  return reply as ReplyOf<Kind>;
};
const sell = async (what: keyof typeof PRODUCTS, count = 1): Promise<SaleId> => {
  const { id: productId, priceCents } = PRODUCTS[what];
  await rig.wish({ kind: 'add-product', productId, choiceIds: [], count, extra: null });
  const refusal = await rig.wish({
    kind: 'pay-cash',
    partCents: null,
    basketRevision: rig.state().basket.revision,
    givenCents: cents(priceCents * count),
  });
  expect(refusal).toBeNull();
  return rig.entries('sale.recorded@2').at(-1)!.saleId;
};
const cancel = (
  saleId: SaleId,
  reason = '',
  lines: { lineId: never; count: number }[] | null = null,
) => rig.wish({ kind: 'cancel-sale', saleId, lines, reason });
const changeTo = (saleId: SaleId, to: 'cash' | 'bank-card' | 'cheque', reason = '') =>
  rig.wish({ kind: 'change-means', saleId, payment: 0, to, reason });
const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : activity;
};
/** The words of a paper: each letter has its own place in the drawing. */
const wordsOf = (svg: string): string =>
  [...svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)]
    .map(([, letter = '']) => letter.replace('&#xa0;', ' '))
    .join('');
const drawer = () => readCashExpected(db());
const corrections = () => rig.entries('sale.corrected@1');

describe('a cashier and their own sale', () => {
  it('takes it back within 10 minutes, and the drawer pays it out', async () => {
    const saleId = await sell('tea', 2);
    nowMs += 9 * MINUTE_MS;
    expect(await cancel(saleId)).toBeNull();
    expect(result()).toMatchObject({
      kind: 'sale-cancelled',
      saleNumber: 1,
      totalCents: 500,
      refunds: [{ means: 'cash', cents: 500 }],
    });
    expect(corrections()).toMatchObject([
      { number: 1, saleId, day: TODAY, staff: { name: 'Karim' }, approvedBy: null },
    ]);
    expect(drawer()).toBe(0);
    expect(readDayTotals(db()).turnover).toEqual({ count: 0, cents: 0 });
  });

  it('takes it back once: a second touch and a second try count nothing', async () => {
    const saleId = await sell('tea');
    const wishId = makeUuid();
    const wish = { kind: 'cancel-sale', saleId, lines: null, reason: '' } as const;
    await Promise.all([rig.wish(wish, wishId), rig.wish(wish, wishId)]);
    expect(await cancel(saleId)).toBe('already-corrected');
    expect(corrections()).toHaveLength(1);
  });

  it('takes some pieces back, never more than were sold', async () => {
    const saleId = await sell('tea', 3);
    const { lineId } = rig.entries('sale.recorded@2')[0]!.lines[0]!;
    const some = (count: number) => cancel(saleId, '', [{ lineId: lineId as never, count }]);
    expect(await some(2)).toBeNull();
    expect(await some(2)).toBe('count-wrong');
    expect((await ask({ kind: 'sale', saleId })).sale).toMatchObject({
      correctedCents: 500,
      lines: [{ count: 3, leftCount: 1 }],
      cancelNeeds: null,
    });
    expect(drawer()).toBe(250);
  });

  it('knows no sale that was never made here', async () => {
    expect(await cancel(toId<'Sale'>(makeUuid()))).toBe('sale-unknown');
  });
});

describe('what needs a manager', () => {
  it('is a sale older than 10 minutes: one action, both names, and the cashier stays', async () => {
    const saleId = await sell('tea');
    nowMs += 11 * MINUTE_MS;
    expect((await ask({ kind: 'sale', saleId })).sale.cancelNeeds).toBe('manager');
    await cancel(saleId, 'Renversé');
    expect(result()).toMatchObject({ kind: 'approval', action: 'cancel-sale', cents: 250 });
    expect(corrections()).toEqual([]);
    await rig.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin });
    expect(corrections()).toMatchObject([
      { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' }, reason: 'Renversé' },
    ]);
    expect(rig.state().session).toMatchObject({ staffName: 'Karim', isManager: false });
  });

  it('is the sale of somebody else', async () => {
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    const saleId = await sell('tea');
    await rig.signIn();
    await cancel(saleId, 'Erreur');
    expect(result()).toMatchObject({ kind: 'approval' });
    expect(corrections()).toEqual([]);
  });

  it('asks for a reason before the manager has to come', async () => {
    const saleId = await sell('tea');
    nowMs += 11 * MINUTE_MS;
    expect(await cancel(saleId)).toBe('reason-missing');
    expect(result().kind).not.toBe('approval');
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    expect(await cancel(saleId)).toBe('reason-missing');
    expect(await cancel(saleId, 'Erreur')).toBeNull();
  });

  it('counts the sale of a closed day today', async () => {
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    const saleId = await sell('tea');
    expect(await rig.wish({ kind: 'close-day', countedCents: null })).toBeNull();
    nowMs += 24 * 60 * MINUTE_MS;
    await sell('soda');
    expect(await cancel(saleId, 'Plainte')).toBeNull();
    expect(corrections()).toMatchObject([{ day: '2026-11-04', saleNumber: 1 }]);
    expect(readDayTotals(db()).turnover.cents).toBe(30);
  });
});

describe('the means put right (RULES 10, case 10)', () => {
  it('leaves the drawer at 0.00 for it, with two entries in the journal', async () => {
    const saleId = await sell('tea', 3);
    expect(drawer()).toBe(750);
    expect(await changeTo(saleId, 'bank-card')).toBeNull();
    expect(result()).toMatchObject({
      kind: 'means-changed',
      from: 'cash',
      to: 'bank-card',
      cents: 750,
    });
    expect(drawer()).toBe(0);
    expect(rig.entries('sale.recorded@2')).toHaveLength(1);
    expect(rig.entries('sale.means-changed@1')).toMatchObject([{ number: 1, saleId, cents: 750 }]);
    const { turnover, byMeans } = readDayTotals(db());
    expect(turnover.cents).toBe(750);
    expect(byMeans.filter((one) => one.cents !== 0)).toMatchObject([
      { means: 'bank-card', cents: 750 },
    ]);
  });

  it('gives back by the new means when the sale is cancelled afterwards', async () => {
    const saleId = await sell('tea', 2);
    await changeTo(saleId, 'cheque');
    await cancel(saleId);
    expect(corrections()[0]!.refunds).toEqual([{ payment: 0, means: 'cheque', cents: 500 }]);
    expect(drawer()).toBe(0);
    expect((await ask({ kind: 'sale', saleId })).sale).toMatchObject({
      cancelNeeds: 'nothing-left',
      payments: [{ means: 'cheque', changeableTo: [] }],
      corrections: [{ cents: 500 }, { cents: 500 }],
    });
  });

  it('needs a manager after 10 minutes, with a reason', async () => {
    const saleId = await sell('tea');
    nowMs += 11 * MINUTE_MS;
    expect(await changeTo(saleId, 'bank-card')).toBe('reason-missing');
    await changeTo(saleId, 'bank-card', 'Erreur de touche');
    expect(result()).toMatchObject({ kind: 'approval', action: 'change-means', cents: 250 });
    await rig.tap(STAFF.manager.uid);
    expect(rig.entries('sale.means-changed@1')).toMatchObject([
      { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' } },
    ]);
  });

  it('refuses what it is already', async () => {
    expect(await changeTo(await sell('tea'), 'cash')).toBe('means-wrong');
  });
});

describe('the list of past sales', () => {
  const search = (text: string, day = TODAY, page = 0) => ask({ kind: 'sales', day, page, text });
  const numbers = async (text: string, day = TODAY) =>
    (await search(text, day)).rows.map((row) => row.number);

  it('shows the newest first, page by page', async () => {
    for (let count = 0; count < 21; count += 1) await sell('tea');
    const first = await search('');
    expect(first).toMatchObject({ days: [TODAY], hasMore: true });
    expect(first.rows.map((row) => row.number)).toEqual(
      Array.from({ length: 20 }, (_, index) => 21 - index),
    );
    expect((await search('', TODAY, 1)).rows).toMatchObject([
      { number: 1, staffName: 'Karim', totalCents: 250, means: ['cash'], summary: 'Thé' },
    ]);
  });

  it('finds a number on any day, and an amount on the day that is looked at', async () => {
    await sell('tea');
    await sell('soda');
    await sell('tea', 4);
    expect(await numbers('2')).toEqual([2]);
    expect(await numbers('n° 2', '2026-11-09' as Day)).toEqual([2]);
    expect(await numbers('2,80')).toEqual([2]);
    expect(await numbers('10')).toEqual([3]);
    expect(await numbers('2,80', '2026-11-09' as Day)).toEqual([]);
    expect(await numbers('DROP TABLE')).toEqual([]);
  });
});

describe('a receipt on demand', () => {
  const operation = (id: string) => ({ operationId: toId<'Operation'>(id) });
  const receipt = (id: string) => ask({ kind: 'receipt', ...operation(id) });

  it('says DUPLICATA from the second one on, also after a restart', async () => {
    const saleId = await sell('tea', 2);
    expect(await receipt(saleId)).toMatchObject({ copies: 0, qr: null });
    expect(wordsOf((await receipt(saleId)).svg)).not.toContain('DUPLICATA');
    expect(await rig.wish({ kind: 'print-receipt', ...operation(saleId) })).toBeNull();
    await rig.restart();
    const second = await receipt(saleId);
    expect(second.copies).toBe(1);
    expect(wordsOf(second.svg)).toContain('DUPLICATA');
    await rig.wish({ kind: 'print-receipt', ...operation(saleId) });
    expect(rig.entries('receipt.issued@1').map(({ copy, how }) => [copy, how])).toEqual([
      [1, 'print'],
      [2, 'print'],
    ]);
  });

  it('is made of a correction too', async () => {
    const saleId = await sell('tea', 2);
    await cancel(saleId, 'Renversé');
    const { svg } = await receipt(corrections()[0]!.correctionId);
    expect(wordsOf(svg)).toContain('Correction');
    expect(wordsOf(svg)).toContain('Renversé');
  });

  it('shows a QR once the cloud has the sale', async () => {
    const saleId = await sell('tea');
    rig.station().station.context.settings.set('acked-seq', '999');
    expect((await receipt(saleId)).qr).toContain('<svg');
  });

  it('is mailed by the cloud, to an address that can be one', async () => {
    const saleId = await sell('tea');
    const mail = (email: string) => rig.wish({ kind: 'mail-receipt', ...operation(saleId), email });
    expect(await mail('jo@exemple')).toBe('email-wrong');
    expect(await mail('jo@exemple.fr')).toBeNull();
    expect(rig.entries('receipt.issued@1')).toMatchObject([
      { how: 'mail', email: 'jo@exemple.fr', copy: 1 },
    ]);
  });

  it('is not made of what is no operation', async () => {
    expect(await rig.wish({ kind: 'print-receipt', ...operation(makeUuid()) })).toBe(
      'sale-unknown',
    );
  });
});

describe('training', () => {
  beforeEach(async () => {
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
  });

  it('takes training sales back in training, and nothing of it counts', async () => {
    const real = await sell('soda');
    await rig.wish({ kind: 'set-training', on: true });
    await rig.wish({
      kind: 'add-product',
      productId: PRODUCTS.tea.id,
      choiceIds: [],
      count: 1,
      extra: null,
    });
    await rig.wish({
      kind: 'pay-cash',
      partCents: null,
      basketRevision: rig.state().basket.revision,
      givenCents: cents(250),
    });
    const { rows } = await ask({ kind: 'sales', day: TODAY, page: 0, text: '' });
    expect(rows).toMatchObject([{ totalCents: 250, isTraining: true }]);
    expect(await cancel(real, 'x')).toBe('sale-unknown');
    expect(await cancel(rows[0]!.saleId)).toBeNull();
    expect(await cancel(rows[0]!.saleId)).toBe('already-corrected');
    const { svg } = await ask({
      kind: 'receipt',
      operationId: toId<'Operation'>(rows[0]!.saleId),
    });
    expect(wordsOf(svg)).toContain('FACTICE');
    expect(corrections()).toEqual([]);
    expect(drawer()).toBe(280);
    await rig.wish({ kind: 'set-training', on: false });
    expect(await cancel(rows[0]!.saleId, 'x')).toBe('sale-unknown');
    expect(await cancel(real, 'x')).toBeNull();
    expect(corrections()).toMatchObject([{ number: 1 }]);
  });
});
