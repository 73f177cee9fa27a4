import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import { cents } from '../../../src/shared/money.ts';
import { readLoyalty } from '../../../src/station/usecases/pass/loyalty.ts';
import { PASSES } from '../../helpers/station-knowledge.ts';
import { meansOf } from '../till/till-rig.ts';
import {
  guestOfZoe,
  noName,
  openCoworking,
  PLAN_ID,
  settingsWith,
  toldStay,
  TODAY,
  zoe,
} from './coworking.ts';
import type { Coworking } from './coworking.ts';

/** What stays cost, sold at a till (RULES B7). */

let till: Coworking;
afterEach(() => till.close());

const MORNING = { from: '2026-11-03T08:00', to: '2026-11-03T10:10' } as const;
/** 2 h 15 at 3.00, of Zoé, and nobody has paid. */
const owed = () => toldStay({ holder: zoe, ...MORNING, billed: 675 });
const owedFar = () =>
  toldStay({ holder: zoe, from: '2026-10-05T08:00', to: '2026-10-05T18:00', billed: 1_200 });
const ofNobody = () => toldStay({ holder: noName, ...MORNING, billed: 675, paid: 75 });
const ofGuest = () => toldStay({ holder: guestOfZoe, ...MORNING, billed: 675 });

const inBasket = () => till.state().basket.lines;

describe('what is to be paid', () => {
  test('is found by the Pass with the guests of its person, and by a part of the name or number', async () => {
    const [mine, far, other, guest] = [owed(), owedFar(), ofNobody(), ofGuest()];
    const paid = toldStay({ holder: zoe, ...MORNING, billed: 300, paid: 300 });
    const isIn = toldStay({ holder: noName, from: '2026-11-03T17:00', to: null });
    till = await openCoworking([mine, far, other, guest, paid, isIn]);
    const found = async (...asked: Parameters<Coworking['dues']>) =>
      (await till.dues(...asked)).map(({ presenceId }) => presenceId).toSorted();
    expect(await found(PASSES.half.cardId)).toEqual([mine.id, far.id, guest.id].toSorted());
    expect(await found(PASSES.short.cardId)).toEqual([other.id]);
    expect(await found(null, 'zoe men')).toEqual([mine.id, far.id, guest.id].toSorted());
    expect(await found(null, '04b7')).toEqual([other.id]);
    expect(await found()).toHaveLength(4);
    expect(await till.dues(PASSES.short.cardId)).toMatchObject([
      {
        name: '',
        cardNumber: '04B7D21A',
        dueCents: 600,
        cents: 675,
        spaceName: 'Bureaux partagés',
      },
    ]);
  });

  test('is one line for each stay, at a price that nobody can count, and can be taken out', async () => {
    const [mine, far] = [owed(), owedFar()];
    till = await openCoworking([mine, far]);
    expect(await till.addDues(mine.id, mine.id, far.id)).toBeNull();
    expect(till.state().activity.kind).toBe('none');
    expect(inBasket()).toMatchObject([
      { label: 'Bureaux, à l’heure, 2\u202fh\u202f10', count: 1, totalCents: 675, notice: null },
      { label: 'Bureaux, à l’heure, 10\u202fh', count: 1, totalCents: 1_200 },
    ]);
    const [first] = inBasket();
    expect(first!.detail).toEqual({
      kind: 'presence',
      presenceId: mine.id,
      planId: PLAN_ID,
      day: TODAY,
      stayedMinutes: 130,
      includedMinutes: 0,
    });
    const count = (wanted: number) =>
      till.wish({ kind: 'set-line-count', lineId: first!.lineId, count: wanted });
    expect(await count(2)).toBe('count-wrong');
    expect(await count(0)).toBeNull();
    expect(inBasket()).toHaveLength(1);
    // Taken out, it can be put in again.
    expect(await till.addDues(mine.id)).toBeNull();
  });

  test('is refused when it is paid, in a basket, still running or not known; all of it or none', async () => {
    const [mine, far] = [owed(), owedFar()];
    const paid = toldStay({ holder: zoe, ...MORNING, billed: 300, paid: 300 });
    const isIn = toldStay({ holder: noName, from: '2026-11-03T17:00', to: null });
    till = await openCoworking([mine, far, paid, isIn]);
    expect(await till.addDues(far.id, paid.id)).toBe('nothing-due');
    expect(inBasket()).toEqual([]);
    expect(await till.addDues(toldStay({ holder: zoe, ...MORNING }).id)).toBe('presence-unknown');
    expect(await till.addDues(isIn.id)).toBe('presence-changed');
    expect(await till.addDues(mine.id)).toBeNull();
    expect(await till.addDues(mine.id)).toBe('already-in-basket');
    await till.wish({ kind: 'park-basket', name: 'Zoé', tableId: null });
    expect(await till.addDues(mine.id)).toBe('already-in-basket');
    expect(till.result()).toEqual({ kind: 'refused', reason: 'already-in-basket' });
  });

  test('goes with its line when a basket is parked, joined and split', async () => {
    const [mine, far] = [owed(), owedFar()];
    till = await openCoworking([mine, far]);
    await till.addDues(mine.id);
    await till.wish({ kind: 'park-basket', name: 'Zoé', tableId: null });
    await till.tea();
    await till.addDues(far.id);
    const from = till.state().parked[0]!.basketId;
    const into = till.state().basket.basketId!;
    expect(
      await till.wish({ kind: 'merge-baskets', fromBasketId: from, intoBasketId: into }),
    ).toBeNull();
    const stays = inBasket().filter(({ detail }) => detail.kind === 'presence');
    expect(new Set(stays.map(({ totalCents }) => totalCents))).toEqual(new Set([675, 1_200]));
    const lines = [{ lineId: stays[0]!.lineId, count: 1 }];
    expect(await till.wish({ kind: 'split-basket', lines })).toBeNull();
    expect(inBasket()).toHaveLength(1);
    expect(till.state().parked[0]).toMatchObject({ pieceCount: 2 });
    expect(await till.addDues(mine.id)).toBe('already-in-basket');
    expect(await till.addDues(far.id)).toBe('already-in-basket');
  });
});

