import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { AssetId, PaymentId, PersonId, WalletId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok, unwrap } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { ReadableDb, WritableDb } from '../db/open-database.ts';
import { StartAgainError } from '../db/write-transaction.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { correct } from '../ledger/operations.ts';
import { findWalletOfPerson } from '../ledger/wallets.ts';
import { giveBack } from './give-back.ts';
import { findGlobalAsset } from './global-asset.ts';

/** What a person may ask back: `global` that came by bank card and is not spent, newest payment first. */
export type UnspentBankMoney = {
  readonly cents: Cents;
  readonly parts: readonly UnspentPart[];
};

type UnspentPart = {
  readonly paymentId: PaymentId;
  readonly cents: Cents;
  readonly paidAt: Instant;
};

/** More payments than this are given back in several asks. */
const PARTS_MAX = 50;

/**
 * What could be asked back now. What is spent is taken to be the oldest money, so what is left
 * belongs to the newest payments (RULES M1).
 */
export async function readUnspentBankMoney(
  db: ReadableDb,
  personId: PersonId,
): Promise<UnspentBankMoney> {
  const wallet = await findGlobalMoney(db, personId);
  return wallet === null ? NOTHING : share(wallet.cents, await listPayments(db, personId));
}

/**
 * Takes unspent `global` from the person's wallet and promises it back to the cards it came from,
 * newest first (RULES M1, P2). `askId` is made by the form.
 */
export async function askMoneyBack(
  tx: WritableDb,
  order: { readonly askId: string; readonly personId: PersonId; readonly at: Instant },
): Promise<Result<UnspentBankMoney, 'nothing-to-give-back' | 'content-differs'>> {
  // Two asks of one person at once take turns here.
  const payments = await listPayments(tx, order.personId, 'lock');
  const known = await readAsked(tx, order);
  if (known !== null) return known;
  const wallet = await findGlobalMoney(tx, order.personId);
  const unspent = wallet === null ? NOTHING : share(wallet.cents, payments);
  if (wallet === null || unspent.cents === 0) return err('nothing-to-give-back');
  for (const [line, part] of unspent.parts.entries()) {
    await takeOut(tx, { ...order, refundId: partId(order.askId, line) }, part, wallet.assetId);
  }
  return ok(unspent);
}

const NOTHING: UnspentBankMoney = { cents: cents(0), parts: [] };

/** The form's id is the id of the first part: asked by somebody else, it is found. */
const partId = (askId: string, line: number): string =>
  line === 0 ? askId : uuidOf(`asked back ${askId} part ${line}`);

type Payment = { readonly id: string; readonly left: number; readonly closed_at: string | null };

function share(available: number, payments: readonly Payment[]): UnspentBankMoney {
  let due = available;
  const parts = payments.flatMap(({ id, left, closed_at }): readonly UnspentPart[] => {
    const amount = Math.min(due, left);
    if (amount <= 0) return [];
    due -= amount;
    return [{ paymentId: id as PaymentId, cents: cents(amount), paidAt: closed_at as Instant }];
  });
  const kept = parts.slice(0, PARTS_MAX);
  return { cents: cents(kept.reduce((sum, part) => sum + part.cents, 0)), parts: kept };
}

async function listPayments(
  db: ReadableDb | WritableDb,
  personId: PersonId,
  lock?: 'lock',
): Promise<readonly Payment[]> {
  const query = db.query
    .selectFrom('bank_payment')
    .select(['id', 'cents', 'refunded_cents', 'closed_at'])
    .where('person_id', '=', personId)
    .where('purpose', '=', 'top-up')
    .where('state', '=', 'paid')
    .where('posting_id', 'is not', null)
    .whereRef('refunded_cents', '<', 'cents')
    .orderBy('closed_at', 'desc')
    .orderBy('id', 'desc');
  const isLocked = lock === 'lock' && db.kind === 'postgres';
  const rows = await (isLocked ? query.forUpdate() : query).execute();
  return rows.map(({ refunded_cents: back, ...row }) => ({ ...row, left: row.cents - back }));
}

async function findGlobalMoney(
  db: ReadableDb | WritableDb,
  personId: PersonId,
): Promise<{
  readonly walletId: WalletId;
  readonly assetId: AssetId;
  readonly cents: number;
} | null> {
  const walletId = await findWalletOfPerson(db, personId);
  const assetId = await findGlobalAsset(db);
  if (walletId === undefined || assetId === undefined) return null;
  const account = await db.query
    .selectFrom('account')
    .select(['balance', 'held'])
    .where('owner_id', '=', walletId)
    .where('kind', '=', 'wallet')
    .where('asset_id', '=', assetId)
    .executeTakeFirst();
  return { walletId, assetId, cents: Math.max(0, (account?.balance ?? 0) - (account?.held ?? 0)) };
}

/** Null: this ask is new. */
async function readAsked(
  tx: WritableDb,
  { askId, personId }: { readonly askId: string; readonly personId: PersonId },
): Promise<Result<UnspentBankMoney, 'content-differs'> | null> {
  const ids = Array.from({ length: PARTS_MAX }, (_, line) => partId(askId, line));
  const rows = await tx.query
    .selectFrom('bank_refund')
    .innerJoin('bank_payment', 'bank_payment.id', 'bank_refund.payment_id')
    .select(['bank_refund.cents', 'payment_id', 'person_id', 'bank_payment.closed_at'])
    .where(isOneOf(tx.kind, 'bank_refund.id', ids))
    .orderBy('bank_payment.closed_at', 'desc')
    .orderBy('payment_id', 'desc')
    .execute();
  if (rows.length === 0) return null;
  if (rows.some((row) => row.person_id !== personId)) return err('content-differs');
  const parts = rows.map((row) => ({
    paymentId: row.payment_id as PaymentId,
    cents: cents(row.cents),
    paidAt: row.closed_at as Instant,
  }));
  return ok({ cents: cents(parts.reduce((sum, part) => sum + part.cents, 0)), parts });
}

async function takeOut(
  tx: WritableDb,
  { refundId, at }: { readonly refundId: string; readonly at: Instant },
  { paymentId, cents: amount }: UnspentPart,
  assetId: AssetId,
): Promise<void> {
  const corrected = await correct(tx, {
    id: uuidOf(`given back to the card ${refundId}`) as PostingId,
    ...{ at, stationId: null, cause: paymentId, collectiveId: null },
    corrects: uuidOf(`top-up ${paymentId}`) as PostingId,
    parts: [{ assetId, cents: amount }],
  });
  // Spent between our look and the lock: look again.
  if (!corrected.ok && corrected.error.code === 'short') throw new StartAgainError();
  const { postingId } = unwrap(corrected);
  const order = { id: refundId, paymentId, cents: amount, reason: 'asked' as const, at };
  unwrap(await giveBack(tx, order, postingId));
}
