import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cents } from '../../../src/shared/money.ts';
import type { Day } from '../../../src/shared/time.ts';
import { compareProjections } from '../../../src/station/journal/projections.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { readCashExpected } from '../../../src/station/projections/day.ts';
import { PRODUCTS, STAFF } from '../../helpers/station-knowledge.ts';
import { openDayRig, wordsOf } from './day-rig.ts';
import type { DayRig } from './day-rig.ts';

/** The drawer, training (RULES T13), the file of a day and the printers' settings. */

let rig: DayRig;
beforeEach(async () => {
  rig = await openDayRig();
});
afterEach(() => rig.close());

const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : undefined;
};
const drawer = () => readCashExpected(rig.context().journal.database);
const addTea = () =>
  rig.wish({
    kind: 'add-product',
    productId: PRODUCTS.tea.id,
    choiceIds: [],
    count: 1,
    extra: null,
  });

describe('the drawer', () => {
  it('opens without a sale only with a manager, and keeps who and why', async () => {
    await rig.signIn();
    await rig.wish({ kind: 'open-drawer', reason: 'monnaie' });
    expect(rig.state().activity).toMatchObject({ kind: 'approval', action: 'open-drawer' });
    expect(rig.entries('drawer.opened@1')).toEqual([]);
    await rig.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin });
    expect(rig.entries('drawer.opened@1')).toEqual([
      {
        staff: { id: STAFF.cashier.id, name: 'Karim' },
        approvedBy: { id: STAFF.manager.id, name: 'Nolwenn' },
        reason: 'monnaie',
      },
    ]);
    expect(result()).toEqual({ kind: 'done', what: 'drawer-opened' });
  });

  it('counts what is put in and taken out', async () => {
    await rig.signInAs('manager');
    await rig.wish({ kind: 'move-cash', cents: cents(10_000), reason: 'fond de caisse' });
    await rig.wish({ kind: 'move-cash', cents: cents(-2_500), reason: 'banque' });
    expect(drawer()).toBe(7_500);
    expect((await rig.xReport()).totals.cash.movedCents).toBe(7_500);
    expect((await rig.xReport()).totals.turnover.cents).toBe(0);
  });

  it('refuses nothing at all, and a sum that nobody has in a drawer', async () => {
    await rig.signInAs('manager');
    expect(await rig.wish({ kind: 'move-cash', cents: cents(0), reason: 'x' })).toBe('count-wrong');
    expect(await rig.wish({ kind: 'move-cash', cents: cents(99_999_999), reason: 'x' })).toBe(
      'amount-too-large',
    );
    expect(rig.entries('cash.moved@1')).toEqual([]);
  });
});

describe('training', () => {
  it('is turned on and off by a manager only', async () => {
    await rig.signIn();
    await rig.wish({ kind: 'set-training', on: true });
    expect(rig.state()).toMatchObject({
      training: false,
      activity: { kind: 'approval', action: 'set-training' },
    });
    await rig.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin });
    expect(rig.state().training).toBe(true);
    await rig.restart();
    expect(rig.state().training).toBe(true);
    await rig.signInAs('manager');
    await rig.wish({ kind: 'set-training', on: false });
    expect(rig.state().training).toBe(false);
  });

  it('counts nothing, with numbers of its own', async () => {
    rig.sell(250);
    await rig.signInAs('manager');
    const before = await rig.xReport();
    await rig.wish({ kind: 'set-training', on: true });
    rig.sell(1_000);
    await rig.wish({ kind: 'move-cash', cents: cents(5_000), reason: 'essai' });
    await rig.wish({ kind: 'open-drawer', reason: 'essai' });
    const after = await rig.xReport();
    expect(after.totals).toEqual(before.totals);
    expect(wordsOf(after.svg)).toContain('FACTICE');
    expect(drawer()).toBe(250);
    expect(rig.entries('training.recorded@1').map(({ number, as }) => [number, as])).toEqual([
      [1, 'sale.recorded@2'],
      [2, 'cash.moved@1'],
      [3, 'drawer.opened@1'],
    ]);
    expect(rig.state().day.saleCount).toBe(1);
    await rig.wish({ kind: 'set-training', on: false });
    rig.sell(280);
    expect(drawer()).toBe(530);
    expect(compareProjections(rig.context().journal.database, STATION_PROJECTIONS)).toEqual([]);
  });

  it('closes no day, neither by hand nor by itself', async () => {
    rig.sell(250);
    await rig.signInAs('manager');
    await rig.wish({ kind: 'set-training', on: true });
    rig.setTime('2026-11-04T18:00:00.000Z');
    rig.sell(280);
    await rig.wish({ kind: 'close-day', countedCents: null });
    expect(rig.entries('day.closed@1')).toEqual([]);
    expect(rig.state().day.openBefore).toBe('2026-11-03');
  });

  it('takes no basket from one side to the other', async () => {
    await rig.signInAs('manager');
    await addTea();
    expect(await rig.wish({ kind: 'set-training', on: true })).toBe('training-basket');
    await rig.wish({ kind: 'discard-basket' });
    expect(await rig.wish({ kind: 'set-training', on: true })).toBeNull();
    await addTea();
    expect(await rig.wish({ kind: 'set-training', on: false })).toBe('training-basket');
  });
});

