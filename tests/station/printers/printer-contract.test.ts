import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createDevicePrinter } from '../../../src/station/printers/device-printer.ts';
import { createNetworkPrinter } from '../../../src/station/printers/network-printer.ts';
import { PRINTER_TIMINGS } from '../../../src/station/printers/printer-port.ts';
import type { PrintOutcome, PrinterPort } from '../../../src/station/printers/printer-port.ts';
import { renderEscPos } from '../../../src/station/printers/render.ts';
import type { Receipt } from '../../../src/domain/receipt/receipt.ts';
import { startFakeDevice } from '../../helpers/fake-device.ts';
import { startFakePrinter } from '../../helpers/fake-printer.ts';
import { readPaper } from '../../helpers/paper.ts';
import type { PaperLine } from '../../helpers/paper.ts';
import { CLOSING, ORDER, SALE } from '../../helpers/sample-receipts.ts';

/** What every way to reach a printer must do, tried on a real socket and on a real pipe. */

const TIMINGS = { ...PRINTER_TIMINGS, pollMs: 20, stallMsMax: 150, confirmMsMax: 200 };

type Bench = {
  readonly port: PrinterPort;
  readonly log: readonly string[];
  readonly sheets: () => readonly (readonly PaperLine[])[];
  readonly kicks: () => readonly string[];
  readonly turnOff: () => Promise<void>;
  readonly turnOn: () => Promise<void>;
  /** It takes no more bytes, or says that it has no paper. */
  readonly stop: () => void;
  readonly goOn: () => void;
};

async function networkBench(): Promise<Bench> {
  const printer = await startFakePrinter();
  const log: string[] = [];
  const address = { host: '127.0.0.1', port: printer.port };
  return {
    ...printer,
    port: createNetworkPrinter(address, TIMINGS, (line) => log.push(line)),
    log,
    stop: () => {
      printer.habits.paperEndsAt = 1_000;
    },
    goOn: printer.putPaper,
  };
}

async function deviceBench(): Promise<Bench> {
  const device = await startFakeDevice();
  const log: string[] = [];
  return {
    ...device,
    port: createDevicePrinter(device.path, TIMINGS, (line) => log.push(line)),
    log,
    turnOff: device.unplug,
    turnOn: device.plug,
    stop: device.block,
    goOn: device.unblock,
  };
}

const bytesOf = (receipt: Receipt): Uint8Array => renderEscPos(receipt, 'fr', 42);

/** Longer than what a pipe holds (64 KB), so that a device that stops is felt. */
const LONG: Receipt = {
  ...CLOSING,
  sections: [
    {
      title: null,
      rows: Array.from({ length: 1_500 }, (_, index) => ({
        label: { text: `Article ${index}` },
        value: { kind: 'count', count: index } as const,
      })),
    },
  ],
} as Receipt;

describe.each([
  ['network', networkBench],
  ['device file', deviceBench],
])('a printer behind a %s', (_name, start) => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await start();
  });
  afterEach(async () => {
    await bench.turnOff();
  });

  const print = (
    receipt: Receipt,
    attempt: Partial<Parameters<PrinterPort['print']>[1]> = {},
  ): Promise<PrintOutcome> =>
    bench.port.print(bytesOf(receipt), {
      onBegun: () => {},
      onTrouble: () => {},
      signal: new AbortController().signal,
      ...attempt,
    });

  test('prints a paper to its last line, and says so when it was taken', async () => {
    const onBegun = vi.fn<() => void>();
    expect(await print(SALE, { onBegun })).toEqual({ kind: 'printed' });
    expect(onBegun).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(bench.sheets()).toEqual(readPaper(bytesOf(SALE)).sheets));
  });

  test('prints two papers that are asked at once one after the other', async () => {
    const outcomes = await Promise.all([print(SALE), print(ORDER)]);
    expect(outcomes).toEqual([{ kind: 'printed' }, { kind: 'printed' }]);
    await vi.waitFor(() =>
      expect(bench.sheets()).toEqual([
        ...readPaper(bytesOf(SALE)).sheets,
        ...readPaper(bytesOf(ORDER)).sheets,
      ]),
    );
  });

  test('off: nothing began; on again: it prints', async () => {
    await bench.turnOff();
    const onBegun = vi.fn<() => void>();
    expect(await print(SALE, { onBegun })).toMatchObject({ kind: 'not-begun', reason: 'off' });
    expect(onBegun).not.toHaveBeenCalled();
    await bench.turnOn();
    expect(await print(SALE)).toEqual({ kind: 'printed' });
  });

  test('stopped in the middle, it is waited for, and the paper comes out once', async () => {
    const troubles: unknown[] = [];
    bench.stop();
    const outcome = print(LONG, { onTrouble: (trouble) => troubles.push(trouble) });
    await vi.waitFor(() => expect(troubles.at(-1)).toMatch(/paper-out|error/), 5_000);
    expect(bench.sheets()).toEqual([]);
    bench.goOn();
    expect(await outcome).toEqual({ kind: 'printed' });
    await vi.waitFor(() => expect(bench.sheets()).toHaveLength(1));
    expect(bench.sheets()).toEqual(readPaper(bytesOf(LONG)).sheets);
  });

  test('given up in the middle: it is told that some may be on paper', async () => {
    const controller = new AbortController();
    const troubles: unknown[] = [];
    bench.stop();
    const outcome = print(LONG, {
      signal: controller.signal,
      onTrouble: (trouble) => troubles.push(trouble),
    });
    await vi.waitFor(() => expect(troubles.length).toBeGreaterThan(0), 5_000);
    controller.abort();
    expect(await outcome).toMatchObject({ kind: 'interrupted' });
  });

  test('given up before it began, nothing is printed', async () => {
    const controller = new AbortController();
    controller.abort();
    const outcome = await print(SALE, { signal: controller.signal });
    expect(outcome).toMatchObject({ kind: 'not-begun' });
    expect(bench.sheets()).toEqual([]);
  });

  test('opens the drawer', async () => {
    await bench.port.kickDrawer();
    await vi.waitFor(() => expect(bench.kicks()).toEqual(['in turn']));
    expect(bench.log).toEqual([]);
  });

  test('off, the drawer stays shut without a fuss, and does not open later', async () => {
    await bench.turnOff();
    await bench.port.kickDrawer();
    expect(bench.log).toEqual([expect.stringContaining('drawer not opened')]);
    await bench.turnOn();
    expect(await print(SALE)).toEqual({ kind: 'printed' });
    expect(bench.kicks()).toEqual([]);
  });
});

