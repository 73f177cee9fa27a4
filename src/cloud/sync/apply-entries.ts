import type { Instant } from '../../shared/time.ts';
import { insertRows, isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { lockPresences } from './apply-badge.ts';
import { applyCardReplaced } from './apply-card-replaced.ts';
import { applyCardLost } from './apply-card-lost.ts';
import { applyClosing } from './apply-closing.ts';
import { applyCorrection } from './apply-correction.ts';
import { applyMeansChange } from './apply-means-change.ts';
import { applyPassEmptied } from './apply-pass-emptied.ts';
import type { CheckedEntry } from './check-upload.ts';
import { FOLLOWERS } from './followers.ts';
import type { FoundProblem } from './followers.ts';
import { problem, readEntry } from './read-entry.ts';
import type { EntryProblem, Fact, ReadEntry } from './read-entry.ts';
import { settleMoney } from './settle-money.ts';
import type { MoneyEntry } from './settle-money.ts';
import { storeSales } from './store-sales.ts';

/**
 * Stores new entries and all that follows from them, in one transaction. Sales, top-ups and gifts
 * are applied many at a time, in a few statements; what needs to look at them, as a correction
 * does, waits until they are done. The order of the journal holds throughout. An entry that cannot
 * be applied is kept and marked; it never holds up those behind it.
 */
export async function applyEntries(
  tx: WritableDb,
  station: KnownStation,
  entries: readonly CheckedEntry[],
  now: Instant,
): Promise<readonly FoundProblem[]> {
  const read = await markTwice(
    tx,
    entries.map((entry) => ({ entry, meaning: readEntry(entry, station) })),
  );
  await lockPresences(tx, station, read);
  await storeEntries(tx, station, entries, now);
  const found: FoundProblem[] = read.flatMap(({ entry: { seq }, meaning }) =>
    meaning.kind === 'problem' ? [{ seq, code: meaning.code, message: meaning.message }] : [],
  );
  for (const run of cutRuns(read)) {
    found.push(
      ...(run.kind === 'money'
        ? await applyMoney(tx, station, run.entries)
        : await applyAlone(tx, station, run.entry, run.fact)),
    );
  }
  for (const follow of FOLLOWERS) found.push(...(await follow(tx, station, read, now)));
  const problems = firstOfEach(found);
  await storeProblems(tx, station, problems, now);
  return problems;
}

type Run =
  | { readonly kind: 'money'; readonly entries: readonly MoneyEntry[] }
  | { readonly kind: 'alone'; readonly entry: CheckedEntry; readonly fact: Fact };

/** What a single entry asks for, when it must look at what the ones before it did. */
type ApplyFact = (
  tx: WritableDb,
  station: KnownStation,
  entry: CheckedEntry,
) => Promise<EntryProblem | null>;

/** Null: applied with others, as money, or by a follower. */
function applierOf(fact: Fact): ApplyFact | null {
  switch (fact.kind) {
    case 'sale.corrected@1':
      return (tx, station, entry) => applyCorrection(tx, station, entry, fact.body);
    case 'sale.means-changed@1':
      return (tx, station, entry) => applyMeansChange(tx, station, entry, fact.body);
    case 'pass.emptied@1':
      return (tx, station) => applyPassEmptied(tx, station, fact.body);
    case 'card.declared-lost@1':
      return (tx, station, entry) => applyCardLost(tx, station, entry, fact.body);
    case 'card.replaced@1':
      return (tx, station) => applyCardReplaced(tx, station, fact.body);
    case 'day.closed@1':
      return (tx, station, entry) => applyClosing(tx, station, entry, fact.body);
    case 'top-up.recorded@1':
    case 'gift.given@1':
    case 'stock.moved@1':
    case 'ticket.admitted@1':
    case 'receipt.issued@1':
    case 'presence.tapped@1':
    case 'presence.undone@1':
    case 'presence.corrected@1':
      return null;
    default:
      return fact satisfies never;
  }
}

/** Neighbours that only move money are done together; what must look at them stands between. */
function cutRuns(read: readonly ReadEntry[]): readonly Run[] {
  const runs: Run[] = [];
  let together: MoneyEntry[] = [];
  const close = (): void => {
    if (together.length > 0) runs.push({ kind: 'money', entries: together });
    together = [];
  };
  for (const { entry, meaning } of read) {
    if (meaning.kind !== 'sale' && meaning.kind !== 'fact') continue;
    if (meaning.kind === 'fact' && applierOf(meaning.fact) !== null) {
      close();
      runs.push({ kind: 'alone', entry, fact: meaning.fact });
    } else {
      together.push({ entry, meaning });
    }
  }
  close();
  return runs;
}

async function applyMoney(
  tx: WritableDb,
  station: KnownStation,
  entries: readonly MoneyEntry[],
): Promise<readonly FoundProblem[]> {
  const sales = entries.flatMap(({ entry, meaning }) =>
    meaning.kind === 'sale' ? [{ entry, sale: meaning.sale }] : [],
  );
  const { problems } = await settleMoney(tx, station, entries, (passes) =>
    storeSales(tx, station, sales, passes),
  );
  return [...problems].map(([seq, { code, message }]) => ({ seq, code, message }));
}

async function applyAlone(
  tx: WritableDb,
  station: KnownStation,
  entry: CheckedEntry,
  fact: Fact,
): Promise<readonly FoundProblem[]> {
  const found = await applierOf(fact)?.(tx, station, entry);
  if (found === null || found === undefined) return [];
  return [{ seq: entry.seq, code: found.code, message: found.message }];
}

/** The first entry of a sale or of a correction counts; another one is looked at by a person. */
async function markTwice(
  tx: WritableDb,
  read: readonly ReadEntry[],
): Promise<readonly ReadEntry[]> {
  const names = read.flatMap(({ meaning }) => uniqueIdOf(meaning) ?? []);
  const seen = new Set([
    ...(await idsIn(tx, 'sale', names)),
    ...(await idsIn(tx, 'sale_correction', names)),
  ]);
  return read.map((one) => {
    const name = uniqueIdOf(one.meaning);
    if (name === null) return one;
    if (seen.has(name.id)) {
      return { entry: one.entry, meaning: problem(name.twice, `${name.id} is known.`) };
    }
    seen.add(name.id);
    return one;
  });
}

type UniqueId = {
  readonly table: 'sale' | 'sale_correction';
  readonly id: string;
  readonly twice: 'sale-twice' | 'correction-twice';
};

function uniqueIdOf(meaning: ReadEntry['meaning']): UniqueId | null {
  if (meaning.kind === 'sale') {
    return { table: 'sale', id: meaning.sale.saleId, twice: 'sale-twice' };
  }
  if (meaning.kind !== 'fact') return null;
  const { fact } = meaning;
  return fact.kind === 'sale.corrected@1' || fact.kind === 'sale.means-changed@1'
    ? { table: 'sale_correction', id: fact.body.correctionId, twice: 'correction-twice' }
    : null;
}

async function idsIn(
  tx: WritableDb,
  table: UniqueId['table'],
  names: readonly UniqueId[],
): Promise<readonly string[]> {
  const ids = names.filter((name) => name.table === table).map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await tx.query
    .selectFrom(table)
    .select('id')
    .where(isOneOf(tx.kind, 'id', ids))
    .execute();
  return rows.map(({ id }) => id);
}

/** One problem for an entry says enough. */
const firstOfEach = (found: readonly FoundProblem[]): readonly FoundProblem[] =>
  [...Map.groupBy(found, ({ seq }) => seq).values()]
    .flatMap(([first]) => first ?? [])
    .toSorted((left, right) => left.seq - right.seq);

const storeEntries = (
  tx: WritableDb,
  station: KnownStation,
  entries: readonly CheckedEntry[],
  now: Instant,
): Promise<void> =>
  insertRows(
    tx,
    'journal_entry',
    [
      ...(['station_id', 'seq', 'id', 'kind', 'at', 'body', 'prev'] as const),
      ...(['hash', 'signature', 'received_at'] as const),
    ],
    entries.map((entry) => ({
      station_id: station.id,
      seq: entry.seq,
      id: entry.id,
      kind: entry.kind,
      at: entry.at,
      body: entry.bodyText,
      prev: entry.prev,
      hash: entry.hash,
      signature: entry.signature,
      received_at: now,
    })),
  );

const storeProblems = (
  tx: WritableDb,
  station: KnownStation,
  problems: readonly FoundProblem[],
  now: Instant,
): Promise<void> =>
  insertRows(
    tx,
    'journal_problem',
    ['station_id', 'seq', 'code', 'message', 'found_at'],
    problems.map(({ seq, code, message }) => ({
      station_id: station.id,
      seq,
      code,
      message,
      found_at: now,
    })),
  );
