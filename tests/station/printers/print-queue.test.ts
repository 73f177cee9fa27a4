import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PrinterSettings } from '../../../src/contract/config/printers.ts';
import type { Receipt } from '../../../src/domain/receipt/receipt.ts';
import { createPrintJobs } from '../../../src/station/printers/print-jobs.ts';
import { createPrintService } from '../../../src/station/printers/print-queue.ts';
import type {
  PrintRole,
  PrintService,
  PrintServiceDeps,
  PrinterState,
} from '../../../src/station/printers/print-queue.ts';
import { PRINTER_TIMINGS } from '../../../src/station/printers/printer-port.ts';
import { createSettings, openWorkDatabase } from '../../../src/station/work/work-database.ts';
import type { WorkDatabase } from '../../../src/station/work/work-database.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { systemClock } from '../../../src/shared/time.ts';
import { startFakePrinter } from '../../helpers/fake-printer.ts';
import type { FakePrinter, PrinterHabits } from '../../helpers/fake-printer.ts';
import type { PaperLine } from '../../helpers/paper.ts';
import { EVENT_TICKET, SALE } from '../../helpers/sample-receipts.ts';

const TIMINGS = {
  ...PRINTER_TIMINGS,
  connectMsMax: 300,
  pollMs: 20,
  stallMsMax: 150,
  confirmMsMax: 150,
  silentMsMax: 400,
  hangUpMsMax: 60,
};
/** A printer that hangs is asked how it is, in vain, before each try. */
const HANGING = { ...TIMINGS, statusMsMax: 40 };

let folder: string;
let work: WorkDatabase;
const started: { stop: () => Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tibillet-print-'));
  work = unwrap(openWorkDatabase(join(folder, 'work.sqlite')));
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()));
  work.close();
  await rm(folder, { recursive: true, force: true });
});

const settingsOf = (port: number, ...roles: readonly PrintRole[]): PrinterSettings =>
  roles.map((role) => ({ role, kind: 'network', host: '127.0.0.1', port, columns: 42 }));

function startService(more: Partial<PrintServiceDeps> = {}): PrintService {
  const service = createPrintService({
    work,
    settings: createSettings(work),
    clock: systemClock,
    makeId: makeUuid,
    logger: pino({ level: 'silent' }),
    onChange: () => {},
    language: () => 'fr',
    defaults: [],
    timings: TIMINGS,
    waitsMs: [10, 20, 40],
    ...more,
  });
  started.push(service);
  return service;
}

async function startPrinter(
  habits: Partial<PrinterHabits> = {},
  onVisit?: () => void,
): Promise<FakePrinter> {
  const printer = await startFakePrinter(habits, onVisit);
  started.push({ stop: printer.turnOff });
  return printer;
}

async function startBoth(
  habits: Partial<PrinterHabits> = {},
  more: Partial<PrintServiceDeps> = {},
): Promise<{ readonly printer: FakePrinter; readonly service: PrintService }> {
  const printer = await startPrinter(habits);
  const service = startService({ defaults: settingsOf(printer.port, 'receipt'), ...more });
  return { printer, service };
}

const numbered = (number: number): Receipt => ({ ...SALE, number: String(number) });

/** `124` for an original, `124 DUPLICATA 2` for a copy. */
const nameOf = (sheet: readonly PaperLine[]): string => {
  const texts = sheet.map((line) => (line.kind === 'line' ? line.text.trim() : ''));
  const number = texts.find((text) => text.startsWith('Ticket n° '))?.slice('Ticket n° '.length);
  const copy = texts.find((text) => text.startsWith('copie n° '))?.slice('copie n° '.length);
  return copy === undefined ? `${number}` : `${number} DUPLICATA ${copy}`;
};
const namesOf = (printer: FakePrinter): readonly string[] => printer.sheets().map(nameOf);

const stateOf = (service: PrintService, role: PrintRole = 'receipt'): PrinterState =>
  service.state().find((state) => state.role === role)!;

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000 });
const untilIdle = (service: PrintService): Promise<void> =>
  until(() => expect(stateOf(service).waiting).toBe(0));

