import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { topUp as topUpInLedger } from '../../../src/cloud/ledger/operations.ts';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { readClaims } from '../../../src/cloud/ledger/read-claims.ts';
import { readWallet } from '../../../src/cloud/ledger/read-wallet.ts';
import { findCard } from '../../../src/cloud/ledger/cards.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { parseUidHex } from '../../../src/domain/card/uid.ts';
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, CardId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { readCashExpected, readDayTotals } from '../../../src/station/projections/day.ts';
import { startDemoCloud } from '../../helpers/demo-cloud.ts';
import type { DemoCloud } from '../../helpers/demo-cloud.ts';
import { openRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** The Pass desk of a till with its cloud; RULES 10, cases 4, 5 and 6; C6, C7, T5, T6, T7. */

const KARIM_PIN = '135790';
const NOLWENN_PIN = '246810';
/** 5.00 gift and 5.00 local; 1.20 local; never used; a person's; from outside the village. */
const HALF = 'A3F21C5E';
const SHORT = '04B7D21A6F5C80';
const BLANK = '04219CE5D76A82';
const MAELLE = '045E2C92AB4D81';
const FOREIGN = '04F5390B8C6D84';

let cloud: DemoCloud;
let rig: Rig;

async function openStation(name: string): Promise<Rig> {
  const opened = await openRig({
    cloudUrl: cloud.url,
    pairingCode: await cloud.pairingCode(name),
  });
  const { context } = opened.station().station;
  const patient = { timeout: 15_000 };
  await expect.poll(() => context.knowledge.all('product').length, patient).toBeGreaterThan(5);
  await expect.poll(() => context.connection.state().kind, patient).toBe('online');
  await opened.wish({ kind: 'sign-in-with-pin', pin: KARIM_PIN });
  return opened;
}

beforeEach(async () => {
  cloud = await startDemoCloud();
  rig = await openStation('Comptoir');
});
afterEach(async () => {
  await rig.close();
  expect(await auditLedger(cloud.deps.db)).toEqual([]);
  await cloud.remove();
});

const context = () => rig.station().station.context;
const putDown = (uid: string) => rig.wish({ kind: 'tray-put-down', uid });
const takeAway = (uid: string) => rig.wish({ kind: 'tray-take-away', uid });
const asManager = async () => {
  await rig.wish({ kind: 'sign-out' });
  await rig.wish({ kind: 'sign-in-with-pin', pin: NOLWENN_PIN });
};
const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : undefined;
};
const desk = (): Extract<Activity, { kind: 'pass-desk' }> | null => {
  const { activity } = rig.state();
  return activity.kind === 'pass-desk' ? activity : null;
};
const cardIn = async (uid: string) => {
  const card = await findCard(cloud.deps.db, { uid: unwrap(parseUidHex(uid)) });
  if (card === undefined) throw new Error(`no card ${uid}`);
  return card;
};
const balanceOf = async (uid: string): Promise<number> => {
  const { walletId } = await cardIn(uid);
  if (walletId === null) return 0;
  const { assets } = await readWallet(cloud.deps.db, walletId);
  return assets
    .filter(({ asset }) => asset.kind !== 'time' && asset.kind !== 'points')
    .reduce((sum, { balanceCents }) => sum + balanceCents, 0);
};
const asset = (kind: 'local' | 'gift' | 'global'): AssetId => {
  const own = context().knowledge.all('asset');
  const { collectiveId } = ownCollective();
  const found = own.find(
    (one) => one.kind === kind && (kind === 'global' || one.issuerId === collectiveId),
  );
  if (found === undefined) throw new Error(`no ${kind}`);
  return found.id;
};
const ownCollective = () => {
  const [paired] = rig.entries('station.paired@1');
  if (paired === undefined) throw new Error('not paired');
  return paired;
};
const topUp = (cardId: CardId, amount: number) =>
  rig.wish({
    kind: 'top-up',
    cardId,
    assetId: asset('local'),
    cents: cents(amount),
    means: 'cash',
    givenCents: cents(amount),
  });
const empty = (cardId: CardId, isHandedBack = false) =>
  rig.wish({ kind: 'empty-pass', cardId, isHandedBack });
const loadGlobal = (cardId: CardId, amount: number) =>
  writeTransaction(cloud.deps.db, (tx) =>
    topUpInLedger(tx, {
      id: makeUuid() as PostingId,
      to: { cardId },
      assetId: asset('global'),
      amountCents: cents(amount),
      collectiveId: null,
      stationId: null,
      at: cloud.deps.clock(),
      cause: null,
    }),
  );

