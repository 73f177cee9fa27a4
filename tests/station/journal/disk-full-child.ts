/**
 * Fills the small disk it is given, appends until it is full, makes room, appends again, and prints
 * what happened. Run by disk-full.test.ts inside a mount of its own.
 */
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { sha256, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { systemClock } from '../../../src/shared/time.ts';
import { checkJournalFiles } from '../../../src/station/journal/check-files.ts';
import { openJournal } from '../../../src/station/journal/journal.ts';
import { TEST_PROJECTIONS } from './test-projections.ts';

const folder = process.argv[2] ?? '.';
const ballast = join(folder, 'ballast');
const seed = sha256(Buffer.from('disk full'));
const files = {
  databasePath: join(folder, 'journal.sqlite'),
  sealPath: join(folder, 'journal.seal'),
};

const open = () =>
  openJournal({
    ...files,
    key: signingKeyFromSeed(seed),
    stationId: toId('0199f2a0-7b1c-7000-8000-0000000000aa'),
    clock: systemClock,
    makeId: makeUuid,
    projections: TEST_PROJECTIONS,
  });

/** Takes every byte that is left. */
function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4_096));
  } catch {
    closeSync(file);
  }
}

fill(ballast);
const atStart = open();
rmSync(ballast);
writeFileSync(ballast, Buffer.alloc(12_000_000));
const journal = unwrap(open());

let number = 0;
const sell = () => {
  number += 1;
  const body = { label: 'x'.repeat(2_000), number, totalCents: number };
  const result = journal.append([
    { kind: 'sale.recorded@1', body },
    { kind: 'drawer.moved@1', body: { cents: number } },
  ]);
  if (!result.ok) number -= 1;
  return result;
};

let confirmed = 0;
/** A refused sale may give back the page that a smaller one needs: full is full twice in a row. */
const refusals: string[] = [];
while (refusals.length < 2) {
  const sold = sell();
  if (sold.ok) {
    confirmed += 1;
    refusals.length = 0;
  } else refusals.push(sold.error.code);
}
const whileFull = {
  refusals,
  refusing: journal.refusing(),
  count: journal.count(),
};
rmSync(ballast);
const refusingWithRoom = journal.refusing();
const after = sell();
const health = journal.health().kind;
journal.close();
const report = unwrap(checkJournalFiles({ ...files, projections: TEST_PROJECTIONS }));

process.stdout.write(
  JSON.stringify({
    atStart: atStart.ok ? 'opened' : atStart.error.code,
    confirmed,
    whileFull,
    refusingWithRoom,
    after: after.ok,
    health,
    entries: report.entries,
    faults: report.faults,
  }),
);