describe('printing', () => {
  test('returns before the printer is even called, whatever the printer does then', async () => {
    const events: string[] = [];
    const printer = await startPrinter({ hangs: true }, () => events.push('printer called'));
    const service = startService({
      defaults: settingsOf(printer.port, 'receipt'),
      timings: HANGING,
    });
    service.print('receipt', numbered(1));
    events.push('print returned');
    service.print('receipt', numbered(2));
    events.push('second print returned');
    service.openDrawer();
    events.push('drawer returned');
    await until(() => expect(events).toContain('printer called'));
    expect(events.slice(0, 4)).toEqual([
      'print returned',
      'second print returned',
      'drawer returned',
      'printer called',
    ]);
    expect(stateOf(service).waiting).toBe(2);
  });

  test('papers come out in the order they were asked, each once', async () => {
    const { printer, service } = await startBoth();
    for (const number of [1, 2, 3, 4]) service.print('receipt', numbered(number));
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['1', '2', '3', '4']);
    expect(stateOf(service)).toEqual({
      role: 'receipt',
      kind: 'ready',
      waiting: 0,
      failed: 0,
      reason: null,
    });
  });

  test('the screen is told at each change, and sees a paper that is coming out', async () => {
    const seen: string[] = [];
    const { service } = await startBoth(
      { printMs: 60 },
      { onChange: () => seen.push(stateOf(service).kind) },
    );
    service.print('receipt', numbered(1));
    await untilIdle(service);
    await until(() => expect(seen.at(-1)).toBe('ready'));
    expect(seen).toContain('printing');
    expect(seen).not.toContain('waiting');
  });

  test('two roles share one printer', async () => {
    const printer = await startPrinter({ printMs: 10 });
    const service = startService({ defaults: settingsOf(printer.port, 'receipt', 'kitchen') });
    service.print('receipt', numbered(1));
    service.print('kitchen', numbered(2));
    service.print('receipt', numbered(3));
    await until(() => expect(namesOf(printer).toSorted()).toEqual(['1', '2', '3']));
  });

  test('a role without a printer keeps nothing, and says so', async () => {
    const { printer, service } = await startBoth();
    expect(service.print('bar', numbered(1)).jobId).toMatch(/^[0-9a-f-]{36}$/);
    expect(stateOf(service, 'bar')).toMatchObject({ kind: 'none', waiting: 0 });
    service.configure(settingsOf(printer.port, 'receipt', 'bar'));
    service.print('bar', numbered(2));
    await until(() => expect(namesOf(printer)).toEqual(['2']));
  });

  test('a paper that cannot be written does not hold the next one', async () => {
    const { printer, service } = await startBoth();
    service.print('receipt', { ...EVENT_TICKET, code: 'x'.repeat(5_000) } as Receipt);
    service.print('receipt', numbered(2));
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['2']);
    expect(stateOf(service).failed).toBe(1);
  });

  test('a disk that takes nothing more costs the paper, not the sale', async () => {
    const { service } = await startBoth();
    work.pragma('query_only = ON');
    expect(() => service.print('receipt', numbered(1))).not.toThrow();
    work.pragma('query_only = OFF');
  });
});

describe('a printer that is not ready', () => {
  test('off: papers wait and come out once it is on, as originals', async () => {
    const { printer, service } = await startBoth();
    await printer.turnOff();
    for (const number of [1, 2]) service.print('receipt', numbered(number));
    await until(() =>
      expect(stateOf(service)).toMatchObject({ kind: 'waiting', reason: 'off', waiting: 2 }),
    );
    await printer.turnOn();
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['1', '2']);
  });

  test.each([
    ['paper-out', { hasPaper: false }],
    ['cover-open', { coverIsOpen: true }],
  ] as const)('%s: the screen says so, then papers come out once', async (reason, habits) => {
    const { printer, service } = await startBoth(habits);
    service.print('receipt', numbered(1));
    await until(() => expect(stateOf(service)).toMatchObject({ kind: 'waiting', reason }));
    printer.habits.coverIsOpen = false;
    printer.putPaper();
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['1']);
  });

  test('out of paper in the middle: it goes on with the new roll, without a second paper', async () => {
    const { printer, service } = await startBoth({ paperEndsAt: 900 });
    service.print('receipt', numbered(1));
    service.print('receipt', numbered(2));
    await until(() =>
      expect(stateOf(service)).toMatchObject({ kind: 'waiting', reason: 'paper-out', waiting: 2 }),
    );
    printer.putPaper();
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['1', '2']);
  });

  test('tries are further and further apart', async () => {
    const at: number[] = [];
    const printer = await startPrinter({ hasPaper: false }, () => at.push(performance.now()));
    startService({
      defaults: settingsOf(printer.port, 'receipt'),
      waitsMs: [20, 200, 400],
    }).print('receipt', numbered(1));
    await until(() => expect(at.length).toBeGreaterThanOrEqual(4));
    const waits = at.slice(1, 4).map((time, index) => time - at[index]!);
    expect(waits[0]).toBeGreaterThanOrEqual(19);
    expect(waits[1]).toBeGreaterThanOrEqual(199);
    expect(waits[2]).toBeGreaterThanOrEqual(399);
  });

  test('rubbish for an answer: it prints', async () => {
    const { printer, service } = await startBoth({ rubbish: 'GET / HTTP/1.1\r\n' });
    service.print('receipt', numbered(1));
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['1']);
  });
});

