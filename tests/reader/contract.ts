import { expect, test } from 'vitest';
import type { CardReader, ReaderEvent } from '../../src/station/readers/card-reader.ts';
import { monotonicMs } from '../../src/station/readers/monotonic.ts';
import { createRecorder, isCard, isPlugged, isState, wait } from './recorder.ts';

/** An adapter with a hand that puts cards down in front of it. */
export type ReaderUnderTest = {
  readonly reader: CardReader;
  readonly putDown: (uidHex: string) => Promise<void>;
  readonly takeAway: (uidHex: string) => Promise<void>;
};

const UID_4 = '04A22B91';
const UID_7 = '04A22B91C35E80';
const UID_10 = '04A22B91C35E80112233';
const RANDOM_UID = '08112233';

/** Longer than a card takes to be noticed on the slowest source. */
const SILENCE_MS = 700;

/** What every source of cards does, whatever is behind it. */
export function testCardReaderContract(
  make: () => ReaderUnderTest,
  { canShowRandomUid }: { readonly canShowRandomUid: boolean },
): void {
  const start = async () => {
    const underTest = make();
    const recorder = createRecorder<ReaderEvent>();
    underTest.reader.start(recorder.listen);
    await recorder.waitFor(isState('ready'));
    await recorder.waitFor(isPlugged);
    return { ...underTest, recorder };
  };

  test('reads UIDs of 4, 7 and 10 bytes, and says when each card leaves', async () => {
    const { reader, putDown, takeAway, recorder } = await start();
    for (const uid of [UID_4, UID_7, UID_10]) {
      await putDown(uid);
      await recorder.waitFor(isCard(uid));
      await takeAway(uid);
      await recorder.waitFor((event) => event.kind === 'card-removed' && event.uid === uid);
    }
    await reader.stop();
    expect(
      recorder.events.filter(({ kind }) => kind.startsWith('card')).map(({ kind }) => kind),
    ).toEqual(['card', 'card-removed', 'card', 'card-removed', 'card', 'card-removed']);
  });

  test('dates each card on the monotonic clock', async () => {
    const { reader, putDown, takeAway, recorder } = await start();
    const beforeMs = monotonicMs();
    await putDown(UID_4);
    const card = await recorder.waitFor(isCard(UID_4));
    const seenAtMs = card.kind === 'card' ? card.seenAtMs : Number.NaN;
    expect(seenAtMs).toBeGreaterThanOrEqual(beforeMs);
    expect(seenAtMs).toBeLessThanOrEqual(monotonicMs());
    await takeAway(UID_4);
    await reader.stop();
  });

  // The tray holds parsed UIDs only: it cannot show a random one.
  test.each(canShowRandomUid ? ['a phone'] : [])(
    'refuses the random UID of %s and gives no card',
    async () => {
      const { reader, putDown, takeAway, recorder } = await start();
      await putDown(RANDOM_UID);
      const refusal = await recorder.waitFor(({ kind }) => kind === 'card-refused');
      expect(refusal).toMatchObject({ reason: 'random-uid' });
      await takeAway(RANDOM_UID);
      await reader.stop();
      expect(recorder.events.some(({ kind }) => kind === 'card')).toBe(false);
    },
  );

  test('closes every card and reader when it stops, then stays silent', async () => {
    const { reader, putDown, takeAway, recorder } = await start();
    await putDown(UID_4);
    await recorder.waitFor(isCard(UID_4));
    await reader.stop();
    expect(findUnclosed(recorder.events)).toEqual([]);
    expect(recorder.events.at(-1)).toMatchObject({ kind: 'source-state', state: 'off' });

    const countAtStop = recorder.events.length;
    await takeAway(UID_4);
    await putDown(UID_7);
    await wait(SILENCE_MS);
    await takeAway(UID_7);
    expect(recorder.events).toHaveLength(countAtStop);
  });

  test('may be stopped before it starts, and twice', async () => {
    await make().reader.stop();
    const { reader, recorder } = await start();
    await reader.stop();
    await reader.stop();
    expect(recorder.events.filter(isState('off'))).toHaveLength(1);
  });

  test('does not start twice', async () => {
    const { reader } = await start();
    expect(() => reader.start(() => undefined)).toThrow('started twice');
    await reader.stop();
  });
}

/** What breaks the promise of ReaderEvent: each card closed before its reader, each reader before the end. */
export function findUnclosed(events: readonly ReaderEvent[]): readonly string[] {
  const faults: string[] = [];
  const cardOf = new Map<string, string | undefined>();
  for (const event of events) {
    const { kind } = event;
    if (kind === 'reader-plugged') cardOf.set(event.reader.id, undefined);
    if (kind === 'card') {
      if (!cardOf.has(event.readerId)) faults.push(`card on no reader: ${event.uid}`);
      cardOf.set(event.readerId, event.uid);
    }
    if (kind === 'card-removed') {
      if (cardOf.get(event.readerId) !== event.uid) faults.push(`removed, not there: ${event.uid}`);
      cardOf.set(event.readerId, undefined);
    }
    if (kind === 'reader-unplugged') {
      const uid = cardOf.get(event.readerId);
      if (uid !== undefined) faults.push(`unplugged with a card: ${uid}`);
      if (!cardOf.delete(event.readerId)) faults.push(`unplugged, not there: ${event.readerId}`);
    }
  }
  return [...faults, ...Array.from(cardOf.keys(), (id) => `still plugged: ${id}`)];
}
