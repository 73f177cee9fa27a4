import type { PriceStep } from '../../../src/domain/badge/price-steps.ts';
import { formatDay, formatMinutes } from '../../../src/shared/format.ts';
import { addCents, cents, subtractCents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import type { Texts } from '../../app/texts.ts';

/** What a reckoning is written with. */
export type PriceTexts = Pick<Texts, 'say' | 'euros' | 'language'>;

/** One line of a reckoning: words on the left, the figure they come to on the right. */
export type PriceLine = {
  readonly words: string;
  readonly figure: string;
  /** The lines below are about this day. */
  readonly isHead: boolean;
  /** What this line adds to the price or takes off it; null for a line about time. */
  readonly cents: Cents | null;
};

type Step<Kind extends PriceStep['kind']> = Extract<PriceStep, { readonly kind: Kind }>;

const MINUS = '\u2212\u202f';
const PLUS = '+\u202f';

/**
 * How a price was found, line by line, so that a person can follow it with a finger: what is
 * written in euros sums to the price. A stay of several days has one line for each day; all of
 * it stands on the site.
 */
export function priceLines(steps: readonly PriceStep[], texts: PriceTexts): readonly PriceLine[] {
  const days = cutByDay(steps);
  if (days.length <= 1) return steps.length === 0 ? [] : linesOfDay(steps, texts);
  return days.flatMap((day) => wholeDay(day, texts));
}

/** What stands before the first day belongs to it. */
function cutByDay(steps: readonly PriceStep[]): readonly (readonly PriceStep[])[] {
  const starts = steps.flatMap((step, index) => (step.kind === 'day' ? [index] : []));
  return starts.map((start, index) => steps.slice(index === 0 ? 0 : start, starts[index + 1]));
}

function linesOfDay(steps: readonly PriceStep[], texts: PriceTexts): readonly PriceLine[] {
  const price = priceOfDay(steps);
  // A line that only names what the next one replaces would not add up.
  const isReplaced = (step: PriceStep): boolean =>
    step.kind === 'tariff' && steps.some(({ kind }) => kind === 'minimum');
  const last = steps.findLastIndex(({ kind }) => kind === 'tariff' || kind === 'minimum');
  return steps.flatMap((step, index) => [
    ...lineOf(step, isReplaced(step), texts),
    ...(index === last && price.earlier > 0
      ? [amountLine(texts.say('badge.why.earlier-cents'), cents(-price.earlier), texts)]
      : []),
  ]);
}

/** The price of a day as it stands now, and what was counted of it before. */
function priceOfDay(steps: readonly PriceStep[]): { readonly all: Cents; readonly earlier: Cents } {
  const last = steps.findLast(
    (step): step is Step<'tariff'> | Step<'minimum'> =>
      step.kind === 'tariff' || step.kind === 'minimum',
  );
  const earlier = steps.find((step): step is Step<'earlier'> => step.kind === 'earlier');
  return {
    all: last?.cents ?? cents(0),
    earlier: last === undefined ? cents(0) : (earlier?.cents ?? cents(0)),
  };
}

/** One line for a day of several, and what the month's cap takes off it. */
function wholeDay(steps: readonly PriceStep[], texts: PriceTexts): readonly PriceLine[] {
  const day = steps.find((step): step is Step<'day'> => step.kind === 'day');
  if (day === undefined) return [];
  const { all, earlier } = priceOfDay(steps);
  const words = texts.say('badge.why.day-of-several', {
    day: withoutYear(formatDay(day.day, texts.language)),
    time: formatMinutes(day.minutes, texts.language),
  });
  return [
    { ...amountLine(words, subtractCents(all, earlier), texts) },
    ...steps.flatMap((step) => (step.kind === 'cap-month' ? lineOf(step, false, texts) : [])),
  ];
}

function lineOf(step: PriceStep, isReplaced: boolean, texts: PriceTexts): readonly PriceLine[] {
  const { say, euros, language } = texts;
  const time = (minutes: number) => formatMinutes(minutes, language);
  const timeLine = (words: string, figure: string): readonly PriceLine[] => [
    { words, figure, isHead: false, cents: null },
  ];
  switch (step.kind) {
    case 'stayed':
      return timeLine(say('badge.why.stayed'), time(step.minutes));
    case 'day': {
      const words = withoutYear(formatDay(step.day, language));
      return [{ words, figure: time(step.minutes), isHead: true, cents: null }];
    }
    case 'overlap':
      return timeLine(say('badge.why.overlap'), MINUS + time(step.minutes));
    case 'free':
      return timeLine(say('badge.why.free'), MINUS + time(step.minutes));
    case 'included':
      return timeLine(say('badge.why.included', { label: step.label }), MINUS + time(step.minutes));
    case 'earlier':
      return timeLine(say('badge.why.earlier'), PLUS + time(step.minutes));
    case 'rounded':
      return step.fromMinutes === step.toMinutes
        ? []
        : timeLine(
            say('badge.why.rounded', { step: time(step.stepMinutes) }),
            time(step.toMinutes),
          );
    case 'tariff': {
      const words = tariffWords(step, texts);
      return isReplaced
        ? timeLine(words, euros(step.cents))
        : [amountLine(words, step.cents, texts)];
    }
    case 'minimum':
      return [amountLine(say('badge.why.minimum'), step.cents, texts)];
    case 'cap-month':
      return [
        amountLine(
          say('badge.why.cap-month', { cap: euros(step.capCents) }),
          cents(-step.offCents),
          texts,
        ),
      ];
    case 'volunteer':
      return timeLine(say('badge.why.volunteer'), time(step.minutes));
  }
}

function tariffWords(step: Step<'tariff'>, { say, language }: PriceTexts): string {
  const time = (minutes: number) => formatMinutes(minutes, language);
  const words = () => {
    switch (step.choice) {
      case 'hours':
        return say('badge.why.hours', { time: time(step.minutes) });
      case 'half-days':
        return step.hourMinutes === 0
          ? say('badge.why.half-days', { count: step.halfDays })
          : say('badge.why.half-days-hours', {
              count: step.halfDays,
              time: time(step.hourMinutes),
            });
      case 'day':
        return say('badge.why.day-price');
      case 'cap-day':
        return say('badge.why.cap-day');
    }
  };
  return step.isMember ? say('badge.why.member', { words: words() }) : words();
}

const amountLine = (words: string, amount: Cents, { euros }: PriceTexts): PriceLine => ({
  words,
  figure: amount < 0 ? `${MINUS}${euros(cents(-amount))}` : euros(amount),
  isHead: false,
  cents: amount,
});

/** What the lines in euros come to: the price, or the reckoning is wrong. */
export const sumOfLines = (lines: readonly PriceLine[]): Cents =>
  addCents(cents(0), ...lines.flatMap((line) => (line.cents === null ? [] : [line.cents])));

/** The year stands on no screen at a door. */
const withoutYear = (day: string): string => day.replace(/ \d{4}$/, '');
