import { checkPlan } from '../../../domain/badge/check-plan.ts';
import type { PlanFault } from '../../../domain/badge/check-plan.ts';
import { STEP_MINUTES } from '../../../domain/badge/plan.ts';
import type { BadgePlan, Rates } from '../../../domain/badge/plan.ts';
import { badgePlanField } from '../../../contract/sync/badge-topics.ts';
import type { AssetId, PlanId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import {
  eurosTyped,
  minutesTyped,
  rateTyped,
  readEuros,
  readHour,
  readMinutes,
  readRate,
} from './typed.ts';

/** The form of a plan: what stands in its fields, and the plan that they make. */

export const RATE_FIELDS = [
  'heure',
  'demi_prix',
  'demi_duree',
  'jour',
  'plafond_jour',
  'plafond_mois',
] as const;
type RateField = (typeof RATE_FIELDS)[number];
/** The member prices have the same fields, with this before their names. */
export const MEMBER_PREFIX = 'm_';

const PLAIN_FIELDS = [
  ...(['nom', 'description', 'genre', 'temps', 'pas', 'arrondi', 'gratuit', 'minimum'] as const),
  ...(['ferme', 'tva', 'version'] as const),
];

export const includedField = (offerId: string): string => `inclus_${offerId}`;
export const sharedField = (offerId: string): string => `partage_${offerId}`;
export const memberField = (offerId: string): string => `membre_${offerId}`;

export const NAME_LENGTH_MAX = 80;
export const DESCRIPTION_LENGTH_MAX = 500;

export type TypedPlan = Readonly<Record<string, string>>;

/** Why a field cannot be saved as it is; each has its sentence, `badgeOffice.faults.<code>`. */
export type FieldFault =
  | PlanFault
  | 'name-empty'
  | 'euros-wrong'
  | 'hour-empty'
  | 'minutes-wrong'
  | 'hours-wrong'
  | 'clock-wrong'
  | 'rate-wrong'
  | 'half-day-half'
  | 'price-zero'
  | 'too-large';

export type FieldProblem = { readonly field: string; readonly fault: FieldFault };

/** A plan, or all that keeps it from being one. A plan that is absurd is there with its faults. */
export type ReadPlan = {
  readonly plan: Omit<BadgePlan, 'version'> | null;
  readonly problems: readonly FieldProblem[];
};

/** All that stands in the form, by field. */
export function readTyped(text: (name: string) => string, offerIds: readonly string[]): TypedPlan {
  const names = [
    ...PLAIN_FIELDS,
    ...RATE_FIELDS,
    ...RATE_FIELDS.map((field) => MEMBER_PREFIX + field),
    ...offerIds.flatMap((id) => [includedField(id), sharedField(id), memberField(id)]),
  ];
  return Object.fromEntries(names.map((name) => [name, text(name)]));
}

/** A plan as its form shows it. */
export function typedOf(plan: BadgePlan): TypedPlan {
  return {
    nom: plan.name,
    description: plan.description,
    genre: plan.kind,
    temps: plan.timeAssetId ?? '',
    pas: String(plan.stepMinutes),
    arrondi: plan.rounding,
    gratuit: plan.freeMinutes === 0 ? '' : String(plan.freeMinutes),
    minimum: plan.minimumCents === 0 ? '' : eurosTyped(plan.minimumCents),
    ferme: plan.closesAt ?? '',
    tva: rateTyped(plan.vatRateBp),
    version: String(plan.version),
    ...typedRates(plan.kind === 'paid' ? plan.rates : null, ''),
    ...typedRates(plan.member?.rates ?? null, MEMBER_PREFIX),
    ...Object.fromEntries(
      plan.included.flatMap(({ offerId, minutesPerPeriod, isShared }) => [
        [includedField(offerId), minutesTyped(minutesPerPeriod)],
        [sharedField(offerId), isShared ? 'oui' : ''],
      ]),
    ),
    ...Object.fromEntries((plan.member?.offerIds ?? []).map((id) => [memberField(id), 'oui'])),
  };
}

/** What a new plan begins with. */
export const NEW_PLAN: TypedPlan = {
  genre: 'paid',
  pas: '15',
  arrondi: 'up',
  tva: '20',
  ferme: '20:00',
  version: '0',
};

const typedRates = (rates: Rates | null, prefix: string): TypedPlan => {
  if (rates === null) return {};
  const euros = (amount: Cents | null): string => (amount === null ? '' : eurosTyped(amount));
  return {
    [`${prefix}heure`]: euros(rates.hourCents),
    [`${prefix}demi_prix`]: euros(rates.halfDay?.priceCents ?? null),
    [`${prefix}demi_duree`]: rates.halfDay === null ? '' : minutesTyped(rates.halfDay.minutesMax),
    [`${prefix}jour`]: euros(rates.dayCents),
    [`${prefix}plafond_jour`]: euros(rates.capDayCents),
    [`${prefix}plafond_mois`]: euros(rates.capMonthCents),
  };
};

/** Reads the form, gathers what cannot be read, then what makes no sense together. */
export function readPlan(typed: TypedPlan, id: PlanId, offerIds: readonly string[]): ReadPlan {
  const problems: FieldProblem[] = [];
  const reader = makeReader(typed, problems);
  const isVolunteer = typed['genre'] === 'volunteer';
  const rates = readRates(reader, '', { isHourNeeded: !isVolunteer });
  const plan: Omit<BadgePlan, 'version'> = {
    id,
    name: reader.needed('nom', 'name-empty').slice(0, NAME_LENGTH_MAX),
    description: reader.text('description').slice(0, DESCRIPTION_LENGTH_MAX),
    kind: isVolunteer ? 'volunteer' : 'paid',
    timeAssetId: isVolunteer ? ((reader.text('temps') || null) as AssetId | null) : null,
    stepMinutes: STEP_MINUTES.find((step) => String(step) === typed['pas']) ?? 15,
    rounding: (['down', 'nearest', 'up'] as const).find((one) => one === typed['arrondi']) ?? 'up',
    freeMinutes: reader.minutes('gratuit', 'minutes') ?? 0,
    minimumCents: reader.euros('minimum') ?? ZERO_CENTS,
    rates,
    member: readMember(reader, offerIds),
    included: offerIds.flatMap((offerId) => {
      const minutes = reader.minutes(includedField(offerId), 'hours');
      const isShared = reader.text(sharedField(offerId)) !== '';
      return minutes === null ? [] : [{ offerId, minutesPerPeriod: minutes, isShared }];
    }),
    closesAt: reader.hour('ferme'),
    vatRateBp: reader.rate('tva'),
  };
  if (problems.length > 0) return { plan: null, problems };
  const whole = { ...plan, version: 1 };
  const shape = badgePlanField.safeParse(whole);
  if (!shape.success) {
    const [name = ''] = shape.error.issues.map(({ path }) => String(path[0] ?? ''));
    return { plan: null, problems: [{ field: FIELD_OF_PART[name] ?? 'nom', fault: 'too-large' }] };
  }
  return { plan, problems: faultsOf(whole) };
}

const FIELD_OF_PART: Readonly<Record<string, string>> = {
  name: 'nom',
  description: 'description',
  freeMinutes: 'gratuit',
  minimumCents: 'minimum',
  rates: 'heure',
  member: 'm_heure',
  included: 'inclus',
  closesAt: 'ferme',
  vatRateBp: 'tva',
};

const FIELD_OF_FAULT: Readonly<Record<PlanFault, string>> = {
  'cap-day-below-minimum': 'plafond_jour',
  'cap-month-below-cap-day': 'plafond_mois',
  'cap-month-below-day': 'plafond_mois',
  'cap-month-below-minimum': 'plafond_mois',
  'day-useless': 'jour',
  'hour-above-others': 'heure',
  'minimum-above-half-day': 'minimum',
  'half-day-above-day': 'demi_prix',
  'half-day-too-long': 'demi_duree',
  'half-day-useless': 'demi_prix',
  'day-above-cap': 'jour',
  'minimum-above-day': 'minimum',
  'free-minutes-too-long': 'gratuit',
  'volunteer-with-prices': 'genre',
  'volunteer-without-asset': 'temps',
  'member-dearer': 'm_heure',
  'member-without-offer': 'membre',
  'included-twice': 'inclus',
};

/** Each fault beside its field; those of the member prices beside theirs. */
function faultsOf(plan: BadgePlan): readonly FieldProblem[] {
  const { member } = plan;
  if (plan.kind === 'volunteer' || member === null) return checkPlan(plan).map(besideField);
  const own = checkPlan({ ...plan, member: null });
  const ofMembers = checkPlan({ ...plan, rates: member.rates, member: null });
  const between = checkPlan(plan).filter(
    (fault) => !own.includes(fault) && !ofMembers.includes(fault),
  );
  return [
    ...[...own, ...between].map(besideField),
    ...ofMembers
      .map(besideField)
      .flatMap(({ field, fault }) =>
        (RATE_FIELDS as readonly string[]).includes(field)
          ? [{ field: MEMBER_PREFIX + field, fault }]
          : [],
      ),
  ];
}

const besideField = (fault: PlanFault): FieldProblem => ({ field: FIELD_OF_FAULT[fault], fault });

type FormReader = ReturnType<typeof makeReader>;

function makeReader(typed: TypedPlan, problems: FieldProblem[]) {
  const text = (field: string): string => (typed[field] ?? '').trim();
  const read =
    <Value>(parse: (typed: string) => Value | null, fault: FieldFault) =>
    (field: string): Value | null => {
      if (text(field) === '') return null;
      const value = parse(text(field));
      if (value === null) problems.push({ field, fault });
      return value;
    };
  return {
    text,
    problem: (field: string, fault: FieldFault) => problems.push({ field, fault }),
    needed: (field: string, fault: FieldFault): string => {
      if (text(field) === '') problems.push({ field, fault });
      return text(field);
    },
    euros: read(readEuros, 'euros-wrong'),
    minutes: (field: string, unit: 'hours' | 'minutes'): number | null =>
      read(
        (value) => {
          const minutes = readMinutes(value, unit);
          return minutes === 0 && unit === 'hours' ? null : minutes;
        },
        unit === 'hours' ? 'hours-wrong' : 'minutes-wrong',
      )(field),
    hour: read(readHour, 'clock-wrong'),
    rate: (field: string): number => {
      if (text(field) === '') problems.push({ field, fault: 'rate-wrong' });
      return read(readRate, 'rate-wrong')(field) ?? 0;
    },
  };
}

function readRates(
  reader: FormReader,
  prefix: string,
  { isHourNeeded }: { readonly isHourNeeded: boolean },
): Rates {
  const field = (name: RateField): string => prefix + name;
  /** A price that is there is above 0: a free day is said by the price of the hour. */
  const price = (name: RateField): Cents | null => {
    const value = reader.euros(field(name));
    if (value !== 0) return value;
    reader.problem(field(name), 'price-zero');
    return null;
  };
  if (isHourNeeded) reader.needed(field('heure'), 'hour-empty');
  const halfPrice = price('demi_prix');
  const halfMinutes = reader.minutes(field('demi_duree'), 'hours');
  const isHalf =
    (reader.text(field('demi_prix')) === '') !== (reader.text(field('demi_duree')) === '');
  if (isHalf) {
    const empty = reader.text(field('demi_prix')) === '' ? 'demi_prix' : 'demi_duree';
    reader.problem(field(empty), 'half-day-half');
  }
  return {
    hourCents: reader.euros(field('heure')) ?? ZERO_CENTS,
    halfDay:
      halfPrice === null || halfMinutes === null
        ? null
        : { priceCents: halfPrice, minutesMax: halfMinutes },
    dayCents: price('jour'),
    capDayCents: price('plafond_jour'),
    capMonthCents: price('plafond_mois'),
  };
}

/** Member prices are there when a membership is ticked or a price is typed. */
function readMember(reader: FormReader, offerIds: readonly string[]): BadgePlan['member'] {
  const ticked = offerIds.filter((id) => reader.text(memberField(id)) !== '');
  const isTyped = RATE_FIELDS.some((field) => reader.text(MEMBER_PREFIX + field) !== '');
  if (ticked.length === 0 && !isTyped) return null;
  return { offerIds: ticked, rates: readRates(reader, MEMBER_PREFIX, { isHourNeeded: true }) };
}
