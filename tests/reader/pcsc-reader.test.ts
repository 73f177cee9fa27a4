import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { ReaderEvent } from '../../src/station/readers/card-reader.ts';
import { monotonicMs } from '../../src/station/readers/monotonic.ts';
import { createPcscReader } from '../../src/station/readers/pcsc-reader.ts';
import type { PcscReader, PcscReaderOptions } from '../../src/station/readers/pcsc-reader.ts';
import { lockVirtualReaders, startPcscd, stopPcscd } from '../helpers/pcscd.ts';
import { findUnclosed } from './contract.ts';
import { createRecorder, isCard, isPlugged, isState, wait } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import { createVirtualHand } from './virtual-hand.ts';

const MARIE = '04A22B91C35E80';
const PAUL = 'A1B2C3D4';
const BACK_MS_MAX = 2_000;
const READER_0 = 'pcsc:Virtual PCD 00 00';
const READER_1 = 'pcsc:Virtual PCD 00 01';
const PCSCD_SOCKET = '/run/pcscd/pcscd.comm';

const hand = createVirtualHand();
let reader: PcscReader | undefined;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tibillet-pcsc-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  await hand.takeAllAway();
  await reader?.stop();
  reader = undefined;
});

function start(options: PcscReaderOptions = {}): Recorder<ReaderEvent> {
  const recorder = createRecorder<ReaderEvent>();
  reader = createPcscReader(options);
  reader.start(recorder.listen);
  return recorder;
}

const bothPlugged = async (recorder: Recorder<ReaderEvent>, from = 0): Promise<void> => {
  for (const id of [READER_0, READER_1]) {
    await recorder.waitFor((event) => isPlugged(event) && JSON.stringify(event).includes(id), {
      from,
    });
  }
};

