import type { PropsWithChildren } from 'hono/jsx';
import { dayOf, formatCents, formatDay, formatHour } from '../../../shared/format.ts';
import { toId } from '../../../shared/ids.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { readBookingRules } from '../../booking/read-booking-rules.ts';
import type { BookablePrice, BookingRules } from '../../booking/read-booking-rules.ts';
import type { Call } from '../../http/route.ts';
import { Button, ButtonLink } from '../parts/form.tsx';
import { CountField, TextField } from '../parts/fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import {
  PATHS_OF_SITE,
  bookEventPath,
  bookingPath,
  offerPath,
  offersOfPath,
  waitForEventPath,
  waitingPath,
} from '../paths.ts';
import type { Visit } from '../visit.ts';
import {
  PROMO_FIELD,
  PROMO_LENGTH_MAX,
  countField,
  countsMax,
  placesOf,
  readChoice,
} from './choice.ts';
import type { Choice } from './choice.ts';

/** Where the event is, for addresses and hours. */
export type EventOfBox = {
  readonly collectiveSlug: string;
  readonly collectiveName: string;
  readonly eventSlug: string;
  readonly timeZone: string;
};

export type BookingBoxData = { readonly event: EventOfBox; readonly rules: BookingRules };

/** What this person, or anybody, may book of an event now; null when it is not published. */
export async function readBookingBox(
  call: Call,
  eventId: string,
  personId: PersonId | null,
): Promise<BookingBoxData | null> {
  const { db, clock } = call.deps;
  const [rules, event] = await Promise.all([
    readBookingRules(db, toId<'Event'>(eventId), personId, clock()),
    db.query
      .selectFrom('event')
      .innerJoin('collective', 'collective.id', 'event.collective_id')
      .select(['event.slug as eventSlug', 'collective.slug as collectiveSlug'])
      .select(['collective.name as collectiveName', 'collective.time_zone as timeZone'])
      .where('event.id', '=', eventId)
      .executeTakeFirst(),
  ]);
  return rules === null || event === undefined ? null : { event, rules };
}

type BoxProps = {
  readonly visit: Visit;
  readonly box: BookingBoxData;
  /** On a page about nothing else, whose own title is enough. */
  readonly isAlone?: boolean;
  /** On the page of an offer, which says by itself what is kept, and until when. */
  readonly isOffer?: boolean;
};

/** Prices, places left, how many, and the one button; or why nothing can be booked now (RULES E2). */
export const BookingBox = ({ visit, box, isAlone = false, isOffer = false }: BoxProps) => {
  const { rules } = box;
  return (
    <section class="booking-box" id="reserver" aria-labelledby="reserver-titre">
      <h2 id="reserver-titre" class={isAlone ? 'hidden' : undefined}>
        {visit.t('booking.box.title')}
      </h2>
      {isOffer ? null : <OwnThings visit={visit} box={box} />}
      {rules.state === 'open' ? (
        <ChooseForm visit={visit} box={box} isOffer={isOffer} />
      ) : (
        <>
          {rules.state === 'no-booking' ? null : <PriceList visit={visit} box={box} />}
          <WhyNot visit={visit} box={box} />
        </>
      )}
    </section>
  );
};

/** Places that wait to be paid, an offer of the list, or a place in line. */
const OwnThings = ({ visit, box }: BoxProps) => {
  const { t, language } = visit;
  const { rules, event } = box;
  const hour = (at: Instant): string => formatHour(at, event.timeZone, language);
  const { own } = rules.waiting;
  const offered = own?.offer ?? null;
  return (
    <>
      {rules.holds
        .filter(({ bookingId }) => bookingId !== offered?.bookingId)
        .map(({ bookingId, places, endsAt }) => (
          <Notice
            tone="attention"
            title={t('booking.box.held', { count: places, hour: hour(endsAt) })}
          >
            <ButtonLink href={bookingPath(bookingId)} kind="second" icon="ticket">
              {t('booking.box.heldGo')}
            </ButtonLink>
          </Notice>
        ))}
      {own === null ? null : offered === null ? (
        <Notice tone="info" title={t('booking.box.waiting', { position: own.position })}>
          <p>
            <a href={waitingPath(own.waitingId)}>{t('booking.box.waitingSee')}</a>
          </p>
        </Notice>
      ) : (
        <Notice tone="attention" title={t('booking.box.offered', { count: offered.places })}>
          <p>{momentText(visit, 'booking.box.offeredUntil', offered.endsAt, event.timeZone)}</p>
        </Notice>
      )}
    </>
  );
};

