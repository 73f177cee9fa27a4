import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSettings, openWorkDatabase } from '../../src/station/work/work-database.ts';
import { openKeyFile } from '../../src/station/journal/key-store.ts';
import { openJournal } from '../../src/station/journal/journal.ts';
import type { Journal } from '../../src/station/journal/journal.ts';
import { STATION_PROJECTIONS } from '../../src/station/projections/all.ts';
import { stationIdentitySchema } from '../../src/contract/config/station.ts';
import type { EntryDraft } from '../../src/domain/journal/chain.ts';
import type { SaleRecorded } from '../../src/domain/journal/sale-entries.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import { unwrap } from '../../src/shared/result.ts';
import { systemClock } from '../../src/shared/time.ts';
import type { BenchRow } from './bench-row.ts';
import { prepareStation } from './bench-station.ts';
import { appendInTurns } from './journal-bench.ts';
import { keptFolder, withFolder } from './places.ts';
import { startStation } from './processes.ts';
import { makeAnySale, saleDraft } from './sample-sales.ts';
import { interleave, median, range, spread } from './statistics.ts';
import { readFileSync } from 'node:fs';

const ENTRIES = 1_000_000;
const BATCH_SALES = 50;
/** Passes that come again and again, as in a venue. */
const CARDS = 2_000;
const STARTS = 9;
const APPENDS_A_ROUND = 300;
const APPEND_ROUNDS = 11;
const NO_CLOUD = 'http://127.0.0.1:9';

/** A journal of a million entries beside an empty one: starts of the station, and appends. */
export const benchBigJournal = (): Promise<readonly BenchRow[]> =>
  withFolder('empty', async (emptyDir) => {
    await prepareStation(emptyDir);
    const bigDir = await makeBigJournal();
    const starts = await measureStarts(bigDir, emptyDir);
    const appends = await measureAppends(bigDir, emptyDir);
    return [starts, appends];
  });

async function measureStarts(bigDir: string, emptyDir: string): Promise<BenchRow> {
  const start = (dataDir: string) => async () => {
    const station = await startStation({ dataDir, cloudUrl: NO_CLOUD });
    await station.stop();
    return station.startMs;
  };
  const rounds = await interleave(
    [
      { name: 'big', round: start(bigDir) },
      { name: 'empty', round: start(emptyDir) },
    ],
    { rounds: STARTS },
  );
  return {
    what: 'station start with 1 000 000 entries',
    value: median(rounds.of('big')),
    unit: 'ms',
    target: { of: 'ratio', atMost: 2 },
    baseline: { what: 'with an empty journal', value: median(rounds.of('empty')) },
    ratio: rounds.ratio('big', 'empty'),
    note: spread(rounds.of('big'), 'ms'),
  };
}

async function measureAppends(bigDir: string, emptyDir: string): Promise<BenchRow> {
  const [big, empty] = [openJournalOf(bigDir), openJournalOf(emptyDir)];
  const append = (journal: Journal) => {
    let { number } = lastSaleOf(journal);
    return () =>
      appendInTurns(
        journal,
        Array.from({ length: APPENDS_A_ROUND }, () => saleDraft(makeAnySale((number += 1)))),
      );
  };
  try {
    const rounds = await interleave(
      [
        { name: 'big', round: append(big) },
        { name: 'empty', round: append(empty) },
      ],
      { rounds: APPEND_ROUNDS },
    );
    return {
      what: 'append after 1 000 000 entries',
      value: median(rounds.of('big')),
      unit: '/s',
      target: { of: 'ratio', atLeast: 0.5 },
      baseline: { what: 'in an empty journal', value: median(rounds.of('empty')) },
      ratio: rounds.ratio('big', 'empty'),
      note: range(rounds.of('big')),
    };
  } finally {
    big.close();
    empty.close();
  }
}

const lastSaleOf = (journal: Journal): { readonly number: number } =>
  journal.database.prepare('SELECT coalesce(max(number), 0) AS number FROM sale').get() as {
    readonly number: number;
  };

function openJournalOf(dataDir: string): Journal {
  const identity = stationIdentitySchema.parse(
    JSON.parse(readFileSync(join(dataDir, 'identity.json'), 'utf8')),
  );
  return unwrap(
    openJournal({
      databasePath: join(dataDir, 'journal.sqlite'),
      sealPath: join(dataDir, 'journal.seal'),
      key: unwrap(openKeyFile(join(dataDir, 'station.key'))),
      stationId: toId<'Station'>(identity.stationId),
      clock: systemClock,
      makeId: makeUuid,
      projections: STATION_PROJECTIONS,
    }),
  );
}

/** Makes the big journal once and keeps it: a few minutes. Opened again, its projections are brought up to date. */
async function makeBigJournal(): Promise<string> {
  const folder = keptFolder('million');
  const ready = join(folder, 'station');
  if (!existsSync(ready)) {
    const growing = join(folder, 'growing');
    rmSync(growing, { recursive: true, force: true });
    await prepareStation(keptFolder(join('million', 'growing')));
    fillJournal(growing);
    renameSync(growing, ready);
  }
  openJournalOf(ready).close();
  return ready;
}

function fillJournal(dataDir: string): void {
  const journal = openJournalOf(dataDir);
  const cards = Array.from({ length: CARDS }, () => toId<'Card'>(makeUuid()));
  const sample = makeAnySale(1);
  let number = 0;
  while (journal.count() < ENTRIES) {
    const drafts = Array.from({ length: BATCH_SALES }, (): readonly EntryDraft[] => {
      number += 1;
      return touchAndSale(sample, number, cards[number % CARDS] ?? toId<'Card'>(makeUuid()));
    }).flat();
    unwrap(journal.append(drafts));
    if (number % 50_000 === 0) console.log(`  ${number * 2} entries written`);
  }
  journal.close();
  // The cloud has everything, as in a venue that has a network: nothing waits to be sent.
  const work = unwrap(openWorkDatabase(join(dataDir, 'work.sqlite')));
  createSettings(work).set('acked-seq', ENTRIES);
  work.close();
}

/** An article touched, and the sale that it became. */
function touchAndSale(
  sample: SaleRecorded,
  number: number,
  cardId: ReturnType<typeof toId<'Card'>>,
): readonly EntryDraft[] {
  const line = sample.lines[0];
  const payment = sample.payments[0];
  if (line === undefined || payment?.means !== 'pass') throw new Error('a sample sale has both');
  const basketId = toId<'Basket'>(makeUuid());
  const { totalCents: _total, paid: _paid, ...touched } = line;
  const lineId = toId<'Line'>(makeUuid());
  return [
    {
      kind: 'basket.line-set@2',
      body: { ...touched, lineId, basketId, staff: sample.staff, choiceIds: [] },
    },
    saleDraft({
      ...sample,
      number,
      basketId,
      saleId: toId<'Sale'>(makeUuid()),
      lines: [{ ...line, lineId }],
      payments: [
        {
          ...payment,
          cardId,
          backing: { kind: 'reserve', reserveId: toId<'Reserve'>(makeUuid()), final: true },
        },
      ],
    }),
  ];
}
