import { addCents, cents, ZERO_CENTS } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import { discounted } from './promo.ts';
import type { Discount } from './promo.ts';

/** Whether a price can be taken: by this person, now. */
export type PriceState = 'open' | 'not-yet' | 'closed' | 'sold-out' | 'members-only';

export type PlacePrice = {
  readonly id: string;
  readonly kind: 'fixed' | 'free' | 'open' | 'member';
  /** `open`: the amount proposed. */
  readonly cents: Cents;
  readonly minCents: Cents | null;
  readonly opensAt: Instant | null;
  readonly closesAt: Instant | null;
  /** Of its quota; null: as many as the event has. */
  readonly left: number | null;
  /** `member`: whether the person has the membership that opens it. */
  readonly isForThem: boolean;
};

export type PromoFacts = {
  /** Null: every price. */
  readonly priceId: string | null;
  readonly discount: Discount;
  readonly endsAt: Instant | null;
  /** Places it may still be used for; null: as many as there are. */
  readonly left: number | null;
};

/** All that decides what may be booked and what it costs. */
export type BookingFacts = {
  readonly now: Instant;
  readonly endsAt: Instant;
  readonly takesBookings: boolean;
  readonly isMembersOnly: boolean;
  /** Whether a membership of the collective runs. */
  readonly isMember: boolean;
  readonly asksNames: boolean;
  /** Places of the event; null: as many as come. */
  readonly left: number | null;
  /** What the person may still take of `per_person_max`. */
  readonly leftForPerson: number;
  readonly prices: readonly PlacePrice[];
  /** The code that was typed; `unknown`: this event has none of that name. */
  readonly promo: PromoFacts | 'unknown' | null;
};

export type PlaceWish = {
  readonly priceId: string;
  readonly holderName: string;
  /** Only for an open price. */
  readonly openCents: Cents | null;
};

export type PricedPlace = {
  readonly priceId: string;
  readonly holderName: string;
  readonly cents: Cents;
};

export type PricedBooking = {
  readonly places: readonly PricedPlace[];
  readonly totalCents: Cents;
};

export type BookingRefusal =
  | {
      readonly code:
        | 'event-over'
        | 'no-booking'
        | 'not-for-you'
        | 'nothing-asked'
        | 'promo-unknown'
        | 'promo-ended'
        | 'promo-useless';
    }
  | {
      readonly code: 'price-unknown' | 'sale-closed' | 'price-closed';
      readonly priceId: string;
      readonly state: 'not-yet' | 'closed' | 'members-only' | 'unknown';
    }
  | {
      readonly code: 'amount-too-low' | 'amount-too-high';
      readonly place: number;
      readonly limitCents: Cents;
    }
  | { readonly code: 'name-missing' | 'name-too-long'; readonly place: number }
  | { readonly code: 'too-many'; readonly max: number }
  | { readonly code: 'sold-out'; readonly left: number; readonly priceId: string | null }
  | { readonly code: 'promo-spent'; readonly left: number };

/** The most that somebody may give for one place at an open price: 1,000.00. */
const OPEN_CENTS_MAX = cents(100_000);

export const HOLDER_NAME_MAX = 120;

export function priceStateOf(
  price: PlacePrice,
  now: Instant,
  leftOfEvent: number | null,
): PriceState {
  if (price.kind === 'member' && !price.isForThem) return 'members-only';
  const closed = saleState(price, now);
  if (closed !== null) return closed;
  return price.left === 0 || leftOfEvent === 0 ? 'sold-out' : 'open';
}

function saleState({ opensAt, closesAt }: PlacePrice, now: Instant): 'not-yet' | 'closed' | null {
  if (closesAt !== null && closesAt <= now) return 'closed';
  return opensAt !== null && opensAt > now ? 'not-yet' : null;
}

/**
 * Prices the places that somebody asks for (RULES E2), or says what stands against it: who may come
 * first, then each place, then how many, then the code.
 */
export function priceBooking(
  facts: BookingFacts,
  wishes: readonly PlaceWish[],
): Result<PricedBooking, BookingRefusal> {
  const shut = findShut(facts, wishes);
  if (shut !== null) return err(shut);
  const priced: PricedPlace[] = [];
  for (const [place, wish] of wishes.entries()) {
    const one = pricePlace(facts, wish, place);
    if (!one.ok) return one;
    priced.push(one.value);
  }
  const short = findShort(facts, wishes);
  if (short !== null) return err(short);
  const places = applyPromo(facts, priced);
  if (!places.ok) return places;
  return ok({
    places: places.value,
    totalCents: addCents(...places.value.map((place) => place.cents)),
  });
}

