import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { AssetId, CollectiveId, WalletId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import type { PresencePaymentTable } from '../db/badge-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { correct, give, sellToWallet, topUp } from '../ledger/operations.ts';
import { ensureLocalAsset } from '../ledger/sellers.ts';
import type { Selectable } from 'kysely';

export type PaymentRow = Selectable<PresencePaymentTable>;
export type PaymentPart = { readonly assetId: AssetId; readonly cents: number };

/** A stay, what it costs, and all that was paid for it. */
export type StayAccount = {
  readonly presenceId: string;
  readonly collectiveId: CollectiveId;
  readonly billedCents: number;
  /** Credited as hours by a volunteer plan. */
  readonly timeMinutes: number;
  readonly timeAssetId: AssetId | null;
  /** The wallet that pays, and gets back; null for a day visitor. */
  readonly payerWalletId: WalletId | null;
  /** Whose hours they are; null for a guest. */
  readonly helperWalletId: WalletId | null;
  /** False while the person may still say when they left, and where a till decided otherwise. */
  readonly mayTake: boolean;
  readonly payments: readonly PaymentRow[];
};

type Settled = {
  readonly paidCents: number;
  /** Paid too much, by somebody who cannot get it back here. */
  readonly isOverpaid: boolean;
};

/**
 * Brings what was paid for a stay to what it costs (docs/decisions/0017). Too much goes back at
 * once to what it came from; too little is taken from the wallet when all of it is there. Runs
 * under the lock of the collective's presences, so it counts what was settled before.
 */
export async function settleStay(
  tx: WritableDb,
  account: StayAccount,
  now: Instant,
): Promise<Settled> {
  const before = sumOf(account.payments);
  const missing = account.billedCents - before;
  const rows =
    missing < 0
      ? await giveBack(tx, account, -missing, now)
      : missing > 0 && account.mayTake
        ? await take(tx, account, missing, now)
        : [];
  const timeRows = await settleTime(tx, account, now);
  await storePayments(tx, [...rows, ...timeRows]);
  const paidCents = before + sumOf(rows);
  return { paidCents, isOverpaid: paidCents > account.billedCents };
}

export const sumOf = (rows: readonly { readonly cents: number }[]): number =>
  rows.reduce((sum, row) => sum + row.cents, 0);

export async function storePayments(tx: WritableDb, rows: readonly PaymentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query
    .insertInto('presence_payment')
    .values([...rows])
    .execute();
}

/** The next row about a stay: its id says after which others it came. */
function nextRow(
  account: StayAccount,
  rows: readonly PaymentRow[],
  now: Instant,
  row: Pick<PaymentRow, 'kind' | 'cents' | 'means'> & Partial<PaymentRow>,
): PaymentRow {
  const known = [...account.payments, ...rows].map(({ id }) => id).toSorted();
  return {
    id: uuidOf(`settlement of ${account.presenceId} at ${now} after ${known.join(' ')}`),
    presence_id: account.presenceId,
    ...{ minutes: 0, sale_id: null, posting_id: null, source_id: null, parts: '[]', at: now },
    ...row,
  };
}

async function take(
  tx: WritableDb,
  account: StayAccount,
  missing: number,
  now: Instant,
): Promise<readonly PaymentRow[]> {
  const { payerWalletId, collectiveId, presenceId } = account;
  if (payerWalletId === null) return [];
  const row = nextRow(account, [], now, { kind: 'taken', cents: missing, means: 'pass' });
  const sold = await sellToWallet(tx, {
    ...{ id: uuidOf(`taken as ${row.id}`) as PostingId, at: now, stationId: null },
    ...{ cause: presenceId, collectiveId, walletId: payerWalletId, totalCents: cents(missing) },
  });
  // Short: it is to be paid, at a till or on the site.
  if (!sold.ok) return [];
  const { postingId, parts } = sold.value;
  return [{ ...row, posting_id: postingId, parts: JSON.stringify(parts.map(partOf)) }];
}

const partOf = ({ assetId, cents: amount }: PaymentPart): PaymentPart => ({
  assetId,
  cents: amount,
});

type Source = PaymentRow & { readonly left: number };

/** Newest first; what was offered cost nobody anything, so it goes last and moves nothing. */
function sourcesOf(payments: readonly PaymentRow[], kinds: readonly string[]): readonly Source[] {
  return payments
    .filter(({ kind }) => kinds.includes(kind))
    .map((row) => ({
      ...row,
      left: row.cents + sumOf(payments.filter((one) => one.source_id === row.id)),
    }))
    .filter(({ left }) => left > 0)
    .toSorted(
      (first, second) =>
        Number(first.means === 'offered') - Number(second.means === 'offered') ||
        (first.at === second.at ? (first.id < second.id ? 1 : -1) : first.at < second.at ? 1 : -1),
    );
}

async function giveBack(
  tx: WritableDb,
  account: StayAccount,
  excess: number,
  now: Instant,
): Promise<readonly PaymentRow[]> {
  const rows: PaymentRow[] = [];
  let left = excess;
  for (const source of sourcesOf(account.payments, ['sale', 'taken'])) {
    const amount = Math.min(left, source.left);
    if (amount === 0) break;
    const row = nextRow(account, rows, now, {
      ...{ kind: 'given-back', cents: -amount, means: source.means },
      ...{ source_id: source.id, sale_id: source.sale_id },
    });
    const moved = await moveBack(tx, account, { source, row, amount }, now);
    if (moved === null) continue;
    rows.push({ ...row, ...moved });
    left -= amount;
  }
  return rows;
}

/** Null when nobody is known who could get it. */
async function moveBack(
  tx: WritableDb,
  account: StayAccount,
  back: { readonly source: Source; readonly row: PaymentRow; readonly amount: number },
  now: Instant,
): Promise<Pick<PaymentRow, 'posting_id' | 'parts'> | null> {
  const { source, row, amount } = back;
  if (source.means === 'offered') return { posting_id: null, parts: '[]' };
  const base = {
    ...{ at: now, stationId: null, collectiveId: account.collectiveId },
    cause: account.presenceId,
  };
  if (source.means === 'pass' && source.posting_id !== null) {
    const parts = partsLeft(source, account.payments, amount);
    const id = uuidOf(`given back as ${row.id}`) as PostingId;
    const corrects = source.posting_id as PostingId;
    const order = { ...base, id, corrects, mayDiffer: true };
    const corrected = await correct(tx, {
      ...order,
      parts: parts.map((part) => ({ ...part, cents: cents(part.cents) })),
    });
    if (corrected.ok) {
      return { posting_id: corrected.value.postingId, parts: JSON.stringify(parts) };
    }
  }
  // By cash, card or cheque; or a claim on another collective that it has paid since.
  if (account.payerWalletId === null) return null;
  const assetId = await ensureLocalAsset(tx, account.collectiveId, now);
  const credited = await topUp(tx, {
    ...base,
    id: uuidOf(`credited as ${row.id}`) as PostingId,
    to: { walletId: account.payerWalletId },
    ...{ assetId, amountCents: cents(amount) },
  });
  return credited.ok ? { posting_id: credited.value.postingId, parts: '[]' } : null;
}

/** What paid last goes back first. */
function partsLeft(
  source: Source,
  payments: readonly PaymentRow[],
  amount: number,
): readonly PaymentPart[] {
  const back = payments.filter((row) => row.source_id === source.id).flatMap(partsOf);
  let due = amount;
  return partsOf(source)
    .toReversed()
    .flatMap((part) => {
      const gone = sumOf(back.filter(({ assetId }) => assetId === part.assetId));
      const taken = Math.min(due, part.cents - gone);
      due -= Math.max(0, taken);
      return taken > 0 ? [{ ...part, cents: taken }] : [];
    });
}

const partsOf = ({ parts }: PaymentRow): readonly PaymentPart[] =>
  JSON.parse(parts) as readonly PaymentPart[];

/** Hours of volunteers: given when the stay is closed, put right when it is corrected. */
async function settleTime(
  tx: WritableDb,
  account: StayAccount,
  now: Instant,
): Promise<readonly PaymentRow[]> {
  const given = account.payments.reduce((sum, { minutes }) => sum + minutes, 0);
  const missing = account.timeMinutes - given;
  if (missing < 0) return takeTimeBack(tx, account, -missing, now);
  const { timeAssetId: assetId, helperWalletId: walletId } = account;
  if (missing === 0 || !account.mayTake || assetId === null || walletId === null) return [];
  const row = nextRow(account, [], now, { kind: 'time', cents: 0, means: '' });
  const credited = await give(tx, {
    ...{ id: uuidOf(`time as ${row.id}`) as PostingId, at: now, stationId: null },
    ...{ cause: account.presenceId, collectiveId: account.collectiveId },
    ...{ to: { walletId }, assetId, amountCents: cents(missing) },
  });
  if (!credited.ok) return [];
  const parts = JSON.stringify([{ assetId, cents: missing }]);
  return [{ ...row, minutes: missing, posting_id: credited.value.postingId, parts }];
}

/** As far as they are not spent. */
async function takeTimeBack(
  tx: WritableDb,
  account: StayAccount,
  excess: number,
  now: Instant,
): Promise<readonly PaymentRow[]> {
  const rows: PaymentRow[] = [];
  let left = excess;
  for (const source of account.payments
    .filter(({ kind, minutes }) => kind === 'time' && minutes > 0)
    .toReversed()) {
    const gone = account.payments
      .filter((row) => row.source_id === source.id)
      .reduce((sum, { minutes }) => sum - minutes, 0);
    const wanted = Math.min(left, source.minutes - gone);
    const row = nextRow(account, rows, now, { kind: 'time', cents: 0, means: '' });
    const taken = await correctTime(tx, account, { source, row, wanted }, now);
    if (taken.minutes === 0) continue;
    rows.push({
      ...row,
      minutes: -taken.minutes,
      posting_id: taken.postingId,
      source_id: source.id,
    });
    left -= taken.minutes;
  }
  return rows;
}

async function correctTime(
  tx: WritableDb,
  account: StayAccount,
  back: { readonly source: PaymentRow; readonly row: PaymentRow; readonly wanted: number },
  now: Instant,
): Promise<{ readonly minutes: number; readonly postingId: string | null }> {
  const assetId = partsOf(back.source)[0]?.assetId;
  const nothing = { minutes: 0, postingId: null };
  if (assetId === undefined || back.wanted <= 0) return nothing;
  const correctBy = (minutes: number) =>
    correct(tx, {
      ...{ id: uuidOf(`time back as ${back.row.id} ${minutes}`) as PostingId, at: now },
      ...{ stationId: null, cause: account.presenceId, collectiveId: account.collectiveId },
      corrects: back.source.posting_id as PostingId,
      parts: [{ assetId, cents: cents(minutes) }],
    });
  const whole = await correctBy(back.wanted);
  if (whole.ok) return { minutes: back.wanted, postingId: whole.value.postingId };
  const rest = whole.error.code === 'short' ? back.wanted - whole.error.missingCents : 0;
  if (rest <= 0) return nothing;
  const some = await correctBy(rest);
  return some.ok ? { minutes: rest, postingId: some.value.postingId } : nothing;
}
