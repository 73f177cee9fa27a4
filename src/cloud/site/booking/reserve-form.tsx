import { HOLDER_NAME_MAX } from '../../../domain/agenda/price-booking.ts';
import { formatCents } from '../../../shared/format.ts';
import { addCents, cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Question } from '../../booking/read-booking-rules.ts';
import { ANSWER_LENGTH_MAX } from '../../booking/answers.ts';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { AreaField, ChoiceCards, SelectField, TextField } from '../parts/fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { ProblemSummary } from '../parts/problem-summary.tsx';
import { Steps } from '../parts/steps.tsx';
import { bookEventPath, eventPath, waitForEventPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { BookingBox, amountText } from './booking-box.tsx';
import type { BookingBoxData } from './booking-box.tsx';
import { PROMO_FIELD, PROMO_LENGTH_MAX, countField, placesOf, withChoice } from './choice.ts';
import type { ReserveProblems } from './reserve-problems.ts';
import { ID_FIELD, amountField, answerField, chosenPlaces, nameField } from './reserve-typed.ts';
import type { ChosenPlace, Typed } from './reserve-typed.ts';

type PageProps = {
  readonly visit: Visit;
  readonly box: BookingBoxData;
  readonly typed: Typed;
  readonly problems: ReserveProblems | null;
};

/** How far one has come, the same on the form and on the kept booking. */
export const BookingSteps = ({
  visit: { t },
  now,
}: {
  readonly visit: Visit;
  readonly now: number;
}) => (
  <Steps
    label={t('booking.steps.label')}
    names={[t('booking.steps.choose'), t('booking.steps.pay'), t('booking.steps.done')]}
    now={now}
  />
);

/** Nothing chosen, or nothing to book: the box of the event. Otherwise what is still to be said. */
export const ReservePage = (props: PageProps) => {
  const { visit, box, typed, problems } = props;
  const { t } = visit;
  const { rules, event } = box;
  const isForm = rules.state === 'open' && placesOf(typed.choice) > 0;
  return (
    <div class="narrow sheet booking-page">
      <p class="back">
        <a href={eventPath(event.collectiveSlug, event.eventSlug)}>
          <Icon name="back" />
          {t('booking.form.back')}
        </a>
      </p>
      {isForm ? <BookingSteps visit={visit} now={0} /> : null}
      <h1>{t('booking.form.title', { event: rules.name })}</h1>
      {problems?.page == null ? null : (
        <Notice tone="refused" title={problems.page}>
          {problems.hasWaitingList === true ? (
            <p>
              <a href={waitForEventPath(event.collectiveSlug, event.eventSlug)}>
                {t('booking.box.wait')}
              </a>
            </p>
          ) : null}
        </Notice>
      )}
      {isForm ? (
        <>
          <ProblemSummary visit={visit} problems={problems?.fields ?? []} />
          <ReserveForm {...props} />
        </>
      ) : (
        <>
          {rules.state === 'open' && visit.path.includes('?') ? (
            <Notice tone="attention" title={t('booking.form.nothing')} />
          ) : null}
          <BookingBox visit={visit} box={box} isAlone />
        </>
      )}
    </div>
  );
};

const ReserveForm = (props: PageProps) => {
  const { visit, box, typed } = props;
  const { t } = visit;
  const { rules, event } = box;
  const places = chosenPlaces(typed.choice, box);
  const path = bookEventPath(event.collectiveSlug, event.eventSlug);
  const isFree = places.every(({ price }) => price.kind !== 'open' && price.cents === 0);
  return (
    <Form visit={visit} action={path}>
      <input type="hidden" name={ID_FIELD} value={typed.id} />
      {typed.choice.counts.map((count, index) =>
        count === 0 ? null : <input type="hidden" name={countField(index)} value={String(count)} />,
      )}
      <ChosenLines visit={visit} box={box} typed={typed} />
      {places.map((place) => (
        <PlaceFields {...props} place={place} isAlone={places.length === 1} />
      ))}
      {rules.questions.map((question) => (
        <QuestionField {...props} question={question} />
      ))}
      {rules.hasPromoCodes ? <PromoField {...props} /> : null}
      <Button icon={isFree ? 'check' : 'ticket'}>
        {t(isFree ? 'booking.form.goFree' : 'booking.form.go')}
      </Button>
      <p class="soft">{t(isFree ? 'booking.box.freeNote' : 'booking.box.note')}</p>
      <ButtonLink
        href={`${withChoice(eventPath(event.collectiveSlug, event.eventSlug), typed.choice)}#reserver`}
        kind="second"
        icon="back"
      >
        {t('booking.form.change')}
      </ButtonLink>
    </Form>
  );
};

type LinesProps = Omit<PageProps, 'problems'>;

/** What was chosen and what it comes to. An open price counts once it is said. */
const ChosenLines = ({ visit, box, typed }: LinesProps) => {
  const { t, language } = visit;
  const lines = box.rules.prices.flatMap((price, index) => {
    const count = typed.choice.counts[index] ?? 0;
    return count === 0 ? [] : [{ price, count }];
  });
  const isOpen = lines.some(({ price }) => price.kind === 'open');
  const total = addCents(...lines.map(({ price, count }) => timesOf(price.cents, count)));
  return (
    <table class="lines booking-lines">
      <caption class="hidden">{t('booking.form.chosen')}</caption>
      <tbody>
        {lines.map(({ price, count }) => (
          <tr>
            <td>
              {count} × {price.name}
            </td>
            <td class="figure">
              {price.kind === 'open'
                ? amountText(visit, price)
                : formatCents(timesOf(price.cents, count), language)}
            </td>
          </tr>
        ))}
      </tbody>
      {isOpen || lines.length === 0 ? null : (
        <tfoot>
          <tr>
            <td>{t('booking.total')}</td>
            <td class="figure">
              {total === 0 ? t('booking.box.free') : formatCents(total, language)}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
};

const timesOf = (amount: Cents, count: number): Cents => cents(amount * count);

const problemOf = (props: PageProps, name: string): string | undefined =>
  props.problems?.fields.find(([field]) => field === name)?.[1];

type PlaceProps = PageProps & { readonly place: ChosenPlace; readonly isAlone: boolean };

/** The name and the amount of one place, where they are asked. */
const PlaceFields = (props: PlaceProps) => {
  const { visit, box, typed, place, isAlone } = props;
  const { t, language } = visit;
  const { index, price } = place;
  const number = index + 1;
  const [name, amount] = [nameField(index), amountField(index)];
  return (
    <>
      {box.rules.asksNames ? (
        <TextField
          name={name}
          label={t(isAlone ? 'booking.form.nameAlone' : 'booking.form.name', {
            place: number,
            price: price.name,
          })}
          value={typed.names[index] ?? ''}
          maxlength={HOLDER_NAME_MAX}
          autocomplete={index === 0 ? 'name' : 'off'}
          problem={problemOf(props, name)}
          isRequired
        />
      ) : null}
      {price.kind === 'open' ? (
        <TextField
          name={amount}
          label={t(isAlone ? 'booking.form.amountAlone' : 'booking.form.amount', { place: number })}
          hint={
            price.minCents === null || price.minCents === 0
              ? t('booking.form.amountAny')
              : t('booking.form.amountMin', { amount: formatCents(price.minCents, language) })
          }
          value={typed.amounts[index] ?? ''}
          inputmode="decimal"
          maxlength={10}
          unit="€"
          problem={problemOf(props, amount)}
          isRequired
        />
      ) : null}
    </>
  );
};

type QuestionProps = PageProps & { readonly question: Question };

const QuestionField = (props: QuestionProps) => {
  const { visit, typed, question } = props;
  const { t } = visit;
  const name = answerField(question.id);
  const label = question.isRequired
    ? question.label
    : t('booking.form.optional', { question: question.label });
  const asked = { name, label, problem: problemOf(props, name) };
  const value = typed.answers.get(question.id) ?? '';
  switch (question.kind) {
    case 'text':
      return <AreaField {...asked} value={value} maxlength={ANSWER_LENGTH_MAX} rows={2} />;
    case 'choice':
      return (
        <SelectField
          {...asked}
          value={value}
          options={[
            ['', t('booking.form.choose')],
            ...question.choices.map((choice) => [choice, choice] as const),
          ]}
        />
      );
    case 'yes-no':
      return (
        <ChoiceCards
          {...asked}
          value={value}
          choices={[
            { value: 'yes', title: t('booking.form.yes') },
            { value: 'no', title: t('booking.form.no') },
          ]}
        />
      );
  }
};

/** Open when a code was typed, or refused. */
const PromoField = (props: PageProps) => {
  const { visit, typed } = props;
  const { t } = visit;
  const problem = problemOf(props, PROMO_FIELD);
  const code = typed.choice.promoCode;
  return (
    <details class="details-plain" open={code !== '' || problem !== undefined}>
      <summary>{t('booking.box.promoAsk')}</summary>
      <TextField
        name={PROMO_FIELD}
        label={t('booking.box.promo')}
        value={code}
        maxlength={PROMO_LENGTH_MAX}
        problem={problem}
      />
    </details>
  );
};
