import { assertNever } from '../../shared/assert.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { AssetId } from '../../shared/ids.ts';
import type { Book } from './book.ts';
import { repayDebts } from './decide-credit.ts';
import type { Posting, PostingHeader, PostingId, PostingKind, Transfer } from './ledger-types.ts';
import type { AssetPart } from './split-payment.ts';

/** A counter-entry that names what it corrects (RULES M6, T10). */
export type CorrectionOrder = PostingHeader & {
  readonly corrects: PostingId;
  /** What is taken back of each asset; null: all that is not corrected yet. */
  readonly parts: readonly { readonly assetId: AssetId; readonly cents: Cents }[] | null;
  /**
   * The station did not know which assets paid (a spend without network): when they were others,
   * the same sum goes back in those that did, what was paid last first.
   */
  readonly mayDiffer?: boolean;
};

export type Corrected = {
  readonly postingId: PostingId;
  readonly parts: readonly AssetPart[];
};

export type CorrectionRefusal =
  | {
      readonly code:
        | 'content-differs'
        | 'posting-unknown'
        | 'posting-of-another'
        | 'not-correctable'
        /** Nothing, or less than asked, is left to correct. */
        | 'already-corrected'
        /** The other collective has paid this claim since (RULES M9). */
        | 'already-settled';
    }
  /** The money is spent: a wallet is not brought below zero by a correction (RULES M8). */
  | { readonly code: 'short'; readonly missingCents: Cents };

/** Moves money back the way it came, as far as earlier corrections have not done it. */
export function decideCorrection(
  book: Book,
  order: CorrectionOrder,
): Result<Corrected, CorrectionRefusal> {
  const known = book.posting(order.id);
  if (known !== undefined) {
    if (known.contentHash !== order.contentHash) return err({ code: 'content-differs' });
    return ok(describeCorrection(book, known));
  }
  const original = book.posting(order.corrects);
  if (original === undefined) return err({ code: 'posting-unknown' });
  if (original.collectiveId !== order.collectiveId) return err({ code: 'posting-of-another' });
  const reversals = reversalsOf(original);
  if (reversals === null) return err({ code: 'not-correctable' });

  const left = reversals.map((line) => ({
    ...line,
    amount: line.amount - correctedSum(book, original, line),
  }));
  const exact = choose(left, order.parts);
  const wanted = exact ?? (order.mayDiffer === true ? spread(left, order.parts ?? []) : null);
  if (wanted === null) return err({ code: 'already-corrected' });
  const refusal = findShortage(book, wanted);
  if (refusal !== null) return err(refusal);

  const back = wanted.map((line) => book.move(line));
  const isSale = original.kind === 'sale' || original.kind === 'unsecured-sale';
  const walletId = original.walletId;
  const repaid =
    isSale && walletId !== null
      ? back.flatMap(({ to }) => repayDebts(book, walletId, book.asset(to.assetId)))
      : [];
  const { id, contentHash, at, collectiveId, stationId, cardId, cause, note } = order;
  const posting = book.post(
    { id, contentHash, at, collectiveId, stationId, cardId, cause, note },
    { kind: 'correction', walletId, corrects: original.id, transfers: [...back, ...repaid] },
  );
  return ok(describeCorrection(book, posting));
}

/** The lines that undo a posting; null when its kind is not corrected but answered by another. */
function reversalsOf(posting: Posting): readonly Transfer[] | null {
  const lines = linesToReverse(posting.kind, posting.transfers);
  return lines?.map(({ from, to, amount }) => ({ from: to, to: from, amount })) ?? null;
}

function linesToReverse(
  kind: PostingKind,
  transfers: readonly Transfer[],
): readonly Transfer[] | null {
  switch (kind) {
    case 'sale':
    case 'unsecured-sale':
    case 'refund':
      return transfers;
    case 'top-up':
    case 'gift':
      // The debts it paid stay paid: only the credit itself is taken back.
      return transfers.slice(0, 1);
    case 'link':
    case 'replacement':
    case 'settlement':
    case 'correction':
      return null;
    default:
      return assertNever(kind);
  }
}

/** What earlier corrections moved the same way. Repaid debts go the other way, so they do not count. */
const correctedSum = (book: Book, original: Posting, line: Transfer): number =>
  book
    .correctionsOf(original.id)
    .flatMap(({ transfers }) => transfers)
    .filter(
      ({ from, to }) =>
        from.assetId === line.from.assetId &&
        from.kind === line.from.kind &&
        to.kind === line.to.kind,
    )
    .reduce((sum, { amount }) => sum + amount, 0);

function choose(
  left: readonly Transfer[],
  parts: CorrectionOrder['parts'],
): readonly Transfer[] | null {
  const wanted =
    parts === null
      ? left
      : left.map((line) => ({
          ...line,
          amount: parts.find((part) => part.assetId === line.from.assetId)?.cents ?? 0,
        }));
  const isKnown = parts?.every(({ assetId }) => left.some(({ from }) => from.assetId === assetId));
  const fits = wanted.every((line, index) => line.amount <= (left[index]?.amount ?? 0));
  const lines = wanted.filter((line) => line.amount > 0);
  return isKnown === false || !fits || lines.length === 0 ? null : lines;
}

/** Takes the sum of the parts from the lines, the last one first; null when they have less left. */
function spread(
  left: readonly Transfer[],
  parts: NonNullable<CorrectionOrder['parts']>,
): readonly Transfer[] | null {
  const due = parts.reduce((sum, part) => sum + part.cents, 0);
  const taken = left
    .toReversed()
    .reduce<{ readonly due: number; readonly lines: readonly Transfer[] }>(
      (before, line) => {
        const amount = Math.min(before.due, line.amount);
        if (amount <= 0) return before;
        return { due: before.due - amount, lines: [...before.lines, { ...line, amount }] };
      },
      { due, lines: [] },
    );
  return taken.due === 0 && taken.lines.length > 0 ? taken.lines : null;
}

function findShortage(book: Book, lines: readonly Transfer[]): CorrectionRefusal | null {
  const short = lines
    .filter(({ from }) => from.kind !== 'issuing')
    .map(({ from, amount }) => ({ from, missing: amount - book.available(from) }))
    .find(({ missing }) => missing > 0);
  if (short === undefined) return null;
  return short.from.kind === 'wallet'
    ? { code: 'short', missingCents: cents(short.missing) }
    : { code: 'already-settled' };
}

function describeCorrection(book: Book, posting: Posting): Corrected {
  const original = posting.corrects === null ? undefined : book.posting(posting.corrects);
  const reversed = (original === undefined ? null : reversalsOf(original)) ?? [];
  const back = posting.transfers.filter(({ from, to }) =>
    reversed.some(
      (line) =>
        line.from.assetId === from.assetId &&
        line.from.kind === from.kind &&
        line.to.kind === to.kind,
    ),
  );
  return {
    postingId: posting.id,
    parts: back.map(({ from, amount }) => ({
      assetId: from.assetId,
      kind: book.asset(from.assetId).kind,
      cents: cents(amount),
    })),
  };
}
