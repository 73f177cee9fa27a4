import type { SentForm } from '../../site/forms.ts';
import { instantOf, readDay, readHour } from '../../site/badge/local-time.ts';
import { addDays, dayOf } from '../../../shared/format.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { Temporal, addMs, msOfInstant } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ShiftPlan } from '../../volunteers/plan-shifts.ts';
import { readWhole } from '../badge/typed.ts';

/** What the form of a shift asks, as typed. */
export type TypedShift = {
  readonly name: string;
  readonly eventId: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly place: string;
  readonly needed: string;
  readonly description: string;
  readonly dropOut: string;
  readonly creditsTime: boolean;
};

/** Names of the questions. */
export const SHIFT_FIELDS = {
  id: 'creneau',
  name: 'nom',
  eventId: 'evenement',
  day: 'jour',
  from: 'de',
  to: 'a',
  place: 'lieu',
  needed: 'combien',
  description: 'description',
  dropOut: 'annuler',
  creditsTime: 'heures',
} as const;

export const SHIFT_LENGTHS = { name: 120, place: 120, description: 1_000 } as const;

const HOUR_MS = 3_600_000;
const SHIFT_MS_MAX = 16 * HOUR_MS;
const NEEDED_MAX = 500;
const DROP_OUT_HOURS_MAX = 336;

export const EMPTY_SHIFT: TypedShift = {
  ...{ name: '', eventId: '', day: '', from: '', to: '', place: '', needed: '2' },
  ...{ description: '', dropOut: '24', creditsTime: false },
};

export type ShiftFault =
  | 'name-empty'
  | 'event-unknown'
  | 'day-wrong'
  | 'from-wrong'
  | 'to-wrong'
  | 'too-long'
  | 'starts-past'
  | 'needed-wrong'
  | 'needed-too-few'
  | 'drop-out-wrong';

/** Each refused answer, beside its question. */
export type ShiftFaults = Readonly<Partial<Record<keyof TypedShift, ShiftFault>>>;

export const typedOf = (form: SentForm): TypedShift => ({
  name: form.text(SHIFT_FIELDS.name).trim().slice(0, SHIFT_LENGTHS.name),
  eventId: form.text(SHIFT_FIELDS.eventId),
  day: form.text(SHIFT_FIELDS.day),
  from: form.text(SHIFT_FIELDS.from),
  to: form.text(SHIFT_FIELDS.to),
  place: form.text(SHIFT_FIELDS.place).trim().slice(0, SHIFT_LENGTHS.place),
  needed: form.text(SHIFT_FIELDS.needed),
  description: form.text(SHIFT_FIELDS.description).trim().slice(0, SHIFT_LENGTHS.description),
  dropOut: form.text(SHIFT_FIELDS.dropOut),
  creditsTime: form.text(SHIFT_FIELDS.creditsTime) === 'oui',
});

/** What stands in the form of a shift that is there. */
export function typedOfPlan(plan: ShiftPlan, timeZone: string): TypedShift {
  const { dropOutUntil, startsAt } = plan;
  const dropOutMs = dropOutUntil === null ? 0 : msOfInstant(startsAt) - msOfInstant(dropOutUntil);
  const hour = (at: Instant): string =>
    Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime().toString().slice(0, 5);
  return {
    ...{ name: plan.name, eventId: plan.eventId ?? '', day: dayOf(startsAt, timeZone) },
    ...{ from: hour(startsAt), to: hour(plan.endsAt), place: plan.place },
    ...{ needed: String(plan.needed), description: plan.description },
    ...{ dropOut: String(Math.round(dropOutMs / HOUR_MS)), creditsTime: plan.creditsTime },
  };
}

/** Reads the answers; an end before the beginning is on the next day. */
export function readShift(typed: TypedShift, timeZone: string): Result<ShiftPlan, ShiftFaults> {
  const [day, from, to] = [readDay(typed.day), readHour(typed.from), readHour(typed.to)];
  const needed = readWhole(typed.needed, 1, NEEDED_MAX);
  const dropOutHours = readWhole(typed.dropOut, 0, DROP_OUT_HOURS_MAX);
  const plain: ShiftFaults = {
    ...(typed.name === '' ? { name: 'name-empty' } : {}),
    ...(day === null ? { day: 'day-wrong' } : {}),
    ...(from === null ? { from: 'from-wrong' } : {}),
    ...(to === null ? { to: 'to-wrong' } : {}),
    ...(needed === null ? { needed: 'needed-wrong' } : {}),
    ...(dropOutHours === null ? { dropOut: 'drop-out-wrong' } : {}),
  };
  const isComplete =
    day !== null && from !== null && to !== null && needed !== null && dropOutHours !== null;
  if (!isComplete || typed.name === '') return err(plain);
  const startsAt = instantOf(day, from, timeZone);
  const sameDay = instantOf(day, to, timeZone);
  const endsAt = sameDay > startsAt ? sameDay : instantOf(addDays(day, 1), to, timeZone);
  if (msOfInstant(endsAt) - msOfInstant(startsAt) > SHIFT_MS_MAX) return err({ to: 'too-long' });
  return ok({
    ...{ name: typed.name, description: typed.description, place: typed.place },
    ...{ eventId: typed.eventId === '' ? null : typed.eventId, startsAt, endsAt, needed },
    dropOutUntil: dropOutHours === 0 ? null : addMs(startsAt, -dropOutHours * HOUR_MS),
    creditsTime: typed.creditsTime,
  });
}