type MomentKey = 'booking.box.offeredUntil' | 'booking.box.opens' | 'booking.box.priceOpens';

const momentText = (visit: Visit, key: MomentKey, at: Instant, timeZone: string): string =>
  visit.t(key, {
    day: formatDay(dayOf(at, timeZone), visit.language),
    hour: formatHour(at, timeZone, visit.language),
  });

/** How many of each price. Sent by GET: what is chosen stays in the address, also through signing in. */
const ChooseForm = ({ visit, box, isOffer = false }: BoxProps) => {
  const { t } = visit;
  const { rules, event } = box;
  const chosen = readChosen(visit, rules);
  const hasChosen = placesOf(chosen) > 0;
  // With one price only one place is proposed; of an offer all its places are.
  const alone = isOffer ? (rules.waiting.own?.offer?.places ?? 1) : 1;
  const isOnly = rules.prices.filter(({ state }) => state === 'open').length === 1;
  return (
    <form
      method="get"
      action={bookEventPath(event.collectiveSlug, event.eventSlug)}
      class="form booking-choose"
    >
      <ul class="booking-prices">
        {rules.prices.map((price, index) => (
          <li>
            {price.state === 'open' ? (
              <CountField
                name={countField(index)}
                label={priceLabel(visit, price)}
                hint={leftText(visit, price)}
                value={String(hasChosen ? chosen.counts[index] : isOnly ? alone : 0)}
                max={countsMax(rules, price)}
              />
            ) : (
              <PriceRow visit={visit} box={box} price={price} />
            )}
          </li>
        ))}
      </ul>
      {rules.hasPromoCodes ? (
        <details class="details-plain" open={chosen.promoCode !== ''}>
          <summary>{t('booking.box.promoAsk')}</summary>
          <TextField
            name={PROMO_FIELD}
            label={t('booking.box.promo')}
            value={chosen.promoCode}
            maxlength={PROMO_LENGTH_MAX}
          />
        </details>
      ) : null}
      <Button icon="ticket">{t('booking.box.go')}</Button>
      {isOffer ? null : (
        <p class="soft">{t(isFree(rules) ? 'booking.box.freeNote' : 'booking.box.note')}</p>
      )}
    </form>
  );
};

/** What was chosen before, when one comes back to choose again. */
function readChosen(visit: Visit, rules: BookingRules): Choice {
  const { searchParams } = new URL(visit.path, 'http://site.invalid');
  return readChoice(rules.prices, (name) => searchParams.get(name) ?? undefined);
}

const isFree = (rules: BookingRules): boolean =>
  rules.prices.every(({ kind, cents }) => kind === 'free' || (kind === 'fixed' && cents === 0));

/** `Plein tarif, 8,00 €`. */
export function priceLabel(visit: Visit, price: BookablePrice): string {
  return visit.t('booking.box.priceLine', {
    name: price.name,
    amount: amountText(visit, price),
  });
}

export function amountText({ t, language }: Visit, price: BookablePrice): string {
  if (price.kind === 'open') {
    const least = price.minCents ?? price.cents;
    return least === 0
      ? t('booking.box.openAny')
      : t('booking.box.openFrom', { amount: formatCents(least, language) });
  }
  return price.cents === 0 ? t('booking.box.free') : formatCents(price.cents, language);
}

/** From here on places are few enough to say how many. */
const FEW_PLACES = 20;

const leftText = ({ t }: Visit, { left }: BookablePrice): string | undefined =>
  left === null || left > FEW_PLACES ? undefined : t('booking.box.left', { count: left });

const PriceList = ({ visit, box }: BoxProps) => (
  <ul class="booking-prices">
    {box.rules.prices.map((price) => (
      <li>
        <PriceRow visit={visit} box={box} price={price} />
      </li>
    ))}
  </ul>
);

