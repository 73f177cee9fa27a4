import { afterAll, afterEach, beforeAll, describe, inject } from 'vitest';
import { parseUidHex } from '../../src/domain/card/uid.ts';
import { unwrap } from '../../src/shared/result.ts';
import { createPcscReader } from '../../src/station/readers/pcsc-reader.ts';
import { createTrayReader } from '../../src/station/readers/tray-reader.ts';
import { createWedgeReader } from '../../src/station/readers/wedge-reader.ts';
import { lockVirtualReaders } from '../helpers/pcscd.ts';
import { testCardReaderContract } from './contract.ts';
import { createVirtualHand } from './virtual-hand.ts';

describe('the demo tray', () => {
  testCardReaderContract(
    () => {
      const reader = createTrayReader();
      return {
        reader,
        putDown: async (uidHex) => reader.putDown(unwrap(parseUidHex(uidHex))),
        takeAway: async (uidHex) => reader.takeAway(unwrap(parseUidHex(uidHex))),
      };
    },
    { canShowRandomUid: false },
  );
});

describe('a keyboard-wedge reader', () => {
  testCardReaderContract(
    () => {
      const reader = createWedgeReader({ byteOrder: 'first-byte-first' });
      return {
        reader,
        putDown: async (uidHex) => reader.typed(`${uidHex}\n`),
        takeAway: async () => undefined,
      };
    },
    { canShowRandomUid: true },
  );
});

describe.skipIf(!inject('hasPcscd'))('a PC/SC reader', () => {
  const hand = createVirtualHand();
  let release: () => Promise<void>;
  beforeAll(async () => {
    release = await lockVirtualReaders();
  }, 120_000);
  afterEach(() => hand.takeAllAway());
  afterAll(() => release());

  testCardReaderContract(() => ({ reader: createPcscReader(), ...hand }), {
    canShowRandomUid: true,
  });
});
