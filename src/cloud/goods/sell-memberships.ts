import type { SaleLine } from '../../domain/journal/sale-entries.ts';
import type { MembershipId, PersonId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import { isOneOf } from '../db/bulk-rows.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import {
  countPeriod,
  giveWelcome,
  takeWelcomeBack,
  tellWallet,
} from '../membership/period-and-gift.ts';
import type { TakenAt } from '../membership/period-and-gift.ts';
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
  const { startsOn, endsOn } = await countPeriod(tx, personId, offer, at);
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
  await giveWelcome(tx, takenAt(station, at), { offer, membershipId, personId });
  await tellWallet(tx, personId);
}

const takenAt = (station: KnownStation, at: Instant): TakenAt => ({
  ...{ stationId: station.id, collectiveId: station.collectiveId, at },
});

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
    .set({ state: 'cancelled', renews: 0, renew_means: null, renew_next_at: null })
    .where(isOneOf(tx.kind, 'id', membershipIds))
    .where('sale_id', '=', saleId)
    .where('state', '=', 'active')
    .returning(['id', 'person_id'])
    .execute();
  for (const { id, person_id: personId } of cancelled) {
    await takeWelcomeBack(tx, takenAt(station, at), id);
    await tellWallet(tx, personId as PersonId);
  }
}
