import { formatCents } from '../../../shared/format.ts';
import { cents } from '../../../shared/money.ts';
import type { Visit } from '../visit.ts';
import { leastCents, pricesForAll } from './availability.ts';
import type { EventPrice } from './event-store.ts';

/** A language and its sentences: a feed has no visit. */
export type Words = Pick<Visit, 't' | 'language'>;

/** The price on a card, in two or three words: what the cheapest way in costs anybody. */
export function shortPrice(prices: readonly EventPrice[], words: Words): string {
  const { t, language } = words;
  const forAll = pricesForAll(prices);
  const [least = 0, ...others] = forAll.map(leastCents).toSorted((left, right) => left - right);
  const amount = formatCents(cents(least), language);
  if (forAll.some(({ kind }) => kind === 'open')) {
    return least === 0 ? t('agendaPage.openPrice') : t('agenda.openPrice', { amount });
  }
  const most = others.at(-1) ?? least;
  if (most === 0) return t('agenda.free');
  if (least === 0) return t('agendaPage.freeTo', { amount: formatCents(cents(most), language) });
  return most === least ? amount : t('agenda.fromPrice', { amount });
}

/** One price of the event's page. */
export function priceText(price: EventPrice, words: Words): string {
  const { t, language } = words;
  if (price.kind === 'free') return t('event.free');
  const amount = formatCents(price.cents, language);
  if (price.kind !== 'open' || price.minCents === null) return amount;
  return price.minCents === price.cents
    ? t('event.openPrice', { amount })
    : t('event.openSuggested', { amount, min: formatCents(price.minCents, language) });
}
