import { HOLDER_NAME_MAX } from '../../../domain/agenda/price-booking.ts';
import type { PlaceWish } from '../../../domain/agenda/price-booking.ts';
import type { BookablePrice } from '../../booking/read-booking-rules.ts';
import type { SignedInPerson } from '../../http/deps.ts';
import { eurosTyped, readEuros } from '../../office/badge/typed.ts';
import type { SentForm } from '../forms.ts';
import type { SiteTranslate } from '../texts.ts';
import type { BookingBoxData } from './booking-box.tsx';
import { countField, placesOf, readChoice } from './choice.ts';
import type { Choice } from './choice.ts';

/** What stands in the form of a booking, typed or proposed. */

export const ID_FIELD = 'demande';
export const nameField = (place: number): string => `nom-${place + 1}`;
export const amountField = (place: number): string => `prix-${place + 1}`;
export const answerField = (questionId: string): string => `question-${questionId}`;

/** An answer is the longest; one that is longer is cut here and refused by its own rule. */
export const TYPED_LENGTH_MAX = 600;

export type Typed = {
  readonly id: string;
  readonly choice: Choice;
  /** By place, in the order of the prices. */
  readonly names: readonly string[];
  readonly amounts: readonly string[];
  readonly answers: ReadonlyMap<string, string>;
};

/** One place that was chosen. */
export type ChosenPlace = { readonly index: number; readonly price: BookablePrice };

/** A form of more places than anybody may take is not drawn out: the rules refuse it by its number. */
const PLACES_DRAWN_MAX = 60;

export function chosenPlaces({ counts }: Choice, box: BookingBoxData): readonly ChosenPlace[] {
  return box.rules.prices
    .flatMap((price, line) =>
      Array.from({ length: Math.min(counts[line] ?? 0, PLACES_DRAWN_MAX) }, () => price),
    )
    .slice(0, PLACES_DRAWN_MAX)
    .map((price, index) => ({ index, price }));
}

/** A new form: the first place is the person's own, an open price begins at what is proposed. */
export function startTyped(
  id: string,
  choice: Choice,
  box: BookingBoxData,
  person: SignedInPerson,
): Typed {
  const places = chosenPlaces(choice, box);
  return {
    id,
    choice,
    names: places.map(({ index }) => (index === 0 ? person.name : '')),
    amounts: places.map(({ price }) => (price.kind === 'open' ? eurosTyped(price.cents) : '')),
    answers: new Map(),
  };
}

export function readTyped(form: SentForm, box: BookingBoxData): Typed {
  const choice = readChoice(box.rules.prices, (name) => form.text(name));
  const places = chosenPlaces(choice, box);
  return {
    id: form.text(ID_FIELD).toLowerCase(),
    choice,
    names: places.map(({ index }) => form.text(nameField(index)).trim()),
    amounts: places.map(({ index }) => form.text(amountField(index)).trim()),
    answers: new Map(box.rules.questions.map(({ id }) => [id, form.text(answerField(id)).trim()])),
  };
}

export const wantedPlaces = (typed: Typed, box: BookingBoxData): readonly PlaceWish[] => {
  const drawn = chosenPlaces(typed.choice, box).map(({ index, price }) => ({
    priceId: price.id,
    holderName: typed.names[index] ?? '',
    openCents: price.kind === 'open' ? readEuros(typed.amounts[index] ?? '') : null,
  }));
  // More were asked than a form can hold: the rules count them and say how many there may be.
  const [first] = drawn;
  const missing = Math.min(placesOf(typed.choice), PLACES_ASKED_MAX) - drawn.length;
  return first === undefined ? drawn : [...drawn, ...Array<PlaceWish>(missing).fill(first)];
};

const PLACES_ASKED_MAX = 1_000;

/** What can be seen in the form alone, before the rules are asked: the name of a field, and why. */
export function findTypedProblems(
  typed: Typed,
  box: BookingBoxData,
  t: SiteTranslate,
): readonly (readonly [string, string])[] {
  if (placesOf(typed.choice) === 0) return [[countField(0), t('booking.form.nothing')]];
  return chosenPlaces(typed.choice, box).flatMap(({ index, price }) => {
    const name = typed.names[index] ?? '';
    const isLong = name.length > HOLDER_NAME_MAX;
    const isNoAmount = price.kind === 'open' && readEuros(typed.amounts[index] ?? '') === null;
    return [
      ...(box.rules.asksNames && name === ''
        ? [[nameField(index), t('booking.form.nameMissing', { place: index + 1 })] as const]
        : []),
      ...(isLong
        ? [[nameField(index), t('booking.form.nameLong', { max: HOLDER_NAME_MAX })] as const]
        : []),
      ...(isNoAmount ? [[amountField(index), t('booking.form.amountWrong')] as const] : []),
    ];
  });
}
