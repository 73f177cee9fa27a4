import { assert } from '../../shared/assert.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import type { PaymentId, PersonId } from '../../shared/ids.ts';
import { cents, ZERO_CENTS } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { correct, topUp } from '../ledger/operations.ts';
import { ensureLocalAsset } from '../ledger/sellers.ts';
import { ensureWalletOfPerson } from '../ledger/wallets.ts';
import { giveBack } from '../payments/give-back.ts';
import { cancelBooking, readPlaces, tellBooking } from './booking-store.ts';
import type { PlaceRow } from './booking-store.ts';
import type { LockedBooking } from './lock-booking.ts';
import type { PlacePart } from './mark-booked.ts';

/** Where the money of places went. */
export type MoneyBack = { readonly toWalletCents: Cents; readonly toBankCardCents: Cents };

/** Frees places that are booked: their tickets are worth nothing from now on. */
export async function freePlaces(
  tx: WritableDb,
  { event, booking }: LockedBooking,
  places: readonly PlaceRow[],
  now: Instant,
): Promise<{ readonly isWhole: boolean }> {
  const ids = places.map(({ id }) => id);
  await tx.query
    .updateTable('booking_place')
    .set({ state: 'cancelled', cancelled_at: now })
    .where(isOneOf(tx.kind, 'id', ids))
    .execute();
  await tx.query
    .updateTable('ticket')
    .set({ state: 'cancelled', cancelled_at: now })
    .where(isOneOf(tx.kind, 'id', ids))
    .execute();
  for (const id of ids) tx.changed('ticket', id, event.collectiveId);
  const isWhole = (await readPlaces(tx, booking.id)).every(({ state }) => state === 'cancelled');
  if (isWhole) await cancelBooking(tx, booking.id, now);
  tellBooking(tx, event, booking.id);
  return { isWhole };
}

/** Names the places, so that they are given back once, together or one by one. */
export const placesText = (places: readonly PlaceRow[]): string =>
  places
    .map(({ id }) => id)
    .toSorted()
    .join(' ');

/** Money of places goes back to where it came from (RULES E5), in the caller's transaction. */
export async function giveMoneyBack(
  tx: WritableDb,
  locked: LockedBooking,
  places: readonly PlaceRow[],
  now: Instant,
): Promise<MoneyBack> {
  const { means, payment_id: paymentId } = locked.booking;
  const sum = cents(places.reduce((total, place) => total + place.cents, 0));
  if (sum === 0 || means === 'free' || means === null) {
    return { toWalletCents: ZERO_CENTS, toBankCardCents: ZERO_CENTS };
  }
  if (means === 'pass') {
    await backToWallet(tx, locked, places, now);
    return { toWalletCents: sum, toBankCardCents: ZERO_CENTS };
  }
  const given = await giveBack(tx, {
    id: uuidOf(`places given back ${placesText(places)}`),
    paymentId: paymentId as PaymentId,
    ...{ cents: sum, reason: 'cancelled', at: now },
  });
  assert(given.ok, `booking ${locked.booking.id}: ${JSON.stringify(given)}`);
  return { toWalletCents: ZERO_CENTS, toBankCardCents: sum };
}

/** Each asset by itself: what its issuer has settled since comes back as the collective's own money. */
async function backToWallet(
  tx: WritableDb,
  { event, booking }: LockedBooking,
  places: readonly PlaceRow[],
  now: Instant,
): Promise<void> {
  const parts = places.flatMap((place) => JSON.parse(place.parts) as readonly PlacePart[]);
  const byAsset = Map.groupBy(parts, ({ assetId }) => assetId);
  const walletId = await ensureWalletOfPerson(tx, booking.person_id as PersonId, now);
  for (const assetId of [...byAsset.keys()].toSorted()) {
    const amount = (byAsset.get(assetId) ?? []).reduce((sum, part) => sum + part.cents, 0);
    const what = `${assetId} for places ${placesText(places)}`;
    const base = {
      ...{ at: now, stationId: null, cause: booking.id, collectiveId: event.collectiveId },
    };
    const corrected = await correct(tx, {
      ...{ ...base, id: uuidOf(`given back ${what}`) as PostingId },
      corrects: booking.posting_id as PostingId,
      parts: [{ assetId, cents: cents(amount) }],
    });
    if (corrected.ok) continue;
    assert(corrected.error.code === 'already-settled', `${what}: ${corrected.error.code}`);
    const credited = await topUp(tx, {
      ...{ ...base, id: uuidOf(`credited ${what}`) as PostingId, to: { walletId } },
      assetId: await ensureLocalAsset(tx, event.collectiveId, now),
      amountCents: cents(amount),
    });
    assert(credited.ok, `${what}: ${JSON.stringify(credited)}`);
  }
}

/** Which of these tickets somebody came in with; the rows are locked, so that no door admits them meanwhile. */
export async function findScanned(
  tx: WritableDb,
  placeIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const tickets = tx.query
    .selectFrom('ticket')
    .select('id')
    .where(isOneOf(tx.kind, 'id', placeIds))
    .orderBy('id');
  await (tx.kind === 'postgres' ? tickets.forUpdate() : tickets).execute();
  const rows = await tx.query
    .selectFrom('ticket_admission')
    .select('ticket_id')
    .where(isOneOf(tx.kind, 'ticket_id', placeIds))
    .execute();
  return new Set(rows.map((row) => row.ticket_id));
}
