import { ANSWER_LENGTH_MAX, leastOf } from '../../../domain/membership/take-offer.ts';
import type { OwnPeriod } from '../../../domain/membership/take-offer.ts';
import { formatCents, formatDay } from '../../../shared/format.ts';
import type { Cents } from '../../../shared/money.ts';
import type { OfferQuestion } from '../../membership/read-questions.ts';
import { AreaField, ChoiceCards, SelectField, TextField } from '../parts/fields.tsx';
import { Button, Form } from '../parts/form.tsx';
import { ProblemSummary } from '../parts/problem-summary.tsx';
import { offerPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { periodNow, priceText, untilText } from './offer-words.tsx';
import type { OfferOnSite, PriceOnSite } from './offers-store.ts';
import { PAY_FIELDS, PayChoice } from './pay-choice.tsx';
import type { PayWays } from './pay-choice.tsx';

export const OFFER_FIELDS = {
  price: 'prix',
  amount: 'montant',
  id: 'adhesion',
  after: 'apres',
} as const;

export const questionField = ({ id }: Pick<OfferQuestion, 'id'>): string => `question-${id}`;

/** What was typed, by field. */
export type Typed = (field: string) => string;

export type OfferFormProps = {
  readonly visit: Visit;
  readonly offer: OfferOnSite;
  readonly questions: readonly OfferQuestion[];
  /** The period that the new one goes on from. */
  readonly after: OwnPeriod | null;
  readonly ways: PayWays;
  readonly typed: Typed;
  readonly problems: readonly (readonly [field: string, problem: string])[];
  readonly ids: { readonly membership: string; readonly payment: string };
};

/** Prices, questions, what is paid today and how: one form, all that was typed stays in it. */
export const OfferForm = (props: OfferFormProps) => {
  const { visit, offer, questions, after, typed, problems, ids } = props;
  const { t } = visit;
  const asksFirst = offer.needsApproval && after === null;
  return (
    <Form visit={visit} action={offerPath(offer.collective.slug, offer.id)}>
      <ProblemSummary visit={visit} problems={problems} />
      <input type="hidden" name={OFFER_FIELDS.id} value={ids.membership} />
      <input type="hidden" name={PAY_FIELDS.payment} value={ids.payment} />
      <input type="hidden" name={OFFER_FIELDS.after} value={after?.id ?? ''} />
      <PriceQuestion {...props} />
      {after === null && questions.length > 0 ? (
        <>
          <h2>{t('members.questions')}</h2>
          {questions.map((question) => (
            <QuestionField
              {...{ visit, question, value: typed(questionField(question)) }}
              problem={problemAt(problems, questionField(question))}
            />
          ))}
        </>
      ) : null}
      {asksFirst ? null : <OfferSummary visit={visit} offer={offer} after={after} />}
      {asksFirst ? (
        <p>{t('members.askNote')}</p>
      ) : costsNothing(offer) ? null : (
        <PayChoice
          {...{ visit, ways: props.ways, totalCents: onlyPrice(offer) }}
          renews={offer.renewsByItself}
          typed={{ means: typed(PAY_FIELDS.means), keeps: typed(PAY_FIELDS.keeps) === 'oui' }}
          problem={problemAt(problems, PAY_FIELDS.means)}
        />
      )}
      <Button icon={asksFirst ? 'mail' : 'heart'}>{buttonText(visit, offer, asksFirst)}</Button>
    </Form>
  );
};

const problemAt = (problems: OfferFormProps['problems'], field: string): string | undefined =>
  problems.find(([name]) => name === field)?.[1];

/** What is paid when there is nothing to choose. */
function onlyPrice({ prices }: OfferOnSite): Cents | null {
  const [only, ...others] = prices;
  return only === undefined || others.length > 0 || only.kind === 'free' ? null : only.priceCents;
}

const costsNothing = (offer: OfferOnSite): boolean => onlyPrice(offer) === 0;

function buttonText({ t, language }: Visit, offer: OfferOnSite, asksFirst: boolean): string {
  if (asksFirst) return t('members.ask');
  const total = onlyPrice(offer);
  if (total === 0) return t('members.join');
  return total === null
    ? t('members.joinAndPay')
    : t('members.joinPay', { amount: formatCents(total, language) });
}

const PriceQuestion = ({ visit, offer, typed, problems }: OfferFormProps) => {
  const { t, language } = visit;
  const [first, ...others] = offer.prices;
  const free = offer.prices.find(({ kind }) => kind === 'free');
  if (first === undefined) return null;
  const typedPrice = typed(OFFER_FIELDS.price);
  const least = free === undefined ? '' : formatCents(leastOf(free), language);
  return (
    <>
      {others.length === 0 ? (
        <input type="hidden" name={OFFER_FIELDS.price} value={first.id} />
      ) : (
        <ChoiceCards
          name={OFFER_FIELDS.price}
          label={t('members.price')}
          problem={problemAt(problems, OFFER_FIELDS.price)}
          value={typedPrice === '' ? first.id : typedPrice}
          choices={offer.prices.map((price) => ({
            ...{ value: price.id, title: price.name, aside: priceText(visit, price) },
          }))}
        />
      )}
      {free === undefined ? null : (
        <TextField
          name={OFFER_FIELDS.amount}
          label={t('members.amount')}
          hint={t(others.length === 0 ? 'members.amountHint' : 'members.amountOnly', {
            min: least,
          })}
          inputmode="decimal"
          maxlength={12}
          unit="€"
          value={amountShown(typed(OFFER_FIELDS.amount), free, others.length > 0)}
          problem={problemAt(problems, OFFER_FIELDS.amount)}
        />
      )}
    </>
  );
};

/** What was typed; before that, what the collective proposes. */
const amountShown = (typed: string, free: PriceOnSite, isOneOfSeveral: boolean): string =>
  typed === '' && !isOneOfSeveral && free.priceCents > 0 ? String(free.priceCents / 100) : typed;

type QuestionProps = {
  readonly visit: Visit;
  readonly question: OfferQuestion;
  readonly value: string;
  readonly problem: string | undefined;
};

const QuestionField = ({ visit, question, value, problem }: QuestionProps) => {
  const { t } = visit;
  const common = {
    ...{ name: questionField(question), label: question.label, value, problem },
    hint: question.isRequired ? undefined : t('members.optional'),
  };
  switch (question.kind) {
    case 'text':
      return <AreaField {...common} maxlength={ANSWER_LENGTH_MAX} rows={2} />;
    case 'choice':
      return (
        <SelectField
          {...common}
          options={[
            ['', t('members.choose')],
            ...question.choices.map((choice): readonly [string, string] => [choice, choice]),
          ]}
        />
      );
    case 'yes-no':
      return (
        <ChoiceCards
          {...common}
          choices={[
            { value: 'yes', title: t('members.yes') },
            { value: 'no', title: t('members.no') },
          ]}
        />
      );
  }
};

type SummaryProps = Pick<OfferFormProps, 'visit' | 'offer' | 'after'>;

/** From when and until when. */
export const OfferSummary = ({ visit, offer, after }: SummaryProps) => {
  const { t, language } = visit;
  const period = periodNow(visit, offer, after?.endsOn ?? null);
  const total = onlyPrice(offer);
  return (
    <p class="offer-sum">
      <span>{t('members.today')}</span>
      <strong>{untilText(visit, offer, period.endsOn)}</strong>
      {total === null || total === 0 ? null : <span>{formatCents(total, language)}</span>}
      {after === null ? null : (
        <span>{t('members.begins', { day: formatDay(period.startsOn, language) })}</span>
      )}
    </p>
  );
};
