import type { BasketShown } from '../../../src/contract/kiosk/screen-state.ts';
import { formatSignedCents } from '../../../src/shared/format.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Texts } from '../../app/texts.ts';
import { measureWords } from './product-words.ts';

type Line = BasketShown['lines'][number];

/** What stands under the name of a line: options, weight, hours, names. One string each. */
export function lineWords(line: Line, texts: Texts): readonly string[] {
  const { say, euros, language, clock, since } = texts;
  const { detail } = line;
  const options = line.optionLabels.length === 0 ? [] : [line.optionLabels.join(' · ')];
  switch (detail.kind) {
    case 'piece':
    case 'open-price':
      return options;
    case 'measure': {
      const key = detail.unit === 'kilogram' ? 'product.per-kilogram' : 'product.per-litre';
      const price = say(key, { price: euros(detail.unitCents) });
      return [...options, `${measureWords(detail.amount, detail.unit, language)} · ${price}`];
    }
    case 'room':
      return [...options, `${since(detail.startsAt)} – ${clock(detail.endsAt)}`];
    case 'ticket': {
      const names = detail.tickets.map(({ holderName }) => holderName).filter(Boolean);
      return [detail.priceName, ...(names.length === 0 ? [] : [names.join(', ')])];
    }
    case 'membership':
      return [detail.person.name];
    // Its label says where and how long.
    case 'presence':
      return [];
    case 'deposit':
      return [say(`product.deposit-${detail.direction}`)];
  }
}

/** `− 10 % · Fidélité`: what was taken off, and why. */
export function discountWords(line: Line, { say, language }: Texts): string | null {
  const { discount } = line;
  if (discount === null) return null;
  const amount =
    discount.kind === 'percent'
      ? say('discount.percent', { percent: discount.rateBp / 100 })
      : formatSignedCents(cents(-discount.cents), language);
  return discount.reason === '' ? amount : `${amount} · ${discount.reason}`;
}

/** A place with a name, a room, a person: one of them is one line, and its count stays. */
export const isCountable = ({ detail }: Line): boolean =>
  detail.kind === 'piece' || detail.kind === 'open-price' || detail.kind === 'deposit';