function findShut(facts: BookingFacts, wishes: readonly PlaceWish[]): BookingRefusal | null {
  if (facts.endsAt <= facts.now) return { code: 'event-over' };
  if (!facts.takesBookings) return { code: 'no-booking' };
  if (facts.isMembersOnly && !facts.isMember) return { code: 'not-for-you' };
  if (wishes.length === 0) return { code: 'nothing-asked' };
  // Before anything is looked at place by place: a thousand are not counted.
  return wishes.length > facts.leftForPerson
    ? { code: 'too-many', max: facts.leftForPerson }
    : null;
}

function pricePlace(
  facts: BookingFacts,
  wish: PlaceWish,
  place: number,
): Result<PricedPlace, BookingRefusal> {
  const { priceId } = wish;
  const price = facts.prices.find(({ id }) => id === priceId);
  if (price === undefined) return err({ code: 'price-unknown', priceId, state: 'unknown' });
  // What is sold out says how many are left, further down.
  const state = priceStateOf({ ...price, left: null }, facts.now, null);
  if (state !== 'open' && state !== 'sold-out') {
    const isAnySold = facts.prices.some((one) => saleState(one, facts.now) === null);
    return err({ code: isAnySold ? 'price-closed' : 'sale-closed', priceId, state });
  }
  const holderName = wish.holderName.trim().replaceAll(/\s+/g, ' ');
  if (facts.asksNames && holderName === '') return err({ code: 'name-missing', place });
  if (holderName.length > HOLDER_NAME_MAX) return err({ code: 'name-too-long', place });
  const amount = amountOf(price, wish, place);
  return amount.ok ? ok({ priceId, holderName, cents: amount.value }) : amount;
}

function amountOf(
  price: PlacePrice,
  { openCents }: PlaceWish,
  place: number,
): Result<Cents, BookingRefusal> {
  switch (price.kind) {
    case 'free':
      return ok(ZERO_CENTS);
    case 'fixed':
    case 'member':
      return ok(price.cents);
    case 'open': {
      const least = price.minCents ?? ZERO_CENTS;
      const given = openCents ?? ZERO_CENTS;
      if (openCents === null || given < least) {
        return err({ code: 'amount-too-low', place, limitCents: least });
      }
      return given > OPEN_CENTS_MAX
        ? err({ code: 'amount-too-high', place, limitCents: OPEN_CENTS_MAX })
        : ok(given);
    }
  }
}

function findShort(facts: BookingFacts, wishes: readonly PlaceWish[]): BookingRefusal | null {
  if (facts.left !== null && wishes.length > facts.left) {
    return { code: 'sold-out', left: Math.max(0, facts.left), priceId: null };
  }
  for (const { id, left } of facts.prices) {
    const wanted = wishes.filter(({ priceId }) => priceId === id).length;
    if (left !== null && wanted > left) {
      return { code: 'sold-out', left: Math.max(0, left), priceId: id };
    }
  }
  return null;
}

/** Whether a code takes something off a price: an open amount is the person's own choice. */
export const isPromoFor = (
  promo: Pick<PromoFacts, 'priceId'>,
  price: Pick<PlacePrice, 'id' | 'kind'>,
): boolean =>
  (price.kind === 'fixed' || price.kind === 'member') &&
  (promo.priceId === null || promo.priceId === price.id);

function applyPromo(
  { promo, prices, now }: BookingFacts,
  places: readonly PricedPlace[],
): Result<readonly PricedPlace[], BookingRefusal> {
  if (promo === null) return ok(places);
  if (promo === 'unknown') return err({ code: 'promo-unknown' });
  if (promo.endsAt !== null && promo.endsAt <= now) return err({ code: 'promo-ended' });
  const covered = new Set(
    prices.filter((price) => isPromoFor(promo, price)).map((price) => price.id),
  );
  const used = places.filter(({ priceId }) => covered.has(priceId)).length;
  if (used === 0) return err({ code: 'promo-useless' });
  if (promo.left !== null && used > promo.left) {
    return err({ code: 'promo-spent', left: Math.max(0, promo.left) });
  }
  return ok(
    places.map((place) =>
      covered.has(place.priceId)
        ? { ...place, cents: discounted(place.cents, promo.discount) }
        : place,
    ),
  );
}
