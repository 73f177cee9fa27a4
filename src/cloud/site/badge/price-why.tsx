import type { PriceStep } from '../../../domain/badge/price-steps.ts';
import { assertNever } from '../../../shared/assert.ts';
import { formatCents, formatDay, formatMinutes } from '../../../shared/format.ts';
import type { Cents } from '../../../shared/money.ts';
import type { Visit } from '../visit.ts';

/** What sentences are written with: a language and its texts. */
type Words = Pick<Visit, 't' | 'language'>;

type PriceWhyProps = { readonly visit: Words; readonly steps: readonly PriceStep[] };

/** How a price was found, one short sentence for each step. */
export const PriceWhy = ({ visit, steps }: PriceWhyProps) => (
  <ul class="why">
    {priceSentences(visit, steps).map((sentence) => (
      <li>{sentence}</li>
    ))}
  </ul>
);

/** The same as plain sentences: for exports, PDF and pictures. */
export function priceSentences(words: Words, steps: readonly PriceStep[]): readonly string[] {
  return steps.flatMap((step, index) => [
    ...sentencesOf(words, step),
    ...(endsDay(steps[index + 1]) ? lessEarlier(words, steps.slice(0, index + 1)) : []),
  ]);
}

/** The reckoning of a day ends where the next one begins, or where the month's cap is told. */
const endsDay = (next: PriceStep | undefined): boolean =>
  next === undefined || next.kind === 'day' || next.kind === 'cap-month';

/** A day is priced as one: a later stay costs what the day costs now, less what it cost before. */
function lessEarlier({ t, language }: Words, steps: readonly PriceStep[]): readonly string[] {
  // A month's cap closes the day that stands before it, and nothing is told after it twice.
  if (steps.at(-1)?.kind === 'cap-month') return [];
  const day = steps.slice(steps.findLastIndex(({ kind }) => kind === 'day') + 1);
  const earlier = day.find((step) => step.kind === 'earlier');
  if (earlier === undefined || earlier.cents === 0) return [];
  return [t('badge.why.lessEarlier', { amount: formatCents(earlier.cents, language) })];
}

function sentencesOf(words: Words, step: PriceStep): readonly string[] {
  const { t, language } = words;
  const money = (amount: Cents): string => formatCents(amount, language);
  switch (step.kind) {
    case 'stayed':
      return [t('badge.why.stayed', { time: formatMinutes(step.minutes, language) })];
    case 'day':
      return [
        t('badge.why.day', {
          day: formatDay(step.day, language),
          time: formatMinutes(step.minutes, language),
        }),
      ];
    case 'overlap':
      return [t('badge.why.overlap', { time: formatMinutes(step.minutes, language) })];
    case 'free':
      return [t('badge.why.free', { time: formatMinutes(step.minutes, language) })];
    case 'included':
      return [
        t('badge.why.included', { time: formatMinutes(step.minutes, language), label: step.label }),
      ];
    case 'earlier':
      return [
        t('badge.why.earlier', {
          time: formatMinutes(step.minutes, language),
          amount: money(step.cents),
        }),
      ];
    case 'rounded':
      return roundedSentences(words, step);
    case 'tariff':
      return [tariffSentence(words, step), ...(step.isMember ? [t('badge.why.memberPrice')] : [])];
    case 'minimum':
      return [t('badge.why.minimum', { amount: money(step.cents) })];
    case 'cap-month':
      return [t('badge.why.capMonth', { cap: money(step.capCents), amount: money(step.offCents) })];
    case 'volunteer':
      return [t('badge.why.volunteer', { time: formatMinutes(step.minutes, language) })];
    default:
      return assertNever(step);
  }
}

type Step<Kind extends PriceStep['kind']> = Extract<PriceStep, { readonly kind: Kind }>;

function roundedSentences({ t, language }: Words, step: Step<'rounded'>): readonly string[] {
  if (step.fromMinutes === step.toMinutes) return [];
  return [
    t('badge.why.rounded', {
      from: formatMinutes(step.fromMinutes, language),
      to: formatMinutes(step.toMinutes, language),
      step: formatMinutes(step.stepMinutes, language),
    }),
  ];
}

function tariffSentence({ t, language }: Words, step: Step<'tariff'>): string {
  const amount = formatCents(step.cents, language);
  switch (step.choice) {
    case 'hours':
      return t('badge.why.hours', { time: formatMinutes(step.minutes, language), amount });
    case 'half-days':
      return step.hourMinutes === 0
        ? t('badge.why.halfDays', { count: step.halfDays, amount })
        : t('badge.why.halfDaysAndHours', {
            count: step.halfDays,
            time: formatMinutes(step.hourMinutes, language),
            amount,
          });
    case 'day':
      return t('badge.why.wholeDay', { amount });
    case 'cap-day':
      return t('badge.why.capDay', { amount });
    default:
      return assertNever(step.choice);
  }
}