describe('the file of a day', () => {
  const exportDay = (day: string) => rig.wish({ kind: 'export-day', day: day as Day });

  it('is written whole beside the journal, and the screen says where', async () => {
    rig.sell(250);
    rig.sell(280);
    await rig.signIn();
    expect(await exportDay('2026-11-03')).toBeNull();
    const path = join(rig.dataDir, 'exports', 'ventes-2026-11-03.csv');
    expect(result()).toEqual({ kind: 'day-exported', day: '2026-11-03', path });
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith('\uFEFFJournée;Date et heure;Opération;')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(4);
    expect(text).toContain(';2,50;');
    expect(readdirSync(join(rig.dataDir, 'exports'))).toEqual(['ventes-2026-11-03.csv']);
  });

  it('holds the sales of its day only, open or closed', async () => {
    rig.sell(250);
    rig.setTime('2026-11-04T18:00:00.000Z');
    rig.sell(280);
    await rig.signIn();
    await exportDay('2026-11-03');
    await exportDay('2026-11-04');
    const read = (day: string): string =>
      readFileSync(join(rig.dataDir, 'exports', `ventes-${day}.csv`), 'utf8');
    expect(read('2026-11-03')).toContain(';2,50;');
    expect(read('2026-11-03')).not.toContain(';2,80;');
    expect(read('2026-11-04')).toContain(';2,80;');
    expect(read('2026-11-04')).not.toContain(';2,50;');
  });

  it('says when it could not be written', async () => {
    rig.sell(250);
    await rig.signIn();
    writeFileSync(join(rig.dataDir, 'exports'), 'in the way');
    expect(await exportDay('2026-11-03')).toBe('export-failed');
    expect(existsSync(join(rig.dataDir, 'exports', 'ventes-2026-11-03.csv'))).toBe(false);
  });
});

describe('printers', () => {
  const printers = [
    { role: 'receipt', kind: 'network', host: '127.0.0.1', port: 9, columns: 48 },
  ] as const;

  it('are set by a manager, kept, and recorded', async () => {
    await rig.signInAs('manager');
    await rig.wish({ kind: 'set-printers', printers: [...printers] });
    expect(rig.entries('setting.changed@1')).toMatchObject([
      { staff: { name: 'Nolwenn' }, name: 'printers', value: 'receipt: 127.0.0.1:9' },
    ]);
    await rig.restart();
    const reply = await rig.station().station.answer({ kind: 'printers' });
    expect(reply).toMatchObject({
      kind: 'printers',
      printers: [
        { role: 'receipt', kind: 'network', host: '127.0.0.1', port: 9, columns: 48 },
        { role: 'kitchen', kind: 'none' },
        { role: 'bar', kind: 'none' },
      ],
    });
  });

  it('refuse a cashier, who may try one all the same', async () => {
    await rig.signInAs('manager');
    await rig.wish({ kind: 'set-printers', printers: [...printers] });
    await rig.signIn();
    await rig.wish({ kind: 'sign-out' });
    await rig.signIn();
    await rig.wish({ kind: 'set-printers', printers: [] });
    expect(rig.state().activity).toMatchObject({ kind: 'approval', action: 'set-printers' });
    await rig.wish({ kind: 'dismiss' });
    expect(await rig.wish({ kind: 'test-printer', role: 'bar' })).toBe('no-printer');
    expect(await rig.wish({ kind: 'test-printer', role: 'receipt' })).toBeNull();
    const waiting = () => rig.state().printers.find(({ role }) => role === 'receipt');
    expect(waiting()?.waitingCount).toBe(1);
    await rig.wish({ kind: 'cancel-prints', role: 'receipt' });
    expect(waiting()?.waitingCount).toBe(0);
  });
});
