import { performance } from 'node:perf_hooks';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EntryDraft } from '../../src/domain/journal/chain.ts';
import type { Payment, SaleRecorded } from '../../src/domain/journal/sale-entries.ts';
import { correctSale } from '../../src/domain/till/correct-sale.ts';
import { assert } from '../../src/shared/assert.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
import { tillDay } from '../../src/station/usecases/day/till-day.ts';
import { KNOWLEDGE, STAFF } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';
import type { Rig } from '../helpers/station-rig.ts';
import type { BenchRow } from './bench-row.ts';
import { withFolder } from './places.ts';
import { makeAnySale, saleDraft } from './sample-sales.ts';
import { median, spread } from './statistics.ts';

const SALES = 5_000;
const PRODUCTS = Array.from({ length: 60 }, () => toId<'Product'>(makeUuid()));
const MEANS = ['pass', 'cash', 'bank-card', 'cheque'] as const;
const BATCH_SALES = 50;
const CORRECTED_EVERY = 10;
const ROUNDS = 5;

/** The touch that closes a day of 5,000 sales, until the till has answered; ticket X and the file beside it. */
export const benchClosing = (): Promise<readonly BenchRow[]> =>
  withFolder('closing', async (folder) => {
    const dataDir = join(folder, 'station');
    mkdirSync(dataDir);
    const rig = await openPairedRig({ dataDir });
    rig.know(KNOWLEDGE);
    await rig.wish({ kind: 'sign-in-with-pin', pin: STAFF.manager.pin });
    const x: number[] = [];
    const file: number[] = [];
    const closing: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const day = sellADay(rig);
      x.push(await timed(() => rig.station().station.answer({ kind: 'x-report' })));
      file.push(await timed(() => rig.wish({ kind: 'export-day', day })));
      closing.push(await timed(() => rig.wish({ kind: 'close-day', countedCents: cents(0) })));
    }
    assert(rig.entries('day.closed@1').length === ROUNDS, 'a round closed no day');
    await rig.close();
    return [
      {
        what: `closing of a day of ${SALES} sales`,
        value: median(closing),
        unit: 'ms',
        target: { of: 'value', atMost: 1_000 },
        note: spread(closing, 'ms'),
      },
      { what: 'ticket X of it', value: median(x), unit: 'ms', note: spread(x, 'ms') },
      { what: 'the file of its sales', value: median(file), unit: 'ms', note: spread(file, 'ms') },
    ];
  });

let numbers = 0;

function sellADay(rig: Rig): SaleRecorded['day'] {
  const { context } = rig.station().station;
  const day = tillDay(context);
  for (let sold = 0; sold < SALES; sold += BATCH_SALES) {
    const drafts = Array.from({ length: BATCH_SALES }, () => oneSale(day)).flat();
    unwrap(context.journal.append(drafts));
  }
  return day;
}

function oneSale(day: SaleRecorded['day']): readonly EntryDraft[] {
  numbers += 1;
  const sale = variedSale(makeAnySale(numbers), numbers, day);
  if (numbers % CORRECTED_EVERY !== 0) return [saleDraft(sale)];
  const history = { sale, corrections: [], meansChanges: [] };
  const corrected = correctSale(history, null, {
    correctionId: toId<'Correction'>(makeUuid()),
    number: numbers / CORRECTED_EVERY,
    day,
    staff: sale.staff,
    approvedBy: null,
    reason: '',
  });
  return [saleDraft(sale), { kind: 'sale.corrected@1', body: unwrap(corrected) }];
}

function variedSale(sale: SaleRecorded, number: number, day: SaleRecorded['day']): SaleRecorded {
  const means = MEANS[number % MEANS.length] ?? 'cash';
  const productId = PRODUCTS[number % PRODUCTS.length] ?? toId<'Product'>(makeUuid());
  const staff = { id: STAFF.cashier.id, name: STAFF.cashier.name };
  const own = { ...sale, day, staff, lines: sale.lines.map((line) => ({ ...line, productId })) };
  if (means === 'pass') return own;
  const amount = sale.totalCents;
  const payment: Payment =
    means === 'cash'
      ? { means, cents: amount, givenCents: amount, changeCents: cents(0) }
      : { means, cents: amount };
  return {
    ...own,
    payments: [payment],
    lines: own.lines.map((line) => ({
      ...line,
      paid: [{ payment: 0, assetId: null, cents: line.totalCents }],
    })),
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
