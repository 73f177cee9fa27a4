/**
 * A station reduced to its journal: once told to, it sells as fast as it can and prints the id of
 * each sale that was confirmed, until it is killed. Run by torture.ts.
 */
import { readSync, writeSync } from 'node:fs';
import type { EntryDraft } from '../../src/domain/journal/chain.ts';
import { makeUuid } from '../../src/shared/ids.ts';
import { unwrap } from '../../src/shared/result.ts';
import { systemClock } from '../../src/shared/time.ts';
import { openJournal } from '../../src/station/journal/journal.ts';
import { TORTURE_OPTIONS, journalFilesIn } from './torture-journal.ts';

const folder = process.argv[2] ?? '.';

// Started ahead of time, so that a kill costs no start of Node: it waits until the one before is dead.
readSync(0, Buffer.alloc(1));

const opened = openJournal({
  ...TORTURE_OPTIONS,
  ...journalFilesIn(folder),
  clock: systemClock,
  makeId: makeUuid,
});
const journal = unwrap(opened);
writeSync(1, `${JSON.stringify({ started: journal.count(), health: journal.health() })}\n`);

const saleOf = (saleId: string): readonly EntryDraft[] => [
  { kind: 'sale.recorded@1', body: { saleId, label: 'Café crème'.repeat(10), totalCents: 250 } },
  { kind: 'payment.taken@1', body: { saleId, means: 'cash', cents: 250 } },
];

function sell(): void {
  for (let sales = 0; sales < 5; sales += 1) {
    const saleId = makeUuid();
    unwrap(journal.append(saleOf(saleId)));
    // Only now would the screen say "Payé".
    writeSync(1, `${JSON.stringify({ saleId })}\n`);
  }
  // Lets the seal's timer run, as between two sales.
  setImmediate(sell);
}
sell();