type PriceProps = BoxProps & { readonly price: BookablePrice };

/** A price that cannot be taken now, and why. */
const PriceRow = ({ visit, box, price }: PriceProps) => {
  const why = priceWhy(visit, box, price);
  return (
    <p class="booking-price">
      <span>{price.name}</span>
      <strong>{amountText(visit, price)}</strong>
      {why === null ? null : <span class="soft">{why}</span>}
    </p>
  );
};

function priceWhy(visit: Visit, { event, rules }: BookingBoxData, price: BookablePrice) {
  const { t } = visit;
  switch (price.state) {
    case 'open':
      return null;
    case 'closed':
      return t('booking.box.priceClosed');
    case 'sold-out':
      return rules.state === 'sold-out' ? null : t('booking.box.priceSoldOut');
    case 'members-only':
      return (
        <>
          {t('booking.box.priceMembers')}{' '}
          <a href={membershipPath(event, price)}>{t('booking.box.becomeMember')}</a>
        </>
      );
    case 'not-yet':
      return price.opensAt === null || rules.state === 'not-yet'
        ? null
        : momentText(visit, 'booking.box.priceOpens', price.opensAt, event.timeZone);
  }
}

const membershipPath = (event: EventOfBox, price?: BookablePrice): string =>
  price?.offer == null
    ? offersOfPath(event.collectiveSlug)
    : offerPath(event.collectiveSlug, price.offer.id);

/** Why nothing can be booked, and what can be done instead. */
const WhyNot = ({ visit, box }: BoxProps) => {
  const { t } = visit;
  const { rules, event } = box;
  switch (rules.state) {
    case 'open':
      return null;
    case 'over':
      return (
        <Why icon="info" title={t('booking.box.over')}>
          <ButtonLink href={PATHS_OF_SITE.agenda} kind="second" icon="calendar">
            {t('booking.box.overDo')}
          </ButtonLink>
        </Why>
      );
    case 'no-booking':
      return (
        <Why icon="check" title={t('booking.box.noBooking')}>
          <p class="soft">{t('booking.box.noBookingDo')}</p>
        </Why>
      );
    case 'closed':
      return (
        <Why icon="lock" title={t('booking.box.closed')}>
          <p class="soft">{t('booking.box.closedDo')}</p>
        </Why>
      );
    case 'not-yet': {
      const [soonest] = rules.prices.flatMap(({ opensAt }) => opensAt ?? []).toSorted();
      return (
        <Why icon="clock" title={t('booking.box.notYet')}>
          {soonest === undefined ? null : (
            <p>{momentText(visit, 'booking.box.opens', soonest, event.timeZone)}</p>
          )}
        </Why>
      );
    }
    case 'members-only':
      return (
        <Why icon="heart" title={t('booking.box.members', { collective: event.collectiveName })}>
          {visit.person === null ? <p class="soft">{t('booking.box.membersSignIn')}</p> : null}
          <ButtonLink href={membershipPath(event)} kind="main" icon="heart">
            {t('booking.box.becomeMember')}
          </ButtonLink>
        </Why>
      );
    case 'sold-out':
      return <SoldOut visit={visit} box={box} />;
  }
};

const SoldOut = ({ visit, box }: BoxProps) => {
  const { t } = visit;
  const { rules, event } = box;
  return (
    <Why icon="people" title={t('booking.box.soldOut')}>
      {rules.waiting.isOpen ? (
        <>
          <p class="soft">
            {rules.waiting.count === 0
              ? t('booking.box.waitFirst')
              : t('booking.box.waitCount', { count: rules.waiting.count })}
          </p>
          <ButtonLink href={waitForEventPath(event.collectiveSlug, event.eventSlug)}>
            {t('booking.box.wait')}
          </ButtonLink>
        </>
      ) : null}
    </Why>
  );
};

type WhyProps = PropsWithChildren<{ readonly icon: string; readonly title: string }>;

const Why = ({ icon, title, children }: WhyProps) => (
  <div class="booking-why">
    <p class="with-icon">
      <Icon name={icon} />
      <strong>{title}</strong>
    </p>
    {children}
  </div>
);