describe('a paper that was cut in the middle', () => {
  test('comes out again as a DUPLICATA, and the next one as an original', async () => {
    const { printer, service } = await startBoth({ cutsAt: 900 });
    service.print('receipt', numbered(1));
    service.print('receipt', numbered(2));
    await until(() => expect(stateOf(service).reason).toBe('off'));
    printer.habits.cutsAt = null;
    await untilIdle(service);
    // It may have been cut twice before it was mended.
    expect(namesOf(printer)[0]).toMatch(/^1 DUPLICATA [23]$/);
    expect(namesOf(printer).slice(1)).toEqual(['2']);
  });

  test('is put aside after three cuts, and tried again when somebody asks', async () => {
    const { printer, service } = await startBoth({ cutsAt: 900 });
    service.print('receipt', numbered(1));
    await until(() => expect(stateOf(service)).toMatchObject({ waiting: 0, failed: 1 }));
    expect(printer.visits()).toBe(3);
    printer.habits.cutsAt = null;
    service.print('receipt', numbered(2));
    await until(() => expect(namesOf(printer)).toEqual(['2']));
    service.retry('receipt');
    await until(() => expect(namesOf(printer)).toEqual(['2', '1 DUPLICATA 4']));
    await untilIdle(service);
    expect(stateOf(service)).toMatchObject({ kind: 'ready', failed: 0 });
  });

  test('a printer that takes and never prints does not hold papers for ever', async () => {
    const { printer, service } = await startBoth({ hangs: true }, { timings: HANGING });
    service.print('receipt', numbered(1));
    await until(() => expect(stateOf(service)).toMatchObject({ waiting: 0, failed: 1 }));
    expect(printer.visits()).toBe(3);
  });
});

describe('a restart of the station', () => {
  test('what waited comes out, in order, as originals', async () => {
    const { printer, service } = await startBoth();
    await printer.turnOff();
    for (const number of [1, 2, 3]) service.print('receipt', numbered(number));
    await until(() => expect(stateOf(service).reason).toBe('off'));
    await service.stop();
    await printer.turnOn();
    const next = startService({ defaults: settingsOf(printer.port, 'receipt') });
    await untilIdle(next);
    expect(namesOf(printer)).toEqual(['1', '2', '3']);
  });

  test('what was in the printer when the station was killed is a DUPLICATA', async () => {
    const jobs = createPrintJobs(work);
    const add = (id: string, number: number): void =>
      jobs.add({ id, role: 'receipt', language: 'fr', receipt: numbered(number) }, systemClock());
    add('first', 1);
    add('second', 2);
    jobs.begin('first', systemClock());
    const { printer, service } = await startBoth();
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['1 DUPLICATA 2', '2']);
  });

  test('killed with a paper in the printer, the next station prints both', async () => {
    const printer = await startPrinter({ paperEndsAt: 900 });
    const path = join(folder, 'killed.sqlite');
    const program = join(import.meta.dirname, 'print-child.ts');
    const child = spawn(process.execPath, [program, path, String(printer.port)]);
    await until(() => expect(printer.habits.hasPaper).toBe(false));
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    printer.putPaper();
    const killed = unwrap(openWorkDatabase(path));
    const service = startService({
      work: killed,
      settings: createSettings(killed),
      defaults: settingsOf(printer.port, 'receipt'),
    });
    await untilIdle(service);
    await service.stop();
    killed.close();
    expect(namesOf(printer).filter((name) => name !== '1')).toEqual(['1 DUPLICATA 2', '2']);
  });

  test('stopping lets a paper that is coming out end', async () => {
    const { printer, service } = await startBoth({ printMs: 100 });
    service.print('receipt', numbered(1));
    await until(() => expect(printer.visits()).toBe(1));
    await service.stop();
    const next = startService({ defaults: settingsOf(printer.port, 'receipt') });
    await untilIdle(next);
    expect(namesOf(printer)).toEqual(['1']);
  });

  test('stopping does not wait for a new roll', async () => {
    const { printer, service } = await startBoth({ paperEndsAt: 900 });
    service.print('receipt', numbered(1));
    await until(() => expect(stateOf(service).reason).toBe('paper-out'));
    await service.stop();
    printer.putPaper();
    const next = startService({ defaults: settingsOf(printer.port, 'receipt') });
    await untilIdle(next);
    expect(namesOf(printer)).toEqual(['1 DUPLICATA 2']);
  });

  test('the printers that were set are known again, and win over the defaults', async () => {
    const { printer, service } = await startBoth();
    const set = settingsOf(printer.port, 'kitchen');
    service.configure(set);
    await service.stop();
    const next = startService({ defaults: settingsOf(printer.port, 'receipt') });
    expect(next.settings()).toEqual(set);
    expect(next.state().map(({ kind }) => kind)).toEqual(['none', 'ready', 'none']);
  });
});