describe('a printer of the network', () => {
  const start = async (habits: Parameters<typeof startFakePrinter>[0], timings = TIMINGS) => {
    const printer = await startFakePrinter(habits);
    const log: string[] = [];
    const address = { host: '127.0.0.1', port: printer.port };
    const port = createNetworkPrinter(address, timings, (line) => log.push(line));
    const print = (onTrouble: (trouble: unknown) => void = () => {}): Promise<PrintOutcome> =>
      port.print(bytesOf(SALE), {
        onBegun: () => {},
        onTrouble,
        signal: new AbortController().signal,
      });
    return { printer, port, log, print };
  };

  test.each([
    ['paper-out', { hasPaper: false }],
    ['cover-open', { coverIsOpen: true }],
  ] as const)('says %s before anything is sent', async (reason, habits) => {
    const { printer, print } = await start(habits);
    expect(await print()).toMatchObject({ kind: 'not-begun', reason });
    expect(printer.bytesTaken()).toBeLessThan(20);
    await printer.turnOff();
  });

  test('that never speaks prints, and hangs up when it has read all', async () => {
    const { printer, print } = await start({ speaks: false, confirms: false });
    expect(await print()).toEqual({ kind: 'printed' });
    expect(printer.sheets()).toHaveLength(1);
    await printer.turnOff();
  });

  test('that does not say when a paper is out has printed it when it stays well', async () => {
    const { printer, print } = await start({ confirms: false });
    expect(await print()).toEqual({ kind: 'printed' });
    await printer.turnOff();
  });

  test.each(['HTTP/1.1 400 Bad Request\r\n\r\n', '2', '\u0000\u0012\u0012', '~'.repeat(10_000)])(
    'that answers rubbish prints all the same: %j',
    async (rubbish) => {
      const { printer, print } = await start({ rubbish });
      expect(['printed', 'not-begun']).toContain((await print()).kind);
      await printer.turnOff();
    },
  );

  test('that answers several bytes is not believed', async () => {
    // Read as an answer, the first byte would say that there is no paper.
    const { printer, print, log } = await start({ rubbish: '2VR' });
    expect(await print()).toEqual({ kind: 'printed' });
    expect(printer.sheets()).toHaveLength(1);
    expect(log).toHaveLength(1);
    await printer.turnOff();
  });

  test('that takes a connection and never reads is given up', async () => {
    const { printer, print } = await start({ hangs: true }, { ...TIMINGS, hangUpMsMax: 100 });
    expect(await print()).toMatchObject({ kind: 'interrupted', reason: 'error' });
    await printer.turnOff();
  });

  test('that spoke once and is silent now gets nothing', async () => {
    const { printer, print } = await start({});
    await print();
    printer.habits.hangs = true;
    const taken = printer.bytesTaken();
    expect(await print()).toMatchObject({ kind: 'not-begun', reason: 'off' });
    expect(printer.bytesTaken()).toBe(taken);
    await printer.turnOff();
  });

  test('that cuts in the middle may have printed some', async () => {
    const { printer, print } = await start({ cutsAt: 900 });
    expect(await print()).toMatchObject({ kind: 'interrupted', reason: 'off' });
    await printer.turnOff();
  });

  test('without paper in the middle opens the drawer at once', async () => {
    const { printer, port, print } = await start({ paperEndsAt: 900 });
    const troubles: unknown[] = [];
    const outcome = print((trouble) => troubles.push(trouble));
    await vi.waitFor(() => expect(troubles).toContain('paper-out'), 5_000);
    await port.kickDrawer();
    await vi.waitFor(() => expect(printer.kicks()).toEqual(['at once']));
    expect(printer.sheets()).toEqual([]);
    printer.putPaper();
    expect(await outcome).toEqual({ kind: 'printed' });
    expect(printer.visits()).toBe(1);
    await printer.turnOff();
  });
});
