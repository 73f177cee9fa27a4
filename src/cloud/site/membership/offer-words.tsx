import { membershipPeriod } from '../../../domain/membership/period.ts';
import { leastOf } from '../../../domain/membership/take-offer.ts';
import { dayOf, formatCents, formatDay, formatMinutes } from '../../../shared/format.ts';
import type { Day } from '../../../shared/time.ts';
import { Icon } from '../parts/icon.tsx';
import type { Visit } from '../visit.ts';
import type { OfferOnSite, PriceOnSite } from './offers-store.ts';

/** An offer in everyday words: how long, how much, what it opens. */

export function priceText({ t, language }: Visit, price: PriceOnSite): string {
  if (price.kind !== 'free') {
    return price.priceCents === 0
      ? t('members.nothingToPay')
      : formatCents(price.priceCents, language);
  }
  const least = leastOf(price);
  return least === 0
    ? t('members.anyPrice')
    : t('members.freePrice', { amount: formatCents(least, language) });
}

/** The least that an offer costs, for lists. */
export function offerPriceText(visit: Visit, { prices }: OfferOnSite): string {
  const [only] = prices;
  if (only === undefined) return '';
  if (prices.length === 1) return priceText(visit, only);
  const least = Math.min(
    ...prices.map((price) => (price.kind === 'free' ? leastOf(price) : price.priceCents)),
  );
  const amount = formatCents(least as PriceOnSite['priceCents'], visit.language);
  return visit.t('members.from', { amount });
}

/** What can be done with it, an icon beside each. */
export const OpensList = ({
  visit,
  offer,
}: {
  readonly visit: Visit;
  readonly offer: OfferOnSite;
}) => {
  const lines = opensOf(visit, offer);
  return lines.length === 0 ? null : (
    <ul class="reasons">
      {lines.map(([icon, text]) => (
        <li>
          <Icon name={icon} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
};

function opensOf(
  { t, language }: Visit,
  { opens }: OfferOnSite,
): readonly (readonly [icon: string, text: string])[] {
  const { includedMinutes, hasMemberHours, gift, events } = opens;
  const [event, ...others] = events;
  return [
    ...(includedMinutes > 0
      ? [
          [
            'clock',
            t('members.opens.hours', { hours: formatMinutes(includedMinutes, language) }),
          ] as const,
        ]
      : []),
    ...(hasMemberHours ? [['clock', t('members.opens.memberHours')] as const] : []),
    ...(gift === null
      ? []
      : [
          [
            'gift',
            t('members.opens.gift', { amount: formatCents(gift.cents, language), name: gift.name }),
          ] as const,
        ]),
    ...(event === undefined
      ? []
      : [
          [
            'ticket',
            others.length === 0
              ? t('members.opens.event', { event })
              : t('members.opens.events', { count: events.length }),
          ] as const,
        ]),
  ];
}

/** How long, whether it goes on, whether somebody answers first. */
export const RulesList = ({
  visit,
  offer,
}: {
  readonly visit: Visit;
  readonly offer: OfferOnSite;
}) => {
  const { t } = visit;
  return (
    <ul class="reasons">
      <li>
        <Icon name="calendar" />
        <span>{t(`members.duration.${offer.duration}`)}</span>
      </li>
      <li>
        <Icon name="refresh" />
        <span>{t(offer.renewsByItself ? 'members.renews' : 'members.doesNotRenew')}</span>
      </li>
      <li>
        <Icon name={offer.needsApproval ? 'people' : 'check'} />
        <span>{t(offer.needsApproval ? 'members.approval' : 'members.noApproval')}</span>
      </li>
    </ul>
  );
};

/** The days that would be paid for now. */
export const periodNow = (visit: Visit, offer: OfferOnSite, runningUntil: Day | null) =>
  membershipPeriod({
    duration: offer.duration,
    today: dayOf(visit.now, offer.collective.timeZone),
    runningUntil,
  });

/** `Jusqu’au mardi 31 août 2027`. */
export function untilText(visit: Visit, offer: OfferOnSite, endsOn: Day | null): string {
  const { t, language } = visit;
  if (endsOn === null) return t('members.noEnd');
  if (endsOn === dayOf(visit.now, offer.collective.timeZone)) return t('members.untilTonight');
  return t('members.until', { day: formatDay(endsOn, language) });
}
