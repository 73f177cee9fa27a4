/**
 * Kills a selling station again and again, then checks that every confirmed sale is in its journal
 * exactly once and that none is half there. `npm run torture` runs it 1,000 times, or as many as
 * its argument says; the tests run it 200 times.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { assert } from '../../src/shared/assert.ts';
import { unwrap } from '../../src/shared/result.ts';
import { checkJournalFiles } from '../../src/station/journal/check-files.ts';
import type { JournalReport } from '../../src/station/journal/journal-report.ts';
import { TORTURE_OPTIONS, journalFilesIn } from './torture-journal.ts';

const KILLS = 1_000;
/** A kill falls anywhere from the opening of the journal to some dozen sales later. */
const LIFE_MS_MAX = 40;
const CHECK_EVERY = 50;

export type TortureResult = {
  readonly kills: number;
  readonly confirmed: number;
  /** Sales that were on the disk when the kill came, but not yet confirmed: allowed, and whole. */
  readonly unconfirmed: number;
  /** Starts that found entries newer than the seal. */
  readonly startsAheadOfSeal: number;
};

export async function torture(folder: string, kills: number): Promise<TortureResult> {
  const confirmed = new Set<string>();
  let startsAheadOfSeal = 0;
  let next = startChild(folder);
  for (let kill = 1; kill <= kills; kill += 1) {
    const child = next;
    next = startChild(folder);
    const lines = await killSomewhere(child);
    for (const line of lines) {
      if ('saleId' in line) confirmed.add(line.saleId);
      if (!('health' in line)) continue;
      assert(line.health.kind === 'whole', `start ${kill} found ${JSON.stringify(line.health)}`);
      if (line.health.notes.length > 0) startsAheadOfSeal += 1;
    }
    if (kill % CHECK_EVERY === 0) checkAll(folder, confirmed);
  }
  next.kill('SIGKILL');
  const { sales } = checkAll(folder, confirmed);
  return {
    kills,
    confirmed: confirmed.size,
    unconfirmed: sales - confirmed.size,
    startsAheadOfSeal,
  };
}

type Line =
  | { readonly saleId: string }
  | {
      readonly started: number;
      readonly health: { readonly kind: string; readonly notes: readonly unknown[] };
    };

function startChild(folder: string): ChildProcess {
  const program = join(import.meta.dirname, 'torture-child.ts');
  return spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
}

/** Lets a child sell for a moment, kills it, and gives all that it said. */
async function killSomewhere(child: ChildProcess): Promise<readonly Line[]> {
  assert(child.stdin !== null && child.stdout !== null, 'the child has no pipes');
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(child, 'close');
  const spoke = once(child.stdout, 'data');
  child.stdin.write('g');
  // One in four dies while it opens the journal; the others after their first word.
  if (Math.random() > 0.25) await Promise.race([spoke, closed]);
  await wait(Math.random() * LIFE_MS_MAX);
  child.kill('SIGKILL');
  await closed;
  assert(child.signalCode === 'SIGKILL', `the child ended by itself, code ${child.exitCode}`);
  const lines = Buffer.concat(chunks).toString().split('\n');
  // The last one is empty, or cut by the kill: then nobody saw it on the screen.
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Line);
}

function checkAll(folder: string, confirmed: ReadonlySet<string>): { readonly sales: number } {
  const files = journalFilesIn(folder);
  const report: JournalReport = unwrap(
    checkJournalFiles({ ...files, projections: TORTURE_OPTIONS.projections }),
  );
  assert(report.faults.length === 0, `faults: ${JSON.stringify(report.faults)}`);
  const db = new Database(files.databasePath, { readonly: true });
  const idsOf = (sql: string): string[] => db.prepare(sql).pluck().all() as string[];
  const sales = idsOf(
    "SELECT CAST(body AS TEXT) ->> 'saleId' FROM entry WHERE kind = 'sale.recorded@1'",
  );
  const payments = idsOf(
    "SELECT CAST(body AS TEXT) ->> 'saleId' FROM entry WHERE kind = 'payment.taken@1'",
  );
  const projected = idsOf(
    'SELECT sale_id FROM sale JOIN payment USING (sale_id) ORDER BY sale.seq',
  );
  const drawer = db.prepare('SELECT cents FROM drawer').pluck().get();
  db.close();
  const known = new Set(sales);
  const lost = [...confirmed].filter((saleId) => !known.has(saleId));
  assert(lost.length === 0, `confirmed, but not in the journal: ${lost.join(', ')}`);
  assert(known.size === sales.length, 'a sale is there twice');
  assert(sales.join() === payments.join(), 'a sale is there without its payment');
  assert(sales.join() === projected.join(), 'the projections are not those of the entries');
  assert(drawer === sales.length * 250, `the drawer has ${String(drawer)}`);
  return { sales: sales.length };
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'torture-'));
  const startedMs = Date.now();
  const result = await torture(folder, Number(process.argv[2] ?? KILLS));
  rmSync(folder, { recursive: true });
  const seconds = ((Date.now() - startedMs) / 1_000).toFixed(1);
  process.stdout.write(`${JSON.stringify({ ...result, seconds })}\n`);
}