describe('cancelling', () => {
  test('a paper that waits does not come out, the others do', async () => {
    const { printer, service } = await startBoth({ hasPaper: false });
    const ids = [1, 2, 3].map((number) => service.print('receipt', numbered(number)).jobId);
    await until(() => expect(stateOf(service).reason).toBe('paper-out'));
    service.cancel(ids[1]!);
    expect(stateOf(service).waiting).toBe(2);
    printer.putPaper();
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['1', '3']);
  });

  test('a paper that is stuck in the printer lets the next one through', async () => {
    const { printer, service } = await startBoth({ paperEndsAt: 900 });
    const { jobId } = service.print('receipt', numbered(1));
    service.print('receipt', numbered(2));
    await until(() => expect(stateOf(service).reason).toBe('paper-out'));
    service.cancel(jobId);
    expect(stateOf(service).waiting).toBe(1);
    printer.putPaper();
    await untilIdle(service);
    // A printer may still bring out what it had taken; the station does not send it again.
    expect(namesOf(printer).filter((name) => name !== '1')).toEqual(['2']);
    expect(namesOf(printer).at(-1)).toBe('2');
  });

  test('all of a role go, failed ones too', async () => {
    const { printer, service } = await startBoth({ cutsAt: 900 });
    service.print('receipt', numbered(1));
    await until(() => expect(stateOf(service).failed).toBe(1));
    await printer.turnOff();
    service.print('receipt', numbered(2));
    service.cancelAll('receipt');
    expect(stateOf(service)).toEqual({
      role: 'receipt',
      kind: 'ready',
      waiting: 0,
      failed: 0,
      reason: null,
    });
  });

  test('a printer that is taken away takes its papers with it', async () => {
    const { printer, service } = await startBoth({ hasPaper: false });
    service.print('receipt', numbered(1));
    await until(() => expect(stateOf(service).reason).toBe('paper-out'));
    service.configure([{ role: 'receipt', kind: 'none' }]);
    printer.putPaper();
    service.configure(settingsOf(printer.port, 'receipt'));
    service.print('receipt', numbered(2));
    await untilIdle(service);
    expect(namesOf(printer)).toEqual(['2']);
  });
});

describe('the drawer', () => {
  test('opens through the receipt printer', async () => {
    const { printer, service } = await startBoth();
    service.openDrawer();
    await until(() => expect(printer.kicks()).toHaveLength(1));
  });

  test('opens while a paper is stuck', async () => {
    const { printer, service } = await startBoth({ paperEndsAt: 900 });
    service.print('receipt', numbered(1));
    await until(() => expect(stateOf(service).reason).toBe('paper-out'));
    service.openDrawer();
    await until(() => expect(printer.kicks()).toEqual(['at once']));
  });

  test('opens once for one order beside a paper', async () => {
    const { printer, service } = await startBoth({ printMs: 30 });
    service.print('receipt', numbered(1));
    service.openDrawer();
    await untilIdle(service);
    await until(() => expect(printer.kicks()).toHaveLength(1));
    expect(namesOf(printer)).toEqual(['1']);
  });

  test('stays shut without an error when there is no printer, or it is off', async () => {
    const { printer, service } = await startBoth();
    await printer.turnOff();
    expect(() => service.openDrawer()).not.toThrow();
    service.configure([]);
    expect(() => service.openDrawer()).not.toThrow();
  });
});

test('a work database of the first version gets its table, and keeps what it knows', () => {
  const path = join(folder, 'old.sqlite');
  const old = new Database(path);
  old.exec(`
    CREATE TABLE known(topic TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (topic, id)) STRICT, WITHOUT ROWID;
    CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE asked_reserve(id TEXT PRIMARY KEY, asked_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO setting VALUES ('feed-cursor', '42');
    INSERT INTO asked_reserve VALUES ('r', '2026-11-03T13:30:00.000Z');
  `);
  old.pragma('user_version = 1');
  old.close();
  for (let opening = 1; opening <= 2; opening++) {
    const db = unwrap(openWorkDatabase(path));
    expect(createSettings(db).getNumber('feed-cursor')).toBe(42);
    expect(db.prepare('SELECT id FROM asked_reserve').pluck().all()).toEqual(['r']);
    expect(db.prepare('SELECT count(*) FROM print_job').pluck().get()).toBe(0);
    db.close();
  }
});

test('papers beyond what a role keeps push out the oldest', () => {
  const jobs = createPrintJobs(work);
  const addAll = work.transaction(() => {
    for (let number = 1; number <= 501; number++) {
      const id = String(number).padStart(3, '0');
      jobs.add({ id, role: 'kitchen', language: 'fr', receipt: numbered(number) }, systemClock());
    }
  });
  addAll();
  expect(jobs.count('kitchen')).toEqual({ waiting: 500, failed: 1 });
  expect(jobs.next('kitchen')?.id).toBe('002');
});
