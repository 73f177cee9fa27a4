import type { SaleLine } from '../../domain/journal/sale-entries.ts';
import { membershipPeriod } from '../../domain/membership/period.ts';
import type { PostingId } from '../../domain/wallet/ledger-types.ts';
import { dayOf } from '../../shared/format.ts';
import type { AssetId, MembershipId, PersonId } from '../../shared/ids.ts';
import { cents } from '../../shared/money.ts';
import type { Day, Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { correct, give } from '../ledger/operations.ts';
import { ensureWalletOfPerson, findWalletOfPerson } from '../ledger/wallets.ts';
import { findMember } from './find-member.ts';
import { linesOf } from './goods-facts.ts';
import type { LineOf } from './goods-facts.ts';
import type { GoodsProblem } from './problems.ts';
import type { SaleFact } from './sell-tickets.ts';

type MembershipLine = LineOf<'membership', SaleLine>;

/** The memberships of a sale (RULES A2): each begins today, or where the running one ends (A3). */
export async function sellMemberships(
  tx: WritableDb,
  station: KnownStation,
  fact: SaleFact,
  now: Instant,
): Promise<readonly GoodsProblem[]> {
  const { seq, sale } = fact;
  // A till whose clock runs ahead sells no membership of another year.
  const at = fact.at < now ? fact.at : now;
  const problems: GoodsProblem[] = [];
  for (const line of linesOf(sale.lines, 'membership')) {
    const offer = await findOffer(tx, station, line);
    if (offer === undefined) {
      const message = `Offer ${line.detail.offerId} has no price ${line.detail.priceId} here.`;
      problems.push({ seq, code: 'goods-unknown', message });
    } else if (!(await isKnown(tx, line.detail.membershipId))) {
      await storeMembership(tx, station, { offer, line, at, saleId: sale.saleId });
    }
  }
  return problems;
}

type Offer = NonNullable<Awaited<ReturnType<typeof findOffer>>>;

const findOffer = (tx: WritableDb, station: KnownStation, { detail }: MembershipLine) =>
  tx.query
    .selectFrom('membership_offer as offer')
    .innerJoin('membership_price as price', 'price.offer_id', 'offer.id')
    .innerJoin('collective', 'collective.id', 'offer.collective_id')
    .select(['offer.id', 'offer.name', 'offer.duration', 'collective.time_zone'])
    .select(['offer.gift_asset_id', 'offer.gift_amount'])
    .where('offer.id', '=', detail.offerId)
    .where('price.id', '=', detail.priceId)
    .where('offer.collective_id', '=', station.collectiveId)
    .executeTakeFirst();

async function isKnown(tx: WritableDb, membershipId: MembershipId): Promise<boolean> {
  const row = await tx.query
    .selectFrom('membership')
    .select('id')
    .where('id', '=', membershipId)
    .executeTakeFirst();
  return row !== undefined;
}

async function storeMembership(
  tx: WritableDb,
  station: KnownStation,
  sold: {
    readonly offer: Offer;
    readonly line: MembershipLine;
    readonly at: Instant;
    readonly saleId: string;
  },
): Promise<void> {
  const { offer, line, at, saleId } = sold;
  const { membershipId, priceId } = line.detail;
  const personId = await findMember(tx, line.detail, at);
  const { startsOn, endsOn } = membershipPeriod({
    duration: offer.duration,
    today: dayOf(at, offer.time_zone),
    runningUntil: await findRunningUntil(tx, personId, offer.id),
  });
  await tx.query
    .insertInto('membership')
    .values({
      id: membershipId,
      person_id: personId,
      collective_id: station.collectiveId,
      name: offer.name,
      state: 'active',
      starts_on: startsOn,
      ends_on: endsOn,
      offer_id: offer.id,
      price_id: priceId,
      sale_id: saleId,
      line_id: line.lineId,
    })
    .execute();
  await giveWelcome(tx, station, { offer, membershipId, personId, at });
  await tellWallet(tx, personId);
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
async function giveWelcome(
  tx: WritableDb,
  station: KnownStation,
  to: {
    readonly offer: Offer;
    readonly membershipId: MembershipId;
    readonly personId: PersonId;
    readonly at: Instant;
  },
): Promise<void> {
  const { gift_asset_id: assetId, gift_amount: amount } = to.offer;
  if (assetId === null || amount === null) return;
  await give(tx, {
    id: giftIdOf(to.membershipId),
    at: to.at,
    stationId: station.id,
    cause: to.membershipId,
    collectiveId: station.collectiveId,
    to: { walletId: await ensureWalletOfPerson(tx, to.personId, to.at) },
    assetId: assetId as AssetId,
    amountCents: cents(amount),
  });
}

async function tellWallet(tx: WritableDb, personId: PersonId): Promise<void> {
  const walletId = await findWalletOfPerson(tx, personId);
  if (walletId !== undefined) tx.changed('wallet', walletId, null);
}

/** Memberships that a correction takes back, with their gift as far as it is not spent. */
export async function cancelMemberships(
  tx: WritableDb,
  station: KnownStation,
  saleId: string,
  membershipIds: readonly string[],
  at: Instant,
): Promise<void> {
  if (membershipIds.length === 0) return;
  const cancelled = await tx.query
    .updateTable('membership')
    .set({ state: 'cancelled' })
    .where(isOneOf(tx.kind, 'id', membershipIds))
    .where('sale_id', '=', saleId)
    .where('state', '=', 'active')
    .returning(['id', 'person_id'])
    .execute();
  for (const { id, person_id: personId } of cancelled) {
    await takeWelcomeBack(tx, station, id, at);
    await tellWallet(tx, personId as PersonId);
  }
}

async function takeWelcomeBack(
  tx: WritableDb,
  station: KnownStation,
  membershipId: string,
  at: Instant,
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
      stationId: station.id,
      cause: membershipId,
      collectiveId: station.collectiveId,
      corrects,
      parts: [{ assetId: gift.asset_id as AssetId, cents: cents(amount) }],
    });
  const whole = await takeBack(gift.amount);
  if (whole.ok || whole.error.code !== 'short') return;
  const rest = gift.amount - whole.error.missingCents;
  if (rest > 0) await takeBack(rest);
}
