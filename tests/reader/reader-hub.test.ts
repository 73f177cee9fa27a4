import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { parseUidHex } from '../../src/domain/card/uid.ts';
import { unwrap } from '../../src/shared/result.ts';
import { createPcscReader } from '../../src/station/readers/pcsc-reader.ts';
import { createReaderHub } from '../../src/station/readers/reader-hub.ts';
import type { HubEvent } from '../../src/station/readers/reader-hub.ts';
import { createTrayReader } from '../../src/station/readers/tray-reader.ts';
import { createWedgeReader } from '../../src/station/readers/wedge-reader.ts';
import { lockVirtualReaders } from '../helpers/pcscd.ts';
import { createRecorder, wait } from './recorder.ts';
import { createVirtualHand } from './virtual-hand.ts';

const MARIE = unwrap(parseUidHex('04A22B91C35E80'));
const PAUL = unwrap(parseUidHex('A1B2C3D4'));

/** What a person notices, without the news of the readers. */
const tapsOf = (events: readonly HubEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'tap'
      ? [`tap ${event.uid}`]
      : event.kind === 'refused'
        ? [`refused ${event.reason}`]
        : [],
  );

const isTap =
  (uid: string) =>
  (event: HubEvent): boolean =>
    event.kind === 'tap' && event.uid === uid;

const isRefused =
  (reason: string) =>
  (event: HubEvent): boolean =>
    event.kind === 'refused' && event.reason === reason;

describe('tray and wedge reader together', () => {
  const setUp = () => {
    const tray = createTrayReader();
    const wedge = createWedgeReader({ byteOrder: 'first-byte-first' });
    const hub = createReaderHub([tray, wedge]);
    const recorder = createRecorder<HubEvent>();
    hub.start(recorder.listen);
    return { tray, wedge, hub, recorder };
  };

  test('are two readers of one station, until they stop', async () => {
    const { hub, recorder } = setUp();
    expect(hub.overview()).toEqual({
      readers: [
        { id: 'tray', name: 'tray', source: 'tray' },
        { id: 'wedge', name: 'wedge', source: 'wedge' },
      ],
      sources: { tray: 'ready', wedge: 'ready' },
    });
    expect(recorder.events.at(-1)).toEqual({ kind: 'readers', overview: hub.overview() });
    await hub.stop();
    expect(hub.overview()).toEqual({ readers: [], sources: { tray: 'off', wedge: 'off' } });
  });

  test('the same card on both is one tap', () => {
    const { tray, wedge, recorder } = setUp();
    tray.putDown(MARIE);
    wedge.typed(MARIE);
    tray.takeAway(MARIE);
    wedge.typed(MARIE);
    expect(tapsOf(recorder.events)).toEqual([`tap ${MARIE}`]);
  });

  test('two cards on the tray are several cards', () => {
    const { tray, hub, recorder } = setUp();
    tray.putDown(MARIE);
    tray.putDown(PAUL);
    expect(tapsOf(recorder.events)).toEqual([`tap ${MARIE}`, 'refused several-cards']);
    expect([hub.isOnReader(MARIE), hub.isOnReader(PAUL)]).toEqual([true, true]);
    tray.takeAway(PAUL);
    expect(hub.isOnReader(PAUL)).toBe(false);
  });

  test('what a wedge reader types wrong is refused each time', () => {
    const { wedge, recorder } = setUp();
    wedge.typed('bonjour');
    wedge.typed('08112233');
    wedge.typed('bonjour');
    expect(tapsOf(recorder.events)).toEqual([
      'refused bad-uid',
      'refused random-uid',
      'refused bad-uid',
    ]);
  });
});

describe.skipIf(!inject('hasPcscd'))('the readers of the machine', () => {
  const hand = createVirtualHand();
  let release: () => Promise<void>;
  let reader = createPcscReader();
  let hub = createReaderHub([reader]);
  let recorder = createRecorder<HubEvent>();
  beforeAll(async () => {
    release = await lockVirtualReaders();
  }, 120_000);
  afterAll(() => release());
  beforeEach(async () => {
    reader = createPcscReader();
    hub = createReaderHub([reader]);
    recorder = createRecorder<HubEvent>();
    hub.start(recorder.listen);
    await recorder.waitFor(
      (event) => event.kind === 'readers' && event.overview.readers.length === 2,
    );
  });
  afterEach(async () => {
    await hand.takeAllAway();
    await hub.stop();
  });

  test('a card held is one tap', async () => {
    await hand.putDown(MARIE);
    await recorder.waitFor(isTap(MARIE));
    await wait(2_500);
    expect(hub.isOnReader(MARIE)).toBe(true);
    expect(tapsOf(recorder.events)).toEqual([`tap ${MARIE}`]);
  });

  test('the same card again within 2 s is one tap, later it is two', async () => {
    await hand.putDown(MARIE, 0);
    await recorder.waitFor(isTap(MARIE));
    await hand.takeAway(MARIE);
    await hand.putDown(MARIE, 1);
    await expect.poll(() => hub.isOnReader(MARIE)).toBe(true);
    await hand.takeAway(MARIE);
    expect(tapsOf(recorder.events)).toEqual([`tap ${MARIE}`]);

    await wait(2_000);
    await hand.putDown(MARIE, 0);
    await expect.poll(() => tapsOf(recorder.events)).toEqual([`tap ${MARIE}`, `tap ${MARIE}`]);
  });

  test('another card at once is another tap', async () => {
    await hand.putDown(MARIE);
    await recorder.waitFor(isTap(MARIE));
    await hand.takeAway(MARIE);
    await hand.putDown(PAUL);
    await recorder.waitFor(isTap(PAUL));
    expect(tapsOf(recorder.events)).toEqual([`tap ${MARIE}`, `tap ${PAUL}`]);
  });

  test('two cards at once on two readers are several cards', async () => {
    await hand.putDown(MARIE, 0);
    await recorder.waitFor(isTap(MARIE));
    await hand.putDown(PAUL, 1);
    await recorder.waitFor(isRefused('several-cards'));
    expect(tapsOf(recorder.events)).toEqual([`tap ${MARIE}`, 'refused several-cards']);
  });

  test.each(['SIGKILL', 'SIGSTOP'] as const)(
    'a card held while the reader process gets %s is still one tap',
    async (signal) => {
      await hand.putDown(MARIE);
      await recorder.waitFor(isTap(MARIE));
      const from = recorder.events.length;
      process.kill(reader.processId() ?? 0, signal);
      await recorder.waitFor(
        (event) => event.kind === 'readers' && event.overview.sources.pcsc === 'restarting',
        { from },
      );
      await expect.poll(() => hub.isOnReader(MARIE), { timeout: 4_000 }).toBe(true);
      expect(tapsOf(recorder.events)).toEqual([`tap ${MARIE}`]);
    },
  );
});
