import { EventEmitter } from 'node:events';
import type { Reader } from 'nfc-pcsc';
import { describe, expect, test } from 'vitest';
import type { PcscMessage } from '../../src/contract/reader/pcsc-messages.ts';
import { isSamSlot, watchSlot } from '../../src/station/readers/pcsc-slot-watch.ts';
import { wait } from './recorder.ts';

// A scripted slot, because the virtual reader of pcscd cannot be unplugged, answer badly, or swap two
// cards between two reports. What a slot does normally is tested on the real pcscd beside this file.

const PRESENT = 0x20;
const EMPTY = 0x10;
const MUTE = 0x200;

const state = (bits: number, counter: number): number => (counter << 16) | bits;
const answerOf = (hex: string) => async (): Promise<Buffer> => Buffer.from(hex, 'hex');
const fail = (code: string) => async (): Promise<Buffer> => {
  const cause = new Error(`SCardTransmit error: of some kind.(${code})`);
  throw Object.assign(new Error('failure'), { previous: cause });
};

type Script = {
  /** The answers of the reader, one for each time the UID is asked; the last one repeats. */
  readonly answers: readonly (() => Promise<Buffer>)[];
};

function watchScriptedSlot({ answers }: Script) {
  const said: PcscMessage[] = [];
  let stuckCount = 0;
  let asked = 0;
  let connects = 0;
  const slot = Object.assign(new EventEmitter(), {
    SCARD_STATE_PRESENT: PRESENT,
    SCARD_STATE_MUTE: MUTE,
  });
  const device: Reader = Object.assign(new EventEmitter(), {
    name: 'ACS ACR122U PICC Interface 00 00',
    card: null,
    connection: null,
    reader: slot,
    connect: async () => {
      connects += 1;
      device.connection = {};
    },
    disconnect: async () => {
      device.connection = null;
    },
    transmit: async () => {
      asked += 1;
      return (answers[asked - 1] ?? answers.at(-1) ?? answerOf(''))();
    },
  });
  watchSlot(device, { send: (message) => said.push(message), onStuck: () => (stuckCount += 1) });
  return {
    said: () =>
      said
        .slice(1)
        .map((message) =>
          'uid' in message
            ? `${message.kind} ${message.uid}`
            : 'reason' in message
              ? `${message.kind} ${message.reason}`
              : message.kind,
        ),
    report: async (bits: number, counter: number, waitMs = 10) => {
      slot.emit('status', { state: state(bits, counter) });
      await wait(waitMs);
    },
    unplug: () => device.emit('end'),
    stuckCount: () => stuckCount,
    connects: () => connects,
  };
}

const GOOD = answerOf('04A22B91C35E809000');
const OTHER = answerOf('A1B2C3D49000');

describe('one slot of a reader', () => {
  test('a card that answers badly at first touch is asked again', async () => {
    const slot = watchScriptedSlot({ answers: [fail('0x8010002f'), answerOf('6300'), GOOD] });
    await slot.report(PRESENT, 1, 250);
    expect(slot.said()).toEqual(['card 04A22B91C35E80']);
    expect(slot.connects()).toBe(3);
  });

  test.each([
    ['an error', fail('0x8010002f')],
    ['a refusal of the reader', answerOf('6300')],
    ['nothing', answerOf('')],
    ['one byte', answerOf('90')],
  ])('a card that keeps answering %s is unreadable, said once', async (_, answer) => {
    const slot = watchScriptedSlot({ answers: [answer] });
    await slot.report(PRESENT, 1, 250);
    await slot.report(EMPTY, 2);
    expect(slot.said()).toEqual(['card-refused unreadable']);
  });

  test.each(['0x80100069', '0x8010000c'])(
    'a card gone before its UID was read left too soon (%s)',
    async (code) => {
      const slot = watchScriptedSlot({ answers: [fail(code)] });
      await slot.report(PRESENT, 1, 250);
      await slot.report(EMPTY, 2);
      expect(slot.said()).toEqual(['card-refused removed-too-soon']);
    },
  );

  test('a card reported gone while it is read left too soon, and its late answer is dropped', async () => {
    const late = async (): Promise<Buffer> => {
      await wait(50);
      return GOOD();
    };
    const slot = watchScriptedSlot({ answers: [late] });
    await slot.report(PRESENT, 1);
    await slot.report(EMPTY, 2, 100);
    expect(slot.said()).toEqual(['card-refused removed-too-soon']);
  });

  test('a late answer is never taken for the next card', async () => {
    const late = async (): Promise<Buffer> => {
      await wait(50);
      return GOOD();
    };
    const slot = watchScriptedSlot({ answers: [late, OTHER] });
    await slot.report(PRESENT, 1);
    await slot.report(EMPTY, 2);
    await slot.report(PRESENT, 3, 150);
    expect(slot.said()).toEqual(['card-refused removed-too-soon', 'card A1B2C3D4']);
  });

  test('a card swapped for another between two reports is noticed', async () => {
    const slot = watchScriptedSlot({ answers: [GOOD, OTHER] });
    await slot.report(PRESENT, 1);
    await slot.report(PRESENT, 3);
    expect(slot.said()).toEqual([
      'card 04A22B91C35E80',
      'card-removed 04A22B91C35E80',
      'card A1B2C3D4',
    ]);
  });

  test('a report that changes nothing is not a second card', async () => {
    const slot = watchScriptedSlot({ answers: [GOOD] });
    await slot.report(PRESENT, 1);
    await slot.report(PRESENT | 0x100, 1);
    await slot.report(PRESENT, 1);
    expect(slot.said()).toEqual(['card 04A22B91C35E80']);
  });

  test('a slot that is mute from the start says nothing; a card put there later is read', async () => {
    const slot = watchScriptedSlot({ answers: [GOOD] });
    await slot.report(PRESENT | MUTE, 0);
    await slot.report(EMPTY, 1);
    expect(slot.said()).toEqual([]);
    await slot.report(PRESENT, 2);
    expect(slot.said()).toEqual(['card 04A22B91C35E80']);
  });

  test('a reader unplugged with a card on it closes the card, then the reader', async () => {
    const slot = watchScriptedSlot({ answers: [GOOD] });
    await slot.report(PRESENT, 1);
    slot.unplug();
    expect(slot.said()).toEqual([
      'card 04A22B91C35E80',
      'card-removed 04A22B91C35E80',
      'reader-unplugged',
    ]);
  });

  test('a reader that never answers is stuck, which ends the process', async () => {
    const slot = watchScriptedSlot({ answers: [() => new Promise<Buffer>(() => undefined)] });
    await slot.report(PRESENT, 1, 1_700);
    expect(slot.stuckCount()).toBe(1);
    expect(slot.said()).toEqual([]);
  });
});

test('the SAM slot of an ACR1252U is no reader of Passes', () => {
  expect(isSamSlot('ACS ACR1252 1S CL Reader SAM 0')).toBe(true);
  expect(isSamSlot('ACS ACR1252 1S CL Reader [ACR1252 Reader SAM] 01 00')).toBe(true);
  expect(isSamSlot('ACS ACR1252 1S CL Reader [ACR1252 Reader PICC] 00 00')).toBe(false);
  expect(isSamSlot('ACS ACR122U PICC Interface 00 00')).toBe(false);
  expect(isSamSlot('SAMSUNG Reader')).toBe(false);
});