describe('a Pass on the counter, with the network', () => {
  it('is shown at once, then with what the cloud tells of it', async () => {
    await putDown(SHORT);
    expect(desk()).toMatchObject({ spendableCents: 120, isOnReader: true });
    await expect.poll(() => desk()?.refundableCents, { timeout: 5_000 }).toBe(120);
    expect(desk()?.linkQr).toMatch(/^data:image\/svg\+xml;base64,/);
  });

  it('of a person: other cards, history, no code to link, and never a name', async () => {
    await putDown(MAELLE);
    await expect.poll(() => desk()?.refundableCents ?? null, { timeout: 5_000 }).not.toBeNull();
    expect(desk()).toMatchObject({ cardState: 'linked', linkQr: null, otherCards: 1 });
    expect(JSON.stringify(desk())).not.toMatch(/Ma[eë]lle/);
  });

  it('from outside the village is said to be so', async () => {
    await rig.tap(FOREIGN);
    expect(desk()).toMatchObject({ isOfVillage: false, holdings: [], spendableCents: 0 });
    expect(await topUp(desk()?.cardId ?? toId(makeUuid()), 2_000)).toBe('card-foreign');
  });

  it('that nobody knows is refused', async () => {
    await rig.tap('DEADBEEF');
    expect(result()).toEqual({ kind: 'refused', reason: 'card-unknown' });
  });
});

describe('RULES 10, case 6: 20.00 in cash', () => {
  it('drawer + 20.00, turnover + 0.00, wallet + 20.00, spendable at once and everywhere', async () => {
    const other = await openStation('Terrasse');
    const db = context().journal.database;
    const drawerBefore = readCashExpected(db);
    await putDown(BLANK);
    const { id } = await cardIn(BLANK);
    expect(await topUp(id, 2_000)).toBeNull();
    expect(result()).toMatchObject({ kind: 'top-up-done', beforeCents: 0, afterCents: 2_000 });
    expect(readCashExpected(db)).toBe(drawerBefore + 2_000);
    expect(readDayTotals(db).turnover.cents).toBe(0);

    await takeAway(BLANK);
    await sellCoffees(rig, 2);
    await new Promise((done) => setTimeout(done, 2_050));
    await rig.tap(BLANK);
    expect(result()).toMatchObject({ kind: 'sale-done', totalCents: 300 });

    await expect.poll(() => balanceOf(BLANK), { timeout: 2_000 }).toBe(1_700);
    await expect
      .poll(() => other.station().station.context.knowledge.cardOf(id)?.state, { timeout: 2_000 })
      .toBe('anonymous');
    await sellCoffees(other, 1);
    await other.tap(BLANK);
    const { activity } = other.state();
    expect(activity).toMatchObject({ kind: 'result', result: { kind: 'sale-done' } });
    await other.close();
  });

  it('without network the money is spendable here, and counted once when it comes back', async () => {
    rig.station().station.demo?.network.setCut(true);
    await expect.poll(() => context().connection.state().kind, { timeout: 5_000 }).toBe('offline');
    await putDown(SHORT);
    const { id } = await cardIn(SHORT);
    await topUp(id, 2_000);
    await takeAway(SHORT);
    await sellCoffees(rig, 8);
    await new Promise((done) => setTimeout(done, 2_050));
    await rig.tap(SHORT);
    expect(result()).toMatchObject({ kind: 'sale-done', totalCents: 1_200 });
    rig.station().station.demo?.network.setCut(false);
    await expect.poll(() => balanceOf(SHORT), { timeout: 10_000 }).toBe(920);
    await rig.wish({ kind: 'dismiss' });
    await new Promise((done) => setTimeout(done, 2_050));
    await expect
      .poll(
        async () => {
          await rig.wish({ kind: 'dismiss' });
          await takeAway(SHORT);
          await new Promise((done) => setTimeout(done, 2_050));
          await putDown(SHORT);
          return desk()?.spendableCents;
        },
        { timeout: 15_000 },
      )
      .toBe(920);
  }, 40_000);
});