describe.skipIf(!inject('hasPcscd'))('readers of the machine', () => {
  let release: () => Promise<void>;
  beforeAll(async () => {
    release = await lockVirtualReaders();
  }, 120_000);
  afterAll(() => release());

  test('two readers at once are two readers, each with its own card', async () => {
    const recorder = start();
    await bothPlugged(recorder);
    await Promise.all([hand.putDown(MARIE, 0), hand.putDown(PAUL, 1)]);
    expect(await recorder.waitFor(isCard(MARIE))).toMatchObject({ readerId: READER_0 });
    expect(await recorder.waitFor(isCard(PAUL))).toMatchObject({ readerId: READER_1 });
  });

  test('a card with a UID of a wrong length is refused', async () => {
    const recorder = start();
    await bothPlugged(recorder);
    await hand.putDown('0102', 0);
    expect(await recorder.waitFor(({ kind }) => kind === 'card-refused')).toMatchObject({
      reason: 'bad-uid',
    });
  });

  test('a card that lies there before the start is read', async () => {
    await hand.putDown(MARIE, 1);
    const recorder = start();
    expect(await recorder.waitFor(isCard(MARIE))).toMatchObject({ readerId: READER_1 });
  });

  test.each(['SIGKILL', 'SIGSTOP', 'SIGSEGV'] as const)(
    'a reader process that gets %s is back within 2 s and reads again',
    async (signal) => {
      const recorder = start();
      await bothPlugged(recorder);
      await hand.putDown(PAUL, 0);
      await recorder.waitFor(isCard(PAUL));

      const from = recorder.events.length;
      const hitAtMs = monotonicMs();
      process.kill(reader?.processId() ?? 0, signal);
      await recorder.waitFor(isState('restarting'), { from });
      await recorder.waitFor(isState('ready'), { from });
      await bothPlugged(recorder, from);
      expect(monotonicMs() - hitAtMs).toBeLessThan(BACK_MS_MAX);
      await recorder.waitFor(isCard(PAUL), { from });

      await hand.putDown(MARIE, 1);
      await recorder.waitFor(isCard(MARIE), { from });
      await reader?.stop();
      expect(findUnclosed(recorder.events)).toEqual([]);
    },
  );

  test('a process that crashes again and again is still restarted', async () => {
    const recorder = start();
    for (let crashes = 0; crashes < 4; crashes += 1) {
      const from = recorder.events.length;
      const hitAtMs = monotonicMs();
      process.kill(reader?.processId() ?? 0, 'SIGKILL');
      await recorder.waitFor(isState('ready'), { from });
      expect(monotonicMs() - hitAtMs).toBeLessThan(BACK_MS_MAX);
    }
  });

  test('the reader process ends when the station is killed', async () => {
    const source = `
      import { createPcscReader } from ${JSON.stringify(import.meta.resolve('../../src/station/readers/pcsc-reader.ts'))};
      const reader = createPcscReader();
      reader.start((event) => {
        if (event.kind === 'reader-plugged') process.stdout.write(String(reader.processId()) + '\\n');
      });`;
    const station = spawn(process.execPath, ['--input-type=module', '--eval', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [printed] = (await once(station.stdout, 'data')) as [Buffer];
    const pid = Number(printed.toString().split('\n')[0]);
    expect(isRunning(pid)).toBe(true);
    station.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 2_000 }).toBe(false);
  });

  test('a connection to pcscd that is cut and comes back needs nobody', async () => {
    const path = join(folder, 'pcscd.comm');
    const recorder = start({ env: { PCSCLITE_CSOCK_NAME: path } });
    await recorder.waitFor(isState('no-service'));

    let cut = await relayPcscd(path);
    await recorder.waitFor(isState('ready'));
    await bothPlugged(recorder);
    const from = recorder.events.length;
    await cut();
    await recorder.waitFor(isState('no-service'), { from });
    await recorder.waitFor(({ kind }) => kind === 'reader-unplugged', { from });

    cut = await relayPcscd(path);
    await recorder.waitFor(isState('ready'), { from });
    await hand.putDown(MARIE, 0);
    await recorder.waitFor(isCard(MARIE), { from });
    await reader?.stop();
    await cut();
    expect(findUnclosed(recorder.events)).toEqual([]);
  });

  describe('when pcscd itself comes and goes', async () => {
    const isOurs = inject('hasPcscd') && ((await startPcscd())?.isOurs ?? false);
    afterAll(async () => {
      await startPcscd();
    });

    // Repeated: how pcsclite takes the end of pcscd depends on the instant.
    test.runIf(isOurs).for([1, 2, 3])(
      'it may be absent at start, stop, and start again (%i)',
      async () => {
        await stopPcscd();
        const recorder = start();
        await recorder.waitFor(isState('no-service'));
        await startPcscd();
        await bothPlugged(recorder);

        const from = recorder.events.length;
        await stopPcscd();
        await recorder.waitFor(isState('no-service'), { from });
        await startPcscd();
        await bothPlugged(recorder, from);
        await hand.putDown(MARIE, 0);
        await recorder.waitFor(isCard(MARIE), { from });
        await reader?.stop();
        expect(findUnclosed(recorder.events)).toEqual([]);
      },
    );
  });
});

describe('a machine that cannot read cards', () => {
  test('without nfc-pcsc it says so, and stays calm', async () => {
    const withoutNfcPcsc =
      'import{registerHooks}from"node:module";registerHooks({resolve(s,c,n){if(s==="nfc-pcsc")throw(Error("absent"));return(n(s,c))}})';
    const lines: string[] = [];
    const recorder = start({
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(withoutNfcPcsc)}` },
      log: (line) => lines.push(line),
    });
    await recorder.waitFor(isState('not-built'));
    await wait(500);
    expect(recorder.events).toHaveLength(2);
    expect(lines).toEqual(['reader process ended: not-built, Error: absent']);
  });

  test('without pcscd it says so, and waits without taking a whole core', async () => {
    const recorder = start({ env: { PCSCLITE_CSOCK_NAME: join(folder, 'absent') } });
    await recorder.waitFor(isState('no-service'));
    const pid = reader?.processId() ?? 0;
    const beforeMs = cpuMs(pid);
    await wait(1_500);
    expect(reader?.processId()).toBe(pid);
    expect(cpuMs(pid) - beforeMs).toBeLessThan(300);
    expect(recorder.events).toHaveLength(2);
  });
});

/** User and system time of a process; one tick is 10 ms on Linux. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** pcscd's socket under another path, which can be cut without touching anybody else. */
async function relayPcscd(path: string): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(PCSCD_SOCKET);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  server.listen(path);
  await once(server, 'listening');
  return async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
}

/** A dead process that nobody waits for stays in the list as a zombie: it does not run. */
function isRunning(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/status`)) return false;
  return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
