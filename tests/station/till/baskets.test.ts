import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TypedDraft } from '../../../src/domain/journal/entries.ts';
import type { EntryDraft } from '../../../src/domain/journal/chain.ts';
import type { BasketLine } from '../../../src/domain/till/basket.ts';
import { makeSale } from '../../../src/domain/till/sale.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { BasketId, LineId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import type { Day } from '../../../src/shared/time.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import {
  readBasket,
  readOpenBasket,
  readParkedBaskets,
} from '../../../src/station/projections/basket.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { lineSet } from '../../../src/station/usecases/basket/line-set.ts';
import { PRODUCTS, STAFF } from '../../helpers/station-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** Baskets as the journal leaves them: on the counter, put aside, partly sent, partly paid. */

let rig: Rig;
beforeEach(async () => {
  rig = await openPairedRig();
});
afterEach(async () => {
  expect(compareProjections(db(), STATION_PROJECTIONS)).toEqual([]);
  await rig.close();
});

const db = () => rig.station().station.context.journal.database;
const append = (...drafts: readonly TypedDraft[]) =>
  unwrap(rig.station().station.context.journal.append(drafts as readonly EntryDraft[]));

const staff = { id: STAFF.cashier.id, name: STAFF.cashier.name };
const basketId = (): BasketId => toId(makeUuid());
const lineId = (): LineId => toId(makeUuid());
const line = (id: LineId, count: number): BasketLine => ({
  lineId: id,
  productId: PRODUCTS.tea.id,
  choiceIds: [],
  label: 'Thé',
  optionLabels: [],
  count,
  unitPriceCents: cents(250),
  vatRateBp: 1000,
  categoryId: 'drinks',
  detail: { kind: 'piece' },
  discount: null,
});
const park = (id: BasketId, name: string): TypedDraft => ({
  kind: 'basket.parked@1',
  body: { basketId: id, staff, name, tableId: null },
});
const open = (id: BasketId): TypedDraft => ({
  kind: 'basket.opened@1',
  body: { basketId: id, staff },
});
const sent = (id: BasketId, ofLine: LineId, count: number): TypedDraft => ({
  kind: 'basket.sent@1',
  body: {
    orderId: toId(makeUuid()),
    number: 1,
    basketId: id,
    staff,
    name: '',
    lines: [{ lineId: ofLine, label: 'Thé', optionLabels: [], count, place: 'bar' }],
  },
});
const counts = (id: BasketId) =>
  readBasket(db(), id)?.lines.map((one) => [one.count, one.sentCount]);

describe('a basket put aside', () => {
  it('leaves the counter empty, keeps its lines, and comes back with its name', () => {
    const [table, other, tea] = [basketId(), basketId(), lineId()];
    append(lineSet(table, staff, line(tea, 2)));
    append(park(table, 'Table 5'));
    expect(readOpenBasket(db())).toMatchObject({ basketId: null, lines: [], name: '' });
    expect(readParkedBaskets(db())).toMatchObject([
      { basketId: table, name: 'Table 5', staffName: 'Karim', lines: [{ count: 2 }] },
    ]);
    append(lineSet(other, staff, line(lineId(), 1)));
    expect(readOpenBasket(db()).basketId).toBe(other);
    append(park(other, 'Jo'), open(table));
    expect(readOpenBasket(db())).toMatchObject({ basketId: table, name: 'Table 5' });
    expect(readParkedBaskets(db()).map((one) => one.name)).toEqual(['Jo']);
  });

  it('is not lost when another one is opened over it', () => {
    const [first, second] = [basketId(), basketId()];
    append(lineSet(first, staff, line(lineId(), 1)), park(first, 'Un'));
    append(lineSet(second, staff, line(lineId(), 3)));
    append(open(first));
    expect(readParkedBaskets(db())).toMatchObject([{ basketId: second, lines: [{ count: 3 }] }]);
  });

  it('stays when the one on the counter is discarded', () => {
    const [first, second] = [basketId(), basketId()];
    append(lineSet(first, staff, line(lineId(), 1)), park(first, 'Un'));
    append(lineSet(second, staff, line(lineId(), 3)));
    append({ kind: 'basket.discarded@1', body: { basketId: second, staff } });
    expect(readOpenBasket(db()).basketId).toBeNull();
    expect(readParkedBaskets(db())).toHaveLength(1);
  });
});

describe('what kitchen and bar know', () => {
  it('is kept line by line, and goes along when a line moves to another basket', () => {
    const [table, apart, tea] = [basketId(), basketId(), lineId()];
    append(lineSet(table, staff, line(tea, 3)));
    append(sent(table, tea, 3));
    expect(counts(table)).toEqual([[3, 3]]);
    append(lineSet(apart, staff, line(tea, 1)), lineSet(table, staff, line(tea, 2)));
    expect(counts(table)).toEqual([[2, 2]]);
    expect(counts(apart)).toEqual([[1, 1]]);
    append(lineSet(table, staff, line(tea, 4)));
    expect(counts(table)).toEqual([[4, 2]]);
  });
});

describe('a basket of training', () => {
  it('is off the counter once it was sold, although no sale was recorded', () => {
    const table = basketId();
    append(lineSet(table, staff, line(lineId(), 1)));
    const sale = makeSale({
      saleId: toId(makeUuid()),
      number: 1,
      day: '2026-11-03' as Day,
      basketId: table,
      basketName: '',
      goodsHoldId: null,
      pointOfSaleId: 'bar',
      staff,
      lines: readOpenBasket(db()).lines,
      payments: [{ means: 'bank-card', cents: cents(250) }],
    });
    append({
      kind: 'training.recorded@1',
      body: { number: 1, as: 'sale.recorded@2', body: { ...sale } },
    });
    expect(readOpenBasket(db())).toMatchObject({ basketId: null, lines: [] });
  });
});
