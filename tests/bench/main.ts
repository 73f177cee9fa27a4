/**
 * `npm run bench`: measures what DESIGN 9 asks for and prints one table.
 *
 * --only NAMES   some benches, by their names with commas between
 * --write        also puts the tables, the machine and the date into docs/bench.md
 * --list         says the names
 *
 * Exit code 1 when a bench could not run. A missed target is said, it is not a failure: the
 * machine may be busy.
 */
import { parseArgs } from 'node:util';
import { judge } from './bench-row.ts';
import type { Bench, BenchRow } from './bench-row.ts';
import { benchBadge } from './badge-bench.ts';
import { benchBigJournal } from './big-journal-bench.ts';
import { benchChain } from './chain-bench.ts';
import { benchClosing } from './closing-bench.ts';
import { benchDemoStart } from './demo-start-bench.ts';
import { benchJournal } from './journal-bench.ts';
import { benchLedger } from './ledger-bench.ts';
import { benchMemory } from './memory-bench.ts';
import { describeMachine, loadNow } from './machine.ts';
import { round } from './statistics.ts';
import { benchSite } from './site-bench.ts';
import { benchStart } from './start-bench.ts';
import { benchTap } from './tap-bench.ts';
import { textTable } from './table.ts';
import { benchUpload } from './upload-bench.ts';
import { writePage } from './page.ts';
import type { Measured } from './page.ts';

const BENCHES: readonly Bench[] = [
  { name: 'tap', title: 'From a tap to its result', run: benchTap },
  { name: 'badge', title: 'From a tap at the door to its result', run: benchBadge },
  { name: 'journal', title: 'Journal append', run: benchJournal },
  { name: 'chain', title: 'Chain check', run: benchChain },
  { name: 'upload', title: 'Upload of what waited', run: benchUpload },
  { name: 'ledger', title: 'Reserve and settle', run: benchLedger },
  { name: 'start', title: 'Starts of the kiosk', run: benchStart },
  { name: 'memory', title: 'Memory of the kiosk', run: benchMemory },
  { name: 'demo', title: 'Starts and memory of the cloud and the demo', run: benchDemoStart },
  { name: 'closing', title: 'Closing of a day', run: benchClosing },
  { name: 'million', title: 'A journal of 1 000 000 entries', run: benchBigJournal },
  { name: 'site', title: 'Pages of the site', run: benchSite },
];

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
if (options.list) for (const { name, title } of BENCHES) console.log(`${name}  ${title}`);
else process.exitCode = await runAll(chooseBenches(options.only), options.write);

async function runAll(benches: readonly Bench[], writes: boolean): Promise<number> {
  const machine = await describeMachine();
  for (const [what, answer] of machine) console.log(`${what}: ${answer}`);
  const measured: Measured[] = [];
  let failures = 0;
  for (const bench of benches) {
    console.log(`\n${bench.title} …`);
    const at = new Date();
    const loadAtStart = loadNow();
    try {
      const rows = await bench.run();
      const one = { bench, rows, at, loadAtStart, loadAtEnd: loadNow() };
      measured.push(one);
      console.log(textTable(rows));
      console.log(`load ${round(one.loadAtStart)} before, ${round(one.loadAtEnd)} after`);
    } catch (error) {
      failures += 1;
      console.error(`${bench.title} could not run:`, error);
    }
  }
  console.log(`\n${summary(measured.flatMap(({ rows }) => rows))}`);
  if (writes) await writePage(machine, measured);
  return failures === 0 ? 0 : 1;
}

function summary(rows: readonly BenchRow[]): string {
  const count = (wanted: string): number => rows.filter((row) => judge(row) === wanted).length;
  const missed = rows.filter((row) => judge(row) === 'missed').map((row) => `  ${row.what}`);
  return [
    `${count('met')} targets met, ${missed.length} missed, ${count('not measured')} not measured yet`,
    ...missed,
  ].join('\n');
}

function chooseBenches(only: string | undefined): readonly Bench[] {
  if (only === undefined) return BENCHES;
  const wanted = only.split(',');
  const unknown = wanted.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    console.error(`No bench ${unknown.join(', ')}. --list says their names.`);
    process.exit(1);
  }
  return BENCHES.filter(({ name }) => wanted.includes(name));
}
