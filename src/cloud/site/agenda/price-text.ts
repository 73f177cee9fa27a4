import { formatCents } from '../../../shared/format.ts';
import type { EventPrice } from './event-store.ts';
import type { Visit } from '../visit.ts';

/** The price on a card, in two or three words: what the cheapest way in costs anybody. */
export function shortPrice(prices: readonly EventPrice[], visit: Visit): string {
  const { t, language } = visit;
  const forAll = prices.filter((price) => price.kind !== 'member');
  if (forAll.length === 0 || forAll.some((price) => price.kind === 'free')) return t('agenda.free');
  const open = forAll.find((price) => price.kind === 'open');
  if (open !== undefined) {
    return t('agenda.openPrice', { amount: formatCents(open.minCents ?? open.cents, language) });
  }
  const cheapest = forAll.map((price) => price.cents).toSorted((left, right) => left - right)[0];
  if (cheapest === undefined) return t('agenda.free');
  const amount = formatCents(cheapest, language);
  return forAll.length === 1 ? amount : t('agenda.fromPrice', { amount });
}

/** One price of the event's page. */
export function priceText(price: EventPrice, visit: Visit): string {
  const { t, language } = visit;
  if (price.kind === 'free') return t('event.free');
  const amount = formatCents(price.cents, language);
  if (price.kind !== 'open' || price.minCents === null) return amount;
  return price.minCents === price.cents
    ? t('event.openPrice', { amount })
    : t('event.openSuggested', { amount, min: formatCents(price.minCents, language) });
}
