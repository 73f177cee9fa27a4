import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revokeStation } from '../../../src/cloud/api/pairing.ts';
import { openDatabase } from '../../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { Db } from '../../../src/cloud/db/open-database.ts';
import { createFeedWatcher } from '../../../src/cloud/sync/feed-watcher.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS, makeTestDatabase } from '../../helpers/cloud-database.ts';
import type { TestDatabase } from '../../helpers/cloud-database.ts';
import { codeOf, makeInstance, makeStation, pairStation } from './world.ts';
import type { TestStation, World } from './world.ts';
import { addCard, addVillage } from './village.ts';
import type { Village } from './village.ts';

/** News takes a second at most; a busy machine may take longer, and this is not what is measured. */
const ARRIVAL_MS_MAX = 10_000;

describe.each(DATABASE_KINDS)('the event stream on %s', (kind) => {
  let test: TestDatabase;
  let world: Omit<World, 'close'>;
  let village: Village;
  let station: TestStation;
  /** Another instance of the cloud, with connections of its own. */
  let elsewhere: Db;

  beforeAll(async () => {
    test = await makeTestDatabase(kind);
    elsewhere = openDatabase(test.options);
  });
  beforeEach(async () => {
    world = makeInstance(test.db);
    village = await addVillage(test.db);
    station = await pairStation(world, village.bar);
  });
  afterAll(async () => {
    await elsewhere.close();
    await test.remove();
  });

  const open = async (by = station) => {
    const response = await by.send(world.app, { method: 'GET', path: PATHS.events });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    let isOver = false;
    const reading = (async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        text += value;
      }
      isOver = true;
    })();
    const waitFor = async (check: () => boolean, msMax = ARRIVAL_MS_MAX): Promise<boolean> => {
      const until = Date.now() + msMax;
      while (!check() && Date.now() < until) await new Promise((done) => setTimeout(done, 20));
      return check();
    };
    const count = (): number => text.split('event: changed').length - 1;
    await waitFor(() => count() === 1);
    return {
      count,
      waitForCount: (expected: number) => waitFor(() => count() >= expected),
      waitForEnd: () => waitFor(() => isOver),
      text: () => text,
      close: async () => {
        await reader.cancel();
        await reading;
      },
    };
  };
  const loseCard = async (db: Db, cardId: string): Promise<void> => {
    await writeTransaction(db, async (tx) => {
      await tx.query.updateTable('card').set({ state: 'lost' }).where('id', '=', cardId).execute();
      tx.changed('card', cardId, null);
    });
  };

  it('says at once how far the feed is', async () => {
    const stream = await open();
    expect(stream.text()).toMatch(/^event: changed\ndata: \{"cursor":"since:\d+"\}\n\n/);
    await stream.close();
  });

  it.each(['here', 'at another instance'])('tells that a Pass was lost %s', async (where) => {
    const card = await addCard(test.db, { collectiveId: village.bar });
    const stream = await open();
    await loseCard(where === 'here' ? test.db : elsewhere, card.id);
    expect(await stream.waitForCount(2)).toBe(true);
    await stream.close();
  });

  it('does not wake a station for what is not for it', async () => {
    const stream = await open();
    await writeTransaction(test.db, async (tx) => {
      tx.changed('product', makeUuid(), village.place);
      tx.changed('event', makeUuid(), village.bar);
    });
    await writeTransaction(test.db, async (tx) => tx.changed('product', makeUuid(), village.bar));
    expect(await stream.waitForCount(2)).toBe(true);
    expect(stream.count()).toBe(2);
    await stream.close();
  });

  it('ends when the station is taken out', async () => {
    const stream = await open();
    await writeTransaction(test.db, (tx) =>
      revokeStation(tx, { stationId: station.id, collectiveId: village.bar }, world.now()),
    );
    expect(await stream.waitForEnd()).toBe(true);
  });

  it('ends when the same station opens another, and when the instance stops', async () => {
    const first = await open();
    const second = await open();
    expect(await first.waitForEnd()).toBe(true);
    world.deps.feedWatcher.close();
    expect(await second.waitForEnd()).toBe(true);
  });

  it('is not opened for a stranger', async () => {
    const response = await makeStation().send(world.app, { method: 'GET', path: PATHS.events });
    expect(await codeOf(response)).toBe('station-unknown');
  });

  it('looks at the database only while somebody listens', async () => {
    const watcher = createFeedWatcher(test.db);
    expect(test.db.feedListeners.size).toBe(0);
    const stop = watcher.subscribe('a', { onNews: () => {}, onEnd: () => {} });
    expect(test.db.feedListeners.size).toBe(1);
    stop();
    expect(test.db.feedListeners.size).toBe(0);
  });
});
