import type { Selectable } from 'kysely';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { CollectiveId, PersonId, PresenceId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { PresenceTable } from '../db/badge-tables.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { sellToWallet } from '../ledger/operations.ts';
import { findWalletOfPerson } from '../ledger/wallets.ts';
import { lockBadge } from './lock-badge.ts';
import { storePayments } from './settle.ts';
import type { PaymentPart } from './settle.ts';

export type DuesOrder = {
  readonly id: string;
  readonly personId: PersonId;
  readonly presenceIds: readonly PresenceId[];
  readonly at: Instant;
};

export type DuesPaid = { readonly paidCents: Cents };

export type PayDuesRefusal = {
  readonly code:
    | 'presence-unknown'
    /** Paid by now, at a till for example. */
    | 'nothing-due'
    /** One collective at a time. */
    | 'several-collectives'
    | 'short'
    | 'content-differs';
  /** What the wallet lacks; 0 unless short. */
  readonly missingCents: Cents;
};

const refusal = (code: PayDuesRefusal['code'], missing = 0) =>
  err({ code, missingCents: cents(missing) });

/** Pays stays from the person's wallet: all of them, or none (RULES M4). */
export async function payDues(
  tx: WritableDb,
  order: DuesOrder,
): Promise<Result<DuesPaid, PayDuesRefusal>> {
  const walletId = await findWalletOfPerson(tx, order.personId);
  const [collectiveId, ...others] = await findCollectives(tx, order.presenceIds);
  if (collectiveId === undefined || walletId === undefined) return refusal('presence-unknown');
  if (others.length > 0) return refusal('several-collectives');
  await lockBadge(tx, collectiveId);
  const postingId = uuidOf(`dues ${order.id}`) as PostingId;
  const stays = await readStays(tx, order.presenceIds);
  const isAllTheirs = stays.every((row) => (row.wallet_id ?? row.host_wallet_id) === walletId);
  if (!isAllTheirs || stays.length < new Set(order.presenceIds).size) {
    return refusal('presence-unknown');
  }
  const known = await readPaid(tx, postingId);
  if (known.length > 0) {
    const isSame = known.every(({ presence_id: id }) => stays.some((stay) => stay.id === id));
    const paid = known.reduce((sum, row) => sum + row.cents, 0);
    return isSame ? ok({ paidCents: cents(paid) }) : refusal('content-differs');
  }
  const dues = stays.flatMap((stay) => {
    const due = stay.billed_cents - stay.paid_cents;
    return due > 0 ? [{ stay, due }] : [];
  });
  const total = dues.reduce((sum, { due }) => sum + due, 0);
  if (total === 0) return refusal('nothing-due');
  const sold = await sellToWallet(tx, {
    ...{ id: postingId, at: order.at, stationId: null, cause: order.id },
    ...{ collectiveId: collectiveId as CollectiveId, walletId, totalCents: cents(total) },
  });
  if (!sold.ok) {
    return sold.error.code === 'short'
      ? refusal('short', sold.error.missingCents)
      : refusal('content-differs');
  }
  await keep(tx, order, { postingId, dues, parts: sold.value.parts });
  return ok({ paidCents: cents(total) });
}

type Due = { readonly stay: Selectable<PresenceTable>; readonly due: number };

async function keep(
  tx: WritableDb,
  { at }: DuesOrder,
  paid: {
    readonly postingId: PostingId;
    readonly dues: readonly Due[];
    readonly parts: readonly PaymentPart[];
  },
): Promise<void> {
  const { postingId, dues } = paid;
  const shares = shareParts(
    paid.parts,
    dues.map(({ due }) => due),
  );
  await storePayments(
    tx,
    dues.map(({ stay, due }, index) => ({
      ...{ id: uuidOf(`dues ${postingId} for ${stay.id}`), presence_id: stay.id, kind: 'taken' },
      ...{ cents: due, minutes: 0, sale_id: null, posting_id: postingId, source_id: null },
      ...{ means: 'pass', parts: JSON.stringify(shares[index] ?? []), at },
    })),
  );
  for (const { stay } of dues) {
    await tx.query
      .updateTable('presence')
      .set({ paid_cents: stay.billed_cents })
      .where('id', '=', stay.id)
      .execute();
    tx.changed('presence', stay.id, stay.collective_id);
  }
}

/** The first stay is paid with the first assets, and so on: whole cents, as they were taken. */
function shareParts(
  parts: readonly PaymentPart[],
  dues: readonly number[],
): readonly (readonly PaymentPart[])[] {
  const left = parts.map(({ assetId, cents: amount }) => ({ assetId, cents: amount }));
  return dues.map((due) => {
    let missing = due;
    return left.flatMap((part) => {
      const taken = Math.min(missing, part.cents);
      missing -= taken;
      part.cents -= taken;
      return taken > 0 ? [{ assetId: part.assetId, cents: taken }] : [];
    });
  });
}

async function findCollectives(tx: WritableDb, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.query
    .selectFrom('presence')
    .select('collective_id')
    .where(isOneOf(tx.kind, 'id', ids))
    .distinct()
    .execute();
  return rows.map((row) => row.collective_id);
}

const readStays = (tx: WritableDb, ids: readonly string[]) =>
  tx.query
    .selectFrom('presence')
    .selectAll()
    .where(isOneOf(tx.kind, 'id', ids))
    .orderBy('day')
    .orderBy('id')
    .execute();

const readPaid = (tx: WritableDb, postingId: string) =>
  tx.query
    .selectFrom('presence_payment')
    .select(['presence_id', 'cents'])
    .where('posting_id', '=', postingId)
    .where('kind', '=', 'taken')
    .execute();
