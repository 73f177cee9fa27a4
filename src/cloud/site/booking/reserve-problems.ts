import { formatCents } from '../../../shared/format.ts';
import type { Language } from '../../../shared/i18n.ts';
import { assertNever } from '../../../shared/assert.ts';
import type { HoldRefusal } from '../../booking/hold-places.ts';
import type { SiteTranslate } from '../texts.ts';
import type { BookingBoxData } from './booking-box.tsx';
import { PROMO_FIELD } from './choice.ts';
import { amountField, answerField, nameField } from './reserve-typed.ts';
import type { Typed } from './reserve-typed.ts';

/** Why places were not kept: beside the fields, or above the whole. */
export type ReserveProblems = {
  readonly page: string | null;
  readonly fields: readonly (readonly [name: string, problem: string])[];
  /** It is full: the waiting list is offered. */
  readonly hasWaitingList?: boolean;
};

type Told = {
  readonly box: BookingBoxData;
  readonly typed: Typed;
  readonly t: SiteTranslate;
  readonly language: Language;
};

export function explainRefusal(refusal: HoldRefusal, told: Told): ReserveProblems {
  const { t, language } = told;
  const above = (page: string): ReserveProblems => ({ page, fields: [] });
  const beside = (name: string, problem: string): ReserveProblems => ({
    page: null,
    fields: [[name, problem]],
  });
  switch (refusal.code) {
    case 'event-unknown':
    case 'event-over':
    case 'no-booking':
    case 'not-for-you':
    case 'nothing-asked':
    case 'content-differs':
    case 'booking-over':
      return above(t(`booking.refused.${refusal.code}`));
    case 'price-unknown':
    case 'sale-closed':
    case 'price-closed':
      return above(t('booking.refused.price', { price: priceName(told, refusal.priceId) }));
    case 'amount-too-low':
    case 'amount-too-high':
      return beside(
        amountField(refusal.place),
        t(`booking.refused.${refusal.code}`, { amount: formatCents(refusal.limitCents, language) }),
      );
    case 'name-missing':
    case 'name-too-long':
      return beside(
        nameField(refusal.place),
        t(`booking.refused.${refusal.code}`, { place: refusal.place + 1 }),
      );
    case 'question-missing':
    case 'answer-wrong':
      return beside(answerField(refusal.questionId), t(`booking.refused.${refusal.code}`));
    case 'too-many':
      return above(
        refusal.max === 0
          ? t('booking.refused.noMore')
          : t('booking.refused.too-many', { count: refusal.max }),
      );
    case 'sold-out':
      return { ...above(soldOutText(refusal, told)), hasWaitingList: refusal.hasWaitingList };
    case 'promo-unknown':
    case 'promo-ended':
    case 'promo-useless':
      return beside(PROMO_FIELD, t(`booking.refused.${refusal.code}`));
    case 'promo-spent':
      return beside(
        PROMO_FIELD,
        refusal.left === 0
          ? t('booking.refused.promo-used')
          : t('booking.refused.promo-spent', { count: refusal.left }),
      );
    default:
      return assertNever(refusal);
  }
}

function soldOutText(
  { left, priceId }: Extract<HoldRefusal, { readonly code: 'sold-out' }>,
  told: Told,
): string {
  const { t } = told;
  if (priceId !== null) {
    const price = priceName(told, priceId);
    return left === 0
      ? t('booking.refused.priceNone', { price })
      : t('booking.refused.priceLeft', { price, count: left });
  }
  return left === 0 ? t('booking.refused.full') : t('booking.refused.left', { count: left });
}

const priceName = ({ box }: Told, priceId: string): string =>
  box.rules.prices.find(({ id }) => id === priceId)?.name ?? '';
