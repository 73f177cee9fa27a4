import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { cents } from '../../../src/shared/money.ts';
import { addMs, systemClock } from '../../../src/shared/time.ts';
import { startDemoCloud } from '../../helpers/demo-cloud.ts';
import type { DemoCloud } from '../../helpers/demo-cloud.ts';
import { openRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';

/** What comes down to a station, and what happens to its files and its clock; DESIGN 3, 5. */

const KARIM_PIN = '135790';
const HALF_GIFT_UID = 'A3F21C5E';

let cloud: DemoCloud;
let rig: Rig;
let clockOffMs: number;

beforeEach(async () => {
  clockOffMs = 0;
  cloud = await startDemoCloud();
  rig = await openRig({
    cloudUrl: cloud.url,
    pairingCode: await cloud.pairingCode('Comptoir'),
    clock: () => addMs(systemClock(), clockOffMs),
  });
  await expect.poll(() => context().knowledge.all('product').length).toBeGreaterThan(5);
  await expect.poll(isAllSent).toBe(true);
  await rig.wish({ kind: 'sign-in-with-pin', pin: KARIM_PIN });
});
afterEach(async () => {
  await rig.close();
  await cloud.remove();
});

const context = () => rig.station().station.context;
const isAllSent = () => context().settings.getNumber('acked-seq') === context().journal.head().seq;
const espresso = () => {
  const found = context()
    .knowledge.all('product')
    .find((one) => one.name === 'Expresso');
  if (found === undefined) throw new Error('the demo bar has no Expresso');
  return found;
};
const sellInCash = async () => {
  await rig.wish({
    kind: 'add-product',
    productId: espresso().id,
    choiceIds: [],
    count: 1,
    extra: null,
  });
  const { revision, totalCents } = rig.state().basket;
  return rig.wish({
    kind: 'pay-cash',
    partCents: null,
    basketRevision: revision,
    givenCents: cents(totalCents),
  });
};
const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : undefined;
};

describe('what changes in the cloud', () => {
  it('a Pass that was lost is refused within 2 s', async () => {
    const { db } = cloud.deps;
    await writeTransaction(db, async (tx) => {
      const card = await tx.query
        .updateTable('card')
        .set({ state: 'lost' })
        .where('uid', '=', HALF_GIFT_UID)
        .returning(['id'])
        .executeTakeFirstOrThrow();
      tx.changed('card', card.id, null);
    });
    await expect
      .poll(
        () =>
          context()
            .knowledge.all('card')
            .find((one) => one.uid === HALF_GIFT_UID)?.state,
        {
          timeout: 2_000,
        },
      )
      .toBe('lost');
    await rig.wish({
      kind: 'add-product',
      productId: espresso().id,
      choiceIds: [],
      count: 1,
      extra: null,
    });
    await rig.tap(HALF_GIFT_UID);
    expect(result()).toEqual({ kind: 'refused', reason: 'card-lost' });
  });

  it('a Pass from outside the village is refused in words, and nothing is held', async () => {
    await rig.wish({
      kind: 'add-product',
      productId: espresso().id,
      choiceIds: [],
      count: 1,
      extra: null,
    });
    await rig.tap('04F5390B8C6D84');
    expect(result()).toEqual({ kind: 'refused', reason: 'card-foreign' });
    expect(await cloud.deps.db.query.selectFrom('hold').selectAll().execute()).toEqual([]);
    expect(rig.entries('sale.recorded@2')).toEqual([]);
  });

  it('an unknown Pass is refused in words', async () => {
    await rig.wish({
      kind: 'add-product',
      productId: espresso().id,
      choiceIds: [],
      count: 1,
      extra: null,
    });
    await rig.tap('DEADBEEF');
    expect(result()).toEqual({ kind: 'refused', reason: 'card-unknown' });
  });

  it('a short Pass says what is missing, and cash pays the rest in one sale', async () => {
    await rig.wish({
      kind: 'add-product',
      productId: espresso().id,
      choiceIds: [],
      count: 2,
      extra: null,
    });
    await rig.tap('04B7D21A6F5C80');
    expect(rig.state().activity).toMatchObject({
      kind: 'pass-short',
      availableCents: 120,
      missingCents: 180,
    });
    const revision = () => rig.state().basket.revision;
    expect(await rig.wish({ kind: 'keep-short-pass', basketRevision: revision() })).toBeNull();
    expect(
      await rig.wish({
        kind: 'pay-cash',
        partCents: null,
        basketRevision: revision(),
        givenCents: cents(200),
      }),
    ).toBeNull();
    expect(rig.entries('sale.recorded@2')[0]?.payments).toMatchObject([
      { means: 'pass', cents: 120, backing: { kind: 'reserve' } },
      { means: 'cash', cents: 180, changeCents: 20 },
    ]);
  });
});

