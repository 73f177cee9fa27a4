import type { Reader } from 'nfc-pcsc';
import { parseUidBytes } from '../../domain/card/uid.ts';
import type { PcscMessage } from '../../contract/reader/pcsc-messages.ts';
import { monotonicMs } from './monotonic.ts';

/** PC/SC "get data": the reader itself answers with the UID, so it works for every kind of contactless card. */
const ASK_UID = Buffer.from('FFCA000000', 'hex');

/** 10 bytes of UID and 2 of status, with room to notice an answer that is too long. */
const UID_ANSWER_BYTES_MAX = 32;

/** A card put down slowly often fails at first touch; asked again while it is there. */
const READ_TRIES_MAX = 3;
const READ_RETRY_WAIT_MS = 60;

/** An ACR122U takes 10 to 60 ms. Beyond this the driver is stuck and only a new process gets out of it. */
const DEVICE_WAIT_MS_MAX = 1_500;

export type SlotWatchOptions = {
  readonly send: (message: PcscMessage) => void;
  readonly onStuck: () => void;
};

/**
 * Watches one reader: says each card that comes, with the moment pcscd reported it, and each that leaves.
 *
 * nfc-pcsc's own handling of states is put aside: it says nothing when connecting fails, and misses
 * a card swapped for another between two reports.
 */
export function watchSlot(device: Reader, options: SlotWatchOptions): void {
  const readerId = `pcsc:${device.name}`;
  const { send } = options;
  // Each card put down has a number, so that a slow answer is never taken for the next card's.
  let presence = 0;
  let presenceCounter: number | undefined;
  let uidDown: string | undefined;
  let isRefused = false;
  let isFirstReport = true;
  let reading = Promise.resolve();

  const cardLeft = (): void => {
    presence += 1;
    presenceCounter = undefined;
    if (uidDown !== undefined) send({ kind: 'card-removed', readerId, uid: uidDown });
    else if (!isRefused) send({ kind: 'card-refused', readerId, reason: 'removed-too-soon' });
    uidDown = undefined;
    reading = reading.then(() => disconnect(device, options.onStuck));
  };

  const cardCame = (counter: number): void => {
    const seenAtMs = monotonicMs();
    presence += 1;
    presenceCounter = counter;
    isRefused = false;
    const mine = presence;
    const isStillThere = (): boolean => presence === mine;
    const read = async (): Promise<void> => {
      const outcome = await readUid(device, isStillThere, options.onStuck);
      if (!isStillThere()) return;
      if (outcome.kind === 'uid') {
        uidDown = outcome.uid;
        send({ kind: 'card', readerId, uid: outcome.uid, seenAtMs });
      } else {
        isRefused = true;
        send({ kind: 'card-refused', readerId, reason: outcome.reason });
      }
    };
    reading = reading.then(read);
  };

  device.reader.removeAllListeners('status');
  device.reader.on('status', ({ state }: { readonly state: number }) => {
    const isPresent = (state & device.reader.SCARD_STATE_PRESENT) !== 0;
    const isMute = (state & device.reader.SCARD_STATE_MUTE) !== 0;
    // pcscd counts insertions and removals in the upper half: a change means another card, or the
    // same one again, even when the report of its leaving was overtaken by the next one.
    const counter = state >>> 16;
    const isFirst = isFirstReport;
    isFirstReport = false;
    // A slot that is mute from the start holds no card of ours: a SAM slot looks so for ever.
    if (isFirst && isPresent && isMute) return;
    if (presenceCounter !== undefined && (!isPresent || counter !== presenceCounter)) cardLeft();
    if (isPresent && presenceCounter === undefined) cardCame(counter);
  });
  // Errors of one slot come with `end` or with the loss of the service; without a listener they would throw.
  device.on('error', () => undefined);
  device.on('end', () => {
    if (presenceCounter !== undefined) cardLeft();
    send({ kind: 'reader-unplugged', readerId });
  });
  send({ kind: 'reader-plugged', readerId, name: device.name });
}

/** The second slot of an ACR1252U holds a SAM chip, never a Pass. */
export const isSamSlot = (name: string): boolean => /\bSAM\b/.test(name);

type ReadOutcome =
  | { readonly kind: 'uid'; readonly uid: string }
  | {
      readonly kind: 'refused';
      readonly reason: 'random-uid' | 'bad-uid' | 'unreadable' | 'removed-too-soon';
    };

async function readUid(
  device: Reader,
  isStillThere: () => boolean,
  onStuck: () => void,
): Promise<ReadOutcome> {
  let reason: 'unreadable' | 'removed-too-soon' = 'unreadable';
  for (let tries = 0; tries < READ_TRIES_MAX && isStillThere(); tries += 1) {
    if (tries > 0) await wait(READ_RETRY_WAIT_MS);
    try {
      const answer = await withStuckTimer(onStuck, () => askUid(device));
      if (answer !== undefined) return answer;
      reason = 'unreadable';
    } catch (cause) {
      // Lost for an instant, or reset by another program: a new connection starts afresh.
      reason = isCardGone(cause) ? 'removed-too-soon' : 'unreadable';
    }
    await disconnect(device, onStuck);
  }
  return { kind: 'refused', reason };
}

async function askUid(device: Reader): Promise<ReadOutcome | undefined> {
  device.card ??= {};
  if (device.connection === null) await device.connect();
  const answer = await device.transmit(ASK_UID, UID_ANSWER_BYTES_MAX);
  if (answer.length < 2 || answer.readUInt16BE(answer.length - 2) !== 0x9000) return undefined;
  const uid = parseUidBytes(answer.subarray(0, -2));
  if (uid.ok) return { kind: 'uid', uid: uid.value };
  return { kind: 'refused', reason: uid.error === 'random-uid' ? 'random-uid' : 'bad-uid' };
}

async function disconnect(device: Reader, onStuck: () => void): Promise<void> {
  try {
    if (device.connection !== null) await withStuckTimer(onStuck, () => device.disconnect());
  } catch {
    // The handle died with the card; the next connect makes a new one.
  }
  device.connection = null;
  device.card = null;
}

async function withStuckTimer<Value>(
  onStuck: () => void,
  act: () => Promise<Value>,
): Promise<Value> {
  const timer = setTimeout(onStuck, DEVICE_WAIT_MS_MAX);
  try {
    return await act();
  } finally {
    clearTimeout(timer);
  }
}

// SCARD_E_NO_SMARTCARD and SCARD_W_REMOVED_CARD, which pcsclite writes at the end of its message.
const isCardGone = (cause: unknown): boolean => {
  const { previous } = cause as { readonly previous?: unknown };
  return /0x801000(?:0c|69)\)/.test(String(previous));
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
