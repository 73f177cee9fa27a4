import type { SaleCorrected } from '../../domain/journal/sale-entries.ts';
import type { CorrectionRefusal } from '../../domain/wallet/decide-correction.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { AssetId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { correct } from '../ledger/operations.ts';
import { takeBackLoyalty } from '../loyalty/take-back-loyalty.ts';
import type { CheckedEntry } from './check-upload.ts';
import { problem } from './read-entry.ts';
import type { EntryProblem } from './read-entry.ts';
import { findCorrectedSale, leftOf, storeCorrection } from './store-correction.ts';
import type { CorrectedSale, StoredPart } from './store-correction.ts';

/**
 * A sale, or some of its lines, is taken back (RULES T10): each Pass gets back what it paid, in the
 * assets that paid it. The till has done it, so it is stored whatever the ledger says to it.
 */
export async function applyCorrection(
  tx: WritableDb,
  station: KnownStation,
  entry: CheckedEntry,
  body: SaleCorrected,
): Promise<EntryProblem | null> {
  const sale = await findCorrectedSale(tx, station, body.saleId);
  if (sale === null) return problem('sale-unknown', `Sale ${body.saleId} is not here.`);
  const above = body.refunds.find((refund) => isAbove(sale, refund));
  if (above !== undefined) {
    const { payment, means } = above;
    return problem('already-corrected', `Payment ${payment} has less than that by ${means}.`);
  }
  const parts: StoredPart[] = [];
  const found: EntryProblem[] = [];
  for (const refund of body.refunds) {
    const back =
      refund.means === 'pass'
        ? await giveBack(tx, station, entry, body, sale, refund.payment)
        : { postingId: null, problem: null };
    parts.push({ ...refund, postingId: back.postingId });
    if (back.problem !== null) found.push(back.problem);
  }
  await storeCorrection(tx, station, entry, {
    ...{ kind: 'taken-back', body, totalCents: body.totalCents, parts },
  });
  await takeBackLoyalty(tx, station, entry, body);
  return found[0] ?? null;
}

/** A returned deposit is paid out, so its payment and what comes back of it are below 0. */
function isAbove(sale: CorrectedSale, refund: SaleCorrected['refunds'][number]): boolean {
  const left = leftOf(sale, refund.payment, refund.means);
  return refund.means === 'cash' && refund.cents < 0 ? refund.cents < left : refund.cents > left;
}

async function giveBack(
  tx: WritableDb,
  station: KnownStation,
  entry: CheckedEntry,
  body: SaleCorrected,
  sale: CorrectedSale,
  payment: number,
): Promise<{ readonly postingId: PostingId | null; readonly problem: EntryProblem | null }> {
  const parts = partsOf(body, payment);
  if (parts.length === 0) return { postingId: null, problem: null };
  const paid = sale.payments.find(({ line }) => line === payment);
  if (paid?.postingId == null) {
    // It was marked when it came: no wallet was debited, so none gets anything back.
    const found = problem('card-unknown', `No wallet paid payment ${payment}.`);
    return { postingId: null, problem: found };
  }
  const corrected = await correct(tx, {
    id: uuidOf(`correction ${body.correctionId} of payment ${payment}`) as PostingId,
    corrects: paid.postingId,
    parts,
    mayDiffer: paid.isUnsecured,
    at: entry.at,
    stationId: station.id,
    collectiveId: station.collectiveId,
    cause: entry.id,
  });
  return corrected.ok
    ? { postingId: corrected.value.postingId, problem: null }
    : { postingId: null, problem: problemOf(corrected.error, payment) };
}

/** Without network the till may not know what pays: the ledger then says which assets did. */
const UNKNOWN_ASSET_ID = '00000000-0000-4000-8000-000000000000' as AssetId;

/** By asset, what the lines give back to a payment. A deposit among them may outweigh it: then nothing. */
function partsOf(
  { lines }: SaleCorrected,
  payment: number,
): readonly { readonly assetId: AssetId; readonly cents: Cents }[] {
  const parts = lines
    .flatMap(({ paid }) => paid)
    .flatMap((part) =>
      part.payment === payment
        ? [{ assetId: part.assetId ?? UNKNOWN_ASSET_ID, cents: part.cents }]
        : [],
    );
  return [...Map.groupBy(parts, ({ assetId }) => assetId)]
    .map(([assetId, list]) => ({
      assetId,
      cents: cents(list.reduce((sum, part) => sum + part.cents, 0)),
    }))
    .filter((part) => part.cents > 0);
}

function problemOf({ code }: CorrectionRefusal, payment: number): EntryProblem {
  const known = (['already-corrected', 'already-settled'] as const).find((one) => one === code);
  return problem(known ?? 'content-differs', `The ledger answered ${code} to payment ${payment}.`);
}
