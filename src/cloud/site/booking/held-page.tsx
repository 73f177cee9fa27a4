import { formatCents } from '../../../shared/format.ts';
import { subtractCents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { msOfInstant } from '../../../shared/time.ts';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Notice } from '../parts/notice.tsx';
import { TwoStep } from '../parts/two-step.tsx';
import { PATHS_OF_SITE, bookingPartPath, payBookingPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { placesKept } from '../../booking/own-bookings.ts';
import type { OwnBooking } from '../../booking/own-bookings.ts';
import { EventLines, hourOf, placeName } from './event-lines.tsx';
import type { Means } from './means.ts';
import { BookingSteps } from './reserve-form.tsx';

export const MEANS_FIELD = 'moyen';
export const PAYMENT_FIELD = 'paiement';

/** Why paying, or more time, did not work. */
export type HeldProblem =
  'form-old' | 'short' | 'no-more-time' | 'no-bank' | 'bank-unreachable' | 'not-free' | 'try-again';

type HeldProps = {
  readonly visit: Visit;
  readonly booking: OwnBooking;
  readonly means: Means;
  readonly problem: HeldProblem | null;
  /** Made with the page: the form sent twice opens one page of the bank. */
  readonly paymentId: string;
};

/** Places that are kept for a while: how long still, what they cost, how to pay (RULES E3). */
export const HeldPage = (props: HeldProps) => {
  const { visit, booking, problem } = props;
  const { t } = visit;
  return (
    <div class="narrow sheet booking-page">
      <BookingSteps visit={visit} now={1} />
      {problem === null ? null : (
        <Notice
          tone={problem === 'form-old' ? 'attention' : 'refused'}
          title={
            problem === 'form-old' ? t('problem.formOld') : t(`booking.held.problem.${problem}`)
          }
        />
      )}
      <h1>{t('booking.held.title')}</h1>
      <Countdown visit={visit} booking={booking} />
      <EventLines visit={visit} event={booking.event} level={2} />
      <PlaceLines visit={visit} booking={booking} />
      {booking.totalCents === 0 ? <FreeForm {...props} /> : <PayForms {...props} />}
      <div class="booking-after">
        <Form visit={visit} action={bookingPartPath(booking.id, 'temps')} class="inline">
          <Button kind="second" icon="clock">
            {t('booking.held.moreTime')}
          </Button>
        </Form>
        <TwoStep id="laisser" ask={t('booking.held.letGo')} icon="cross">
          <p>{t('booking.held.letGoSure')}</p>
          <Form visit={visit} action={bookingPartPath(booking.id, 'laisser')} class="inline">
            <Button kind="danger">{t('booking.held.letGoDo')}</Button>
          </Form>
        </TwoStep>
      </div>
    </div>
  );
};

const SPOKEN_ID = 'temps-dit';

/** Until what hour, and with the small module, how long still. Said aloud three times, not each second. */
const Countdown = ({ visit, booking }: Pick<HeldProps, 'visit' | 'booking'>) => {
  const { t, now } = visit;
  const endsAt = booking.endsAt ?? now;
  const leftMs = Math.max(0, msOfInstant(endsAt) - msOfInstant(now));
  return (
    <div class="countdown">
      <p>{t('booking.held.until', { hour: hourOf(visit, endsAt, booking.event) })}</p>
      <p
        class="countdown-clock"
        aria-hidden="true"
        data-ends-in-ms={leftMs}
        data-spoken={SPOKEN_ID}
        hidden
      ></p>
      <p
        class="hidden"
        id={SPOKEN_ID}
        role="status"
        data-at5={t('booking.held.five')}
        data-at1={t('booking.held.one')}
        data-at0={t('booking.held.none')}
      ></p>
    </div>
  );
};

/** Each place with its price, and what all comes to. */
export const PlaceLines = ({ visit, booking }: Pick<HeldProps, 'visit' | 'booking'>) => {
  const { t, language } = visit;
  const money = (amount: Cents): string =>
    amount === 0 ? t('booking.box.free') : formatCents(amount, language);
  return (
    <table class="lines booking-lines">
      <caption class="hidden">{t('booking.form.chosen')}</caption>
      <tbody>
        {placesKept(booking).map((place) => (
          <tr>
            <td>{placeName(place)}</td>
            <td class="figure">{money(place.cents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {booking.promoCode === null ? null : (
          <tr class="line-after">
            <td colspan={2}>{t('booking.promoUsed', { code: booking.promoCode })}</td>
          </tr>
        )}
        <tr>
          <td>{t('booking.total')}</td>
          <td class="figure">{money(booking.totalCents)}</td>
        </tr>
      </tfoot>
    </table>
  );
};

const FreeForm = ({ visit, booking }: HeldProps) => (
  <Form visit={visit} action={payBookingPath(booking.id)}>
    <input type="hidden" name={MEANS_FIELD} value="gratuit" />
    <Button icon="check">{visit.t('booking.held.confirm')}</Button>
  </Form>
);

const PayForms = (props: HeldProps) => {
  const { visit, booking, means, paymentId } = props;
  const { t, language } = visit;
  const amount = formatCents(booking.totalCents, language);
  const isShort = means.spendableCents < booking.totalCents;
  return (
    <section class="pay-ways" aria-labelledby="payer">
      <h2 id="payer">{t('booking.pay.title', { amount })}</h2>
      {isShort ? (
        <Short {...props} />
      ) : (
        <div class="pay-way">
          <Form visit={visit} action={payBookingPath(booking.id)}>
            <input type="hidden" name={MEANS_FIELD} value="tirelire" />
            <Button icon="purse">{t('booking.pay.purse')}</Button>
          </Form>
          <p class="soft">
            {t('booking.pay.purseAfter', {
              before: formatCents(means.spendableCents, language),
              after: formatCents(subtractCents(means.spendableCents, booking.totalCents), language),
            })}
          </p>
        </div>
      )}
      {means.takesCards ? (
        <Form visit={visit} action={payBookingPath(booking.id)}>
          <input type="hidden" name={MEANS_FIELD} value="carte" />
          <input type="hidden" name={PAYMENT_FIELD} value={paymentId} />
          <Button kind={isShort ? 'main' : 'second'} icon="card">
            {t('booking.pay.card')}
          </Button>
        </Form>
      ) : (
        <p class="soft">{t('booking.pay.noCards')}</p>
      )}
    </section>
  );
};

/** What the purse lacks, and how to fill it (RULES M4). */
const Short = ({ visit, booking, means }: HeldProps) => {
  const { t, language } = visit;
  const missing = subtractCents(booking.totalCents, means.spendableCents);
  return (
    <div class="pay-way pay-short">
      <p>
        <strong>{t('booking.pay.short', { amount: formatCents(missing, language) })}</strong>
      </p>
      <p class="soft">
        {t('booking.pay.shortHas', { amount: formatCents(means.spendableCents, language) })}
      </p>
      {means.canAddMoney ? (
        <ButtonLink href={PATHS_OF_SITE.addMoney} kind="second" icon="plus">
          {t('booking.pay.addMoney')}
        </ButtonLink>
      ) : null}
    </div>
  );
};
