import { Command } from 'commander';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  test,
  vi,
} from 'vitest';
import { registerTap } from '../../src/cli/tap.ts';
import type { ReaderEvent } from '../../src/station/readers/card-reader.ts';
import { createPcscReader } from '../../src/station/readers/pcsc-reader.ts';
import type { PcscReader } from '../../src/station/readers/pcsc-reader.ts';
import { lockVirtualReaders, startPcscd, stopPcscd } from '../helpers/pcscd.ts';
import { createRecorder, isCard, isPlugged } from './recorder.ts';
import { createVirtualHand } from './virtual-hand.ts';

type Said = { readonly exitCode: number; readonly out: string; readonly error: string };

/** Runs the command as `tibillet` does, and gives what it wrote and its exit code. */
async function run(...args: readonly string[]): Promise<Said> {
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const error = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const exitCodeBefore = process.exitCode;
  process.exitCode = 0;
  try {
    const program = new Command().exitOverride();
    registerTap(program);
    await program.parseAsync(['tap', ...args], { from: 'user' });
    const textOf = (spy: typeof out): string =>
      spy.mock.calls.map(([text]) => String(text)).join('');
    return { exitCode: process.exitCode, out: textOf(out), error: textOf(error) };
  } finally {
    process.exitCode = exitCodeBefore;
    out.mockRestore();
    error.mockRestore();
  }
}

describe('values that are not valid change nothing', () => {
  test.each([
    [['--uid', '04A22B9'], 'odd number of digits'],
    [['--uid', '04A2'], '8, 14 or 20 digits'],
    [['--uid', 'bonjour!'], 'hexadecimal'],
    [['--uid', '04A22B91', '--for', '-1'], '--for'],
    [['--uid', '04A22B91', '--for', 'long'], '--for'],
    [['--uid', '04A22B91', '--for', ''], '--for'],
    [['--uid', '04A22B91', '--reader', '2'], '--reader'],
  ])('%j', async (args, message) => {
    expect(await run(...args)).toMatchObject({
      exitCode: 2,
      out: '',
      error: expect.stringContaining(message),
    });
  });

  test('in JSON, the code and the sentence are on the standard output', async () => {
    const { exitCode, out, error } = await run('--uid', '04A22B9', '--json');
    expect([exitCode, error]).toEqual([2, '']);
    expect(JSON.parse(out)).toEqual({
      ok: false,
      error: 'uid-odd-length',
      message: 'The UID has an odd number of digits. Two digits make one byte.',
    });
  });
});

describe.skipIf(!inject('hasPcscd'))('on the real pcscd', async () => {
  const isOurs = inject('hasPcscd') && ((await startPcscd())?.isOurs ?? false);
  const hand = createVirtualHand();
  let release: () => Promise<void>;
  beforeAll(async () => {
    release = await lockVirtualReaders();
  }, 120_000);
  afterAll(() => release());
  afterEach(() => hand.takeAllAway());

  describe('with a station that reads', () => {
    let reader: PcscReader;
    let recorder = createRecorder<ReaderEvent>();
    beforeEach(async () => {
      reader = createPcscReader();
      recorder = createRecorder<ReaderEvent>();
      reader.start(recorder.listen);
      await recorder.waitFor(isPlugged);
    });
    afterEach(() => reader.stop());

    test('a Pass is put down, read, and taken away', async () => {
      const said = await run('--uid', '04a22b91c35e80', '--for', '0.5');
      expect(said).toEqual({
        exitCode: 0,
        out: 'Pass 04A22B91C35E80 was read and taken away.\n',
        error: '',
      });
      await recorder.waitFor(isCard('04A22B91C35E80'));
      await recorder.waitFor(({ kind }) => kind === 'card-removed');
    });

    test('the other reader, in JSON', async () => {
      const said = await run('--uid', 'A1B2C3D4', '--for', '0.5', '--reader', '1', '--json');
      expect(said.exitCode).toBe(0);
      expect(JSON.parse(said.out)).toEqual({ ok: true, uid: 'A1B2C3D4', reader: 1 });
      expect(await recorder.waitFor(isCard('A1B2C3D4'))).toMatchObject({
        readerId: 'pcsc:Virtual PCD 00 01',
      });
    });

    test('a phone can be played, and is refused by the reader', async () => {
      expect((await run('--uid', '08112233', '--for', '0.2')).exitCode).toBe(0);
      await recorder.waitFor((event) => event.kind === 'card-refused');
    });

    test('a reader that holds a Pass is busy', async () => {
      await hand.putDown('A1B2C3D4', 0);
      const said = await run('--uid', '04A22B91', '--json');
      expect(said.exitCode).toBe(4);
      expect(JSON.parse(said.out)).toMatchObject({ ok: false, error: 'reader-busy' });
    });
  });

  test('without a station nobody reads the Pass', async () => {
    const said = await run('--uid', '04A22B91');
    expect(said).toMatchObject({ exitCode: 5, error: expect.stringContaining('Start a station') });
  });

  test.runIf(isOurs)('without pcscd there is no virtual reader', async () => {
    await stopPcscd();
    try {
      const said = await run('--uid', '04A22B91', '--json');
      expect(said.exitCode).toBe(3);
      expect(JSON.parse(said.out)).toMatchObject({ ok: false, error: 'no-virtual-reader' });
    } finally {
      await startPcscd();
    }
  });
});