test('what is paid elsewhere or put right meanwhile says so in the basket', async () => {
  const mine = owed();
  till = await openCoworking([mine]);
  await till.addDues(mine.id);
  const know = (billed: number, paid: number) => {
    till.know([toldStay({ holder: zoe, ...MORNING, billed, paid, id: mine.id }).item]);
  };
  know(900, 0);
  expect(inBasket()).toMatchObject([{ totalCents: 675, notice: 'price-changed' }]);
  know(675, 675);
  expect(inBasket()).toMatchObject([{ notice: 'settled' }]);
});

describe('paid', () => {
  test('in cash it is turnover of the plan, taxed, in its own category; then nobody owes it', async () => {
    const mine = owed();
    till = await openCoworking([mine]);
    await till.addDues(mine.id);
    await till.soda();
    expect(await till.cash(1_000)).toBeNull();
    const [sale] = till.sales();
    expect(meansOf(sale!.payments)).toEqual([['cash', 955]]);
    expect(sale!.lines[0]).toMatchObject({ categoryId: 'coworking', vatRateBp: 2_000 });
    expect(await till.dues()).toEqual([]);
    expect(await till.addDues(mine.id)).toBe('nothing-due');

    const x = (await till.station().station.answer({ kind: 'x-report' })) as ReplyOf<'x-report'>;
    expect(x.totals.turnover).toEqual({ count: 1, cents: 955 });
    expect(x.totals.byVat).toContainEqual({ rateBp: 2_000, cents: 675, vatCents: 113 });
    expect(x.totals.byCategory).toContainEqual({ categoryId: 'coworking', count: 1, cents: 675 });
    expect(x.categoryNames).toMatchObject({ coworking: 'Coworking' });
    expect(x.totals.byProduct).toContainEqual({
      productId: PLAN_ID,
      label: 'Bureaux, à l’heure',
      count: 1,
      cents: 675,
    });
    await till.wish({ kind: 'export-day', day: TODAY });
    const exported = till.result() as { readonly path: string };
    expect(readFileSync(exported.path, 'utf8')).toMatch(
      /Bureaux, à l’heure, 2\u202fh\u202f10;;Coworking;1;6,75;;6,75;20,00;1,13/,
    );
    const operationId = sale!.saleId as never;
    const receipt = await till.station().station.answer({ kind: 'receipt', operationId });
    const letters = (receipt as ReplyOf<'receipt'>).svg.replaceAll(/<[^>]*>|\s/g, '');
    expect(letters).toContain('mardi');
  });

  test('by a Pass that is short and cash; it counts for loyalty like goods', async () => {
    const [mine, far] = [owed(), owedFar()];
    till = await openCoworking([mine, far]);
    till.know([settingsWith({ loyalty: { kind: 'points', everyCents: cents(5_000), points: 5 } })]);
    await till.addDues(mine.id, far.id);
    await till.tap(PASSES.half.uid);
    expect(till.state().activity).toMatchObject({ kind: 'pass-short', missingCents: 875 });
    expect(await till.seen({ kind: 'keep-short-pass' })).toBeNull();
    expect(await till.cash(875)).toBeNull();
    const [sale] = till.sales();
    expect(meansOf(sale!.payments)).toEqual([
      ['pass', 1_000],
      ['cash', 875],
    ]);
    expect(await till.dues()).toEqual([]);
    const { context } = till.station().station;
    expect(readLoyalty(context, [PASSES.half.cardId], 0, 0)).toMatchObject({ progress: 1_000 });
  });

  test('with something taken off by a manager, the rest is not owed; cancelled, all of it is again', async () => {
    const mine = owed();
    till = await openCoworking([mine]);
    await till.addDues(mine.id);
    await till.wish({
      kind: 'set-discount',
      lineId: inBasket()[0]!.lineId,
      discount: { kind: 'percent', rateBp: 5_000 },
      reason: 'Habitué',
    });
    await till.wish({ kind: 'approve-with-pin', pin: '246810' });
    expect(inBasket()).toMatchObject([{ totalCents: 337 }]);
    await till.cash(337);
    expect(await till.dues()).toEqual([]);

    const { saleId } = till.sales()[0]!;
    expect(
      await till.wish({ kind: 'cancel-sale', saleId, lines: null, reason: 'Erreur' }),
    ).toBeNull();
    expect(till.result()).toMatchObject({ refunds: [{ means: 'cash', cents: 337 }] });
    expect(await till.dues()).toMatchObject([{ presenceId: mine.id, dueCents: 675 }]);
    expect(await till.addDues(mine.id)).toBeNull();
    await till.cash(675);
    expect(await till.dues()).toEqual([]);
  });

  test('in training it stays owed', async () => {
    const mine = owed();
    till = await openCoworking([mine]);
    await till.wish({ kind: 'set-training', on: true });
    await till.wish({ kind: 'approve-with-pin', pin: '246810' });
    await till.addDues(mine.id);
    await till.cash(675);
    expect(till.sales()).toEqual([]);
    expect(await till.dues()).toMatchObject([{ dueCents: 675 }]);
  });

  test('and the station stopped meanwhile: the basket is there, and then it is owed no more', async () => {
    const mine = owed();
    till = await openCoworking([mine]);
    await till.addDues(mine.id);
    await till.restart();
    expect(inBasket()).toMatchObject([{ totalCents: 675 }]);
    await till.cash(675);
    await till.restart();
    const reply = await till.station().station.answer({ kind: 'dues', cardId: null, text: '' });
    expect(reply).toEqual({ kind: 'dues', rows: [] });
  });
});