describe('RULES 10, case 4: a Pass is emptied', () => {
  it('local 10.00 and global 5.00 are 15.00 in cash; nothing is sold; the network owes 5.00', async () => {
    await putDown(BLANK);
    const { id } = await cardIn(BLANK);
    await topUp(id, 1_000);
    await expect.poll(() => balanceOf(BLANK), { timeout: 5_000 }).toBe(1_000);
    await loadGlobal(id, 500);
    const db = context().journal.database;
    const before = readCashExpected(db);

    expect(await empty(id)).toBeNull();
    expect(result()).toMatchObject({ kind: 'pass-emptied', cashCents: 1_500, cancelled: [] });
    expect(rig.entries('pass.emptied@1')).toMatchObject([
      { cashCents: 1_500, isCardHandedBack: false },
    ]);
    expect(readCashExpected(db)).toBe(before - 1_500);
    expect(readDayTotals(db).turnover.cents).toBe(0);
    expect(await balanceOf(BLANK)).toBe(0);
    expect(await readClaims(cloud.deps.db)).toContainEqual({
      creditorId: ownCollective().collectiveId,
      debtorId: null,
      assetId: asset('global'),
      kind: 'global',
      cents: 500,
    });
    expect(context().synchroniser.commands.all()).toEqual([]);
  });

  it('sales of this till that were not sent yet count first', async () => {
    await putDown(SHORT);
    const { id } = await cardIn(SHORT);
    await topUp(id, 880);
    // No waiting: the upload of the top-up is part of emptying.
    expect(await empty(id)).toBeNull();
    expect(result()).toMatchObject({ kind: 'pass-emptied', cashCents: 1_000 });
  });

  it('handed back, gifts end with the card', async () => {
    await putDown(HALF);
    const { id } = await cardIn(HALF);
    expect(await empty(id, true)).toBeNull();
    expect(result()).toMatchObject({
      kind: 'pass-emptied',
      cashCents: 500,
      cancelled: [{ kind: 'gift', cents: 500 }],
    });
    expect((await cardIn(HALF)).state).toBe('blank');
  });

  it('what nobody heard of waits until somebody is there to pay it', async () => {
    const { id } = await cardIn(SHORT);
    const [staff] = rig.entries('staff.signed-in@1').map((one) => one.staff);
    if (staff === undefined) throw new Error('nobody signed in');
    const request = { cardId: id, isHandedBack: false, staff };
    context().synchroniser.commands.remember(
      { kind: 'empty-card', id: toId<'Refund'>(makeUuid()), request },
      context().clock(),
    );
    await rig.wish({ kind: 'sign-out' });
    rig.station().station.resume();
    await new Promise((done) => setTimeout(done, 500));
    expect(rig.entries('pass.emptied@1')).toEqual([]);
    await rig.wish({ kind: 'sign-in-with-pin', pin: KARIM_PIN });
    await expect.poll(() => result()?.kind, { timeout: 5_000 }).toBe('pass-emptied');
    expect(rig.entries('pass.emptied@1')).toMatchObject([{ cashCents: 120 }]);
    expect(context().synchroniser.commands.all()).toEqual([]);
  });

  it('not without the Pass on the reader', async () => {
    const { id } = await cardIn(HALF);
    expect(await empty(id)).toBe('card-not-on-reader');
  });
});

it('RULES 10, case 5: a Pass with gift only is refused with the reason', async () => {
  await asManager();
  await putDown(BLANK);
  const { id } = await cardIn(BLANK);
  await rig.wish({
    kind: 'give-gift',
    cardId: id,
    assetId: asset('gift'),
    cents: cents(500),
    reason: 'Lot gagné',
  });
  await expect.poll(() => balanceOf(BLANK), { timeout: 5_000 }).toBe(500);
  expect(await empty(id)).toBe('nothing-to-pay-out');
  expect(rig.entries('pass.emptied@1')).toEqual([]);
  expect(context().synchroniser.commands.all()).toEqual([]);
  expect(await balanceOf(BLANK)).toBe(500);
});

describe('a lost Pass', () => {
  it('declared at one till is refused by the other within 2 s', async () => {
    const other = await openStation('Terrasse');
    const { number, id } = await cardIn(SHORT);
    expect(await rig.wish({ kind: 'declare-lost', cardNumber: number })).toBeNull();
    await expect
      .poll(() => other.station().station.context.knowledge.cardOf(id)?.state, { timeout: 2_000 })
      .toBe('lost');
    await other.close();
  });

  it('without a name gives its money to a new one, once', async () => {
    const { number } = await cardIn(HALF);
    await rig.wish({ kind: 'declare-lost', cardNumber: number });
    await expect.poll(async () => (await cardIn(HALF)).state, { timeout: 5_000 }).toBe('lost');
    await asManager();
    await putDown(BLANK);
    const to = await cardIn(BLANK);
    expect(await rig.wish({ kind: 'replace-pass', fromNumber: number.toLowerCase() })).toBeNull();
    expect(result()).toEqual({
      kind: 'card-replaced',
      fromNumber: number,
      toNumber: to.number,
      movedCents: 1_000,
    });
    expect(rig.entries('card.replaced@1')).toMatchObject([
      { fromNumber: number, approvedBy: null },
    ]);
    expect(await balanceOf(BLANK)).toBe(1_000);
    expect(await rig.wish({ kind: 'replace-pass', fromNumber: number })).toBe('already-replaced');
    expect(rig.entries('card.replaced@1')).toHaveLength(1);
  });

  it('is replaced by a cashier only when a manager agrees; their Pass may lie there then', async () => {
    const { number } = await cardIn(HALF);
    await rig.wish({ kind: 'declare-lost', cardNumber: number });
    await expect.poll(async () => (await cardIn(HALF)).state, { timeout: 5_000 }).toBe('lost');
    await putDown(BLANK);
    await rig.wish({ kind: 'replace-pass', fromNumber: number });
    expect(rig.state().activity).toMatchObject({ kind: 'approval', action: 'replace-pass' });
    await takeAway(BLANK);
    await rig.tap('0455D0A91C7E8A');
    expect(result()).toMatchObject({ kind: 'card-replaced', movedCents: 1_000 });
    expect(rig.entries('card.replaced@1')).toMatchObject([
      { staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' } },
    ]);
  });
});

async function sellCoffees(at: Rig, count: number): Promise<void> {
  const espresso = at
    .station()
    .station.context.knowledge.all('product')
    .find((one) => one.name === 'Expresso');
  if (espresso === undefined) throw new Error('the demo bar has no Expresso');
  await at.wish({
    kind: 'add-product',
    productId: espresso.id,
    choiceIds: [],
    count,
    extra: null,
  });
}
