import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';
import { KNOWLEDGE, PRODUCTS, STAFF, product } from '../../helpers/station-knowledge.ts';

const { tea, soda } = PRODUCTS;
const STRICT = { allowsBelowZero: false, alertLevel: 2_000 };

let rig: Rig;
beforeEach(async () => {
  rig = await openPairedRig();
  rig.know([
    ...KNOWLEDGE,
    product(tea, { stockRule: STRICT }),
    { topic: 'stock', id: tea.id, value: { id: tea.id, amount: 5_000 } },
  ]);
  await rig.signIn();
});
afterEach(() => rig.close());

const stockOf = (productId: string) => rig.state().stock.find((one) => one.productId === productId);
const sell = async (count: number) => {
  await rig.wish({ kind: 'add-product', productId: tea.id, choiceIds: [], count, extra: null });
  return rig.wish({
    kind: 'pay-cash',
    partCents: null,
    basketRevision: rig.state().basket.revision,
    givenCents: cents(10_000),
  });
};
const move = (
  kind: 'delivery' | 'adjustment' | 'loss',
  amount: number,
  reason = 'livraison',
  productId = tea.id,
) => rig.wish({ kind: 'move-stock', productId, move: kind, amount, reason });

describe('stock at a till', () => {
  it('goes down with each sale at once, without the cloud, and is still right after a restart', async () => {
    expect(stockOf(tea.id)).toMatchObject({ amount: 5_000, level: 'enough' });
    expect(await sell(3)).toBe(null);
    expect(stockOf(tea.id)).toMatchObject({ amount: 2_000, level: 'low' });
    await rig.restart();
    expect(stockOf(tea.id)).toMatchObject({ amount: 2_000, level: 'low' });
    expect(await sell(2)).toBe(null);
    expect(stockOf(tea.id)).toMatchObject({ amount: 0, level: 'out' });
  });

  it('goes up with a delivery, which anybody may unload', async () => {
    expect(await move('delivery', 12_000)).toBe(null);
    expect(stockOf(tea.id)).toMatchObject({ amount: 17_000, level: 'enough' });
    expect(rig.entries('stock.moved@1')).toMatchObject([
      { kind: 'delivery', delta: 12_000, label: 'Thé', staff: { name: STAFF.cashier.name } },
    ]);
  });

  it('is corrected to what was counted only with a manager, whose name is kept', async () => {
    expect(await move('adjustment', 4_000, 'inventaire')).toBe(null);
    expect(rig.state().activity).toMatchObject({ kind: 'approval', action: 'move-stock' });
    expect(rig.entries('stock.moved@1')).toEqual([]);
    expect(await rig.wish({ kind: 'approve-with-pin', pin: STAFF.cashier.pin })).toBe(
      'not-a-manager',
    );
    expect(await rig.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin })).toBe(null);
    const [entry] = rig.entries('stock.moved@1');
    expect(entry).toMatchObject({ kind: 'adjustment', delta: -1_000 });
    expect(entry!.reason).toContain(STAFF.manager.name);
    expect(stockOf(tea.id)).toMatchObject({ amount: 4_000 });
  });

  it('loses what was broken, with a reason', async () => {
    await rig.wish({ kind: 'sign-out' });
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    expect(await move('loss', 2_000, '')).toBe('reason-missing');
    expect(await move('loss', 2_000, 'cassé')).toBe(null);
    expect(stockOf(tea.id)).toMatchObject({ amount: 3_000 });
  });

  it('is not counted for what has no rule', async () => {
    expect(stockOf(soda.id)).toBe(undefined);
    expect(await move('delivery', 1_000, 'x', soda.id)).toBe('stock-unknown');
  });
});
