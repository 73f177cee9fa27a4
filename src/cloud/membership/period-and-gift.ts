import { membershipPeriod } from '../../domain/membership/period.ts';
import type { MembershipDuration, MembershipPeriod } from '../../domain/membership/period.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { dayOf } from '../../shared/format.ts';
import type { AssetId, CollectiveId, PersonId, StationId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { correct, give } from '../ledger/operations.ts';
import { ensureWalletOfPerson, findWalletOfPerson } from '../ledger/wallets.ts';

/** What a till and the site do alike when a membership begins: its days, its gift, who is told. */

/** Where a membership is taken; a site has no station. */
export type TakenAt = {
  readonly stationId: StationId | null;
  readonly collectiveId: CollectiveId;
  readonly at: Instant;
};

/** The days that are paid: from today, or from where the running period ends (RULES A3). */
export async function countPeriod(
  tx: WritableDb,
  personId: PersonId,
  offer: {
    readonly id: string;
    readonly duration: MembershipDuration;
    readonly time_zone: string;
  },
  at: Instant,
): Promise<MembershipPeriod> {
  return membershipPeriod({
    duration: offer.duration,
    today: dayOf(at, offer.time_zone),
    runningUntil: await findRunningUntil(tx, personId, offer.id),
  });
}

/** The last day of what this person has of the same offer; null when nothing of it runs. */
async function findRunningUntil(
  tx: WritableDb,
  personId: PersonId,
  offerId: string,
): Promise<Day | null> {
  const row = await tx.query
    .selectFrom('membership')
    .select(({ fn }) => fn.max('ends_on').as('ends_on'))
    .where('person_id', '=', personId)
    .where('offer_id', '=', offerId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return (row?.ends_on ?? null) as Day | null;
}

const giftIdOf = (membershipId: string): PostingId =>
  uuidOf(`gift of membership ${membershipId}`) as PostingId;

/** What the offer gives its members (RULES A4). */
export async function giveWelcome(
  tx: WritableDb,
  { stationId, collectiveId, at }: TakenAt,
  to: {
    readonly offer: { readonly gift_asset_id: string | null; readonly gift_amount: number | null };
    readonly membershipId: string;
    readonly personId: PersonId;
  },
): Promise<void> {
  const { gift_asset_id: assetId, gift_amount: amount } = to.offer;
  if (assetId === null || amount === null) return;
  await give(tx, {
    id: giftIdOf(to.membershipId),
    at,
    stationId,
    cause: to.membershipId,
    collectiveId,
    to: { walletId: await ensureWalletOfPerson(tx, to.personId, at) },
    assetId: assetId as AssetId,
    amountCents: cents(amount),
  });
}

/** Takes the gift back, as far as it is not spent. */
export async function takeWelcomeBack(
  tx: WritableDb,
  { stationId, collectiveId, at }: TakenAt,
  membershipId: string,
): Promise<void> {
  const corrects = giftIdOf(membershipId);
  const gift = await tx.query
    .selectFrom('transfer')
    .select(['asset_id', 'amount'])
    .where('posting_id', '=', corrects)
    .executeTakeFirst();
  if (gift === undefined) return;
  const takeBack = (amount: number) =>
    correct(tx, {
      id: uuidOf(`gift of membership ${membershipId} taken back`) as PostingId,
      at,
      stationId,
      cause: membershipId,
      collectiveId,
      corrects,
      parts: [{ assetId: gift.asset_id as AssetId, cents: cents(amount) }],
    });
  const whole = await takeBack(gift.amount);
  if (whole.ok || whole.error.code !== 'short') return;
  const rest = gift.amount - whole.error.missingCents;
  if (rest > 0) await takeBack(rest);
}

/** Tills show what somebody is a member of beside their Pass: they are told anew. */
export async function tellWallet(tx: WritableDb, personId: PersonId): Promise<void> {
  const walletId = await findWalletOfPerson(tx, personId);
  if (walletId !== undefined) tx.changed('wallet', walletId, null);
}