describe('a station that was revoked', () => {
  it('sells nothing more and says so', async () => {
    const { db, clock } = cloud.deps;
    await writeTransaction(db, (tx) =>
      tx.query.updateTable('station').set({ revoked_at: clock() }).execute(),
    );
    await sellInCash();
    await expect
      .poll(() => rig.state().journal, { timeout: 5_000 })
      .toEqual({ kind: 'refusing', reason: 'revoked' });
    expect(await sellInCash()).not.toBeNull();
    const { id: productId } = espresso();
    expect(
      await rig.wish({ kind: 'add-product', productId, choiceIds: [], count: 1, extra: null }),
    ).toBe('station-revoked');
  });
});

describe('the files of a station', () => {
  it('all knowledge comes again when the work database is lost, and nothing is sent twice', async () => {
    await sellInCash();
    await expect.poll(isAllSent).toBe(true);
    const products = context().knowledge.all('product').length;
    await rig.restart(() => {
      for (const file of readdirSync(rig.dataDir)) {
        if (file.startsWith('work.sqlite')) rmSync(join(rig.dataDir, file));
      }
    });
    await expect.poll(() => context().knowledge.all('product').length).toBe(products);
    await expect.poll(isAllSent, { timeout: 5_000 }).toBe(true);
    expect(await cloud.deps.db.query.selectFrom('sale').select('id').execute()).toHaveLength(1);
    expect(await sellInCash()).toBeNull();
  });

  it.each([
    ['alone', (file: string) => !file.startsWith('work.')],
    ['with everything beside it', () => true],
  ])(
    'an older copy of the journal put back %s is found, and nothing is sold on it',
    async (_, takes) => {
      const copy = `${rig.dataDir}-copy`;
      await sellInCash();
      await expect.poll(isAllSent).toBe(true);
      await rig.restart(() => cpSync(rig.dataDir, copy, { recursive: true }));
      await sellInCash();
      await sellInCash();
      await expect.poll(isAllSent).toBe(true);
      await rig.restart(() => {
        for (const file of readdirSync(rig.dataDir).filter(
          (name) => takes(name) && name !== 'renderer' && name !== 'pictures',
        )) {
          rmSync(join(rig.dataDir, file));
        }
        cpSync(copy, rig.dataDir, {
          recursive: true,
          filter: (path) => path === copy || takes(path.slice(copy.length + 1)),
        });
      });
      await expect
        .poll(() => rig.state().journal, { timeout: 5_000 })
        .toEqual({ kind: 'refusing', reason: 'chain-broken' });
      const { id: productId } = espresso();
      expect(
        await rig.wish({ kind: 'add-product', productId, choiceIds: [], count: 1, extra: null }),
      ).toBe('chain-broken');
      expect(await cloud.deps.db.query.selectFrom('sale').select('id').execute()).toHaveLength(3);
      rmSync(copy, { recursive: true });
    },
  );
});

describe('a clock that is two days wrong', () => {
  it('is said, corrected in what is written, and does not stop the sync', async () => {
    clockOffMs = -2 * 24 * 3_600_000;
    await expect.poll(() => rig.state().clockWrong, { timeout: 20_000 }).not.toBeNull();
    expect(await sellInCash()).toBeNull();
    const head = context().journal.read(context().journal.count(), 1)[0];
    expect(Math.abs(Date.parse(head?.at ?? '') - Date.now())).toBeLessThan(60_000);
    await expect.poll(isAllSent, { timeout: 10_000 }).toBe(true);
    expect(rig.entries('clock.jumped@1')).toHaveLength(1);
    clockOffMs = 0;
    await expect.poll(() => rig.state().clockWrong, { timeout: 20_000 }).toBeNull();
  }, 60_000);
});
