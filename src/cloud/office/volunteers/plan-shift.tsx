import { isUuid, makeUuid } from '../../../shared/ids.ts';
import type { ShiftId } from '../../../shared/ids.ts';
import { dayOf, formatDay } from '../../../shared/format.ts';
import type { Instant } from '../../../shared/time.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import { AreaField, CheckField, SelectField, TextField } from '../../site/parts/fields.tsx';
import { Button, Form } from '../../site/parts/form.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';
import { findTimeAsset } from '../../volunteers/credit-hours.ts';
import { changeShift, makeShift } from '../../volunteers/plan-shifts.ts';
import type { PlanRefusal } from '../../volunteers/plan-shifts.ts';
import { readMailedShift, tellVolunteers } from '../../volunteers/shift-mails.ts';
import {
  EMPTY_SHIFT,
  SHIFT_FIELDS,
  SHIFT_LENGTHS,
  readShift,
  typedOf,
  typedOfPlan,
} from './shift-form.ts';
import type { ShiftFaults, TypedShift } from './shift-form.ts';
import { answerShiftsPage, refuseUnknown } from './shift-frame.tsx';
import { SHIFT_PATHS, makeShiftPath, officeShiftPath } from './shift-paths.ts';
import { findOfficeShift, listEventChoices, readTimeZone } from './shifts-store.ts';

type Problem = 'form-old' | 'content-differs' | 'shift-removed';

type ShiftFormPage = {
  /** Null: a new one, whose id the form makes. */
  readonly shiftId: ShiftId | null;
  readonly newId: string;
  readonly typed: TypedShift;
  readonly faults: ShiftFaults;
  readonly problem: Problem | null;
};

export const showNewShiftRoute = {
  method: 'GET',
  path: SHIFT_PATHS.make,
  who: 'manager',
  handle: (call) =>
    answerForm(call, {
      ...{ shiftId: null, newId: makeUuid(), faults: {}, problem: null },
      typed: { ...EMPTY_SHIFT, eventId: call.c.req.query('evenement') ?? '' },
    }),
} satisfies Route;

/** Makes a shift; sent twice it is there once. */
export const makeShiftRoute = {
  method: 'POST',
  path: SHIFT_PATHS.make,
  who: 'manager',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const { collective } = call;
    const form = await readForm(call, SHIFT_LENGTHS.description + 1);
    const sentId = form.text(SHIFT_FIELDS.id).toLowerCase();
    const newId = isUuid(sentId) ? sentId : makeUuid();
    const typed = typedOf(form);
    const again = (rest: Partial<ShiftFormPage>): Promise<Response> =>
      answerForm(call, { shiftId: null, newId, typed, faults: {}, problem: null, ...rest });
    if (!form.isOurs) return again({ problem: 'form-old' });
    const plan = readShift(typed, await readTimeZone(db, collective.id));
    if (!plan.ok) return again({ faults: plan.error });
    const id = newId as ShiftId;
    const made = await writeTransaction(db, (tx) =>
      makeShift(tx, { id, collectiveId: collective.id, plan: plan.value }, clock()),
    );
    if (!made.ok) return again({ ...placeRefusal(made.error), newId: makeUuid() });
    return call.c.redirect(`${officeShiftPath(collective.slug, id)}?fait=cree`, 303);
  },
} satisfies Route;

export const showChangeShiftRoute = {
  method: 'GET',
  path: SHIFT_PATHS.change,
  who: 'manager',
  handle: async (call) => {
    const { db } = call.deps;
    const shift = await findOfficeShift(db, call.collective.id, call.c.req.param('creneau') ?? '');
    if (shift === null || shift.isRemoved) return refuseUnknown(call);
    const typed = typedOfPlan(shift.plan, await readTimeZone(db, call.collective.id));
    return answerForm(call, {
      ...{ shiftId: shift.id, newId: '', typed, faults: {}, problem: null },
    });
  },
} satisfies Route;

/** Changes a shift; who comes is told when its day, hours or place changed. */
export const changeShiftRoute = {
  method: 'POST',
  path: SHIFT_PATHS.change,
  who: 'manager',
  handle: async (call) => {
    const { db, clock, makeId, config } = call.deps;
    const { collective } = call;
    const shift = await findOfficeShift(db, collective.id, call.c.req.param('creneau') ?? '');
    if (shift === null || shift.isRemoved) return refuseUnknown(call);
    const form = await readForm(call, SHIFT_LENGTHS.description + 1);
    const typed = typedOf(form);
    const again = (rest: Partial<ShiftFormPage>): Promise<Response> =>
      answerForm(call, {
        ...{ shiftId: shift.id, newId: '', typed, faults: {}, problem: null },
        ...rest,
      });
    if (!form.isOurs) return again({ problem: 'form-old' });
    const plan = readShift(typed, await readTimeZone(db, collective.id));
    if (!plan.ok) return again({ faults: plan.error });
    const means = { makeId, now: clock() };
    const changed = await writeTransaction(db, async (tx) => {
      const order = { id: shift.id, collectiveId: collective.id, plan: plan.value };
      const result = await changeShift(tx, order, means);
      if (result.ok && result.value.told.length > 0) {
        const mailed = await readMailedShift(tx, shift.id);
        const news = { kind: 'changed' } as const;
        const told = { shift: mailed, publicUrl: config.publicUrl, news };
        await tellVolunteers(tx, result.value.told, told, means);
      }
      return result;
    });
    if (!changed.ok) return again(placeRefusal(changed.error));
    return call.c.redirect(`${officeShiftPath(collective.slug, shift.id)}?fait=change`, 303);
  },
} satisfies Route;

/** Beside its question, or above the form. */
function placeRefusal(code: PlanRefusal): Partial<ShiftFormPage> {
  switch (code) {
    case 'starts-past':
      return { faults: { day: code } };
    case 'needed-too-few':
      return { faults: { needed: code } };
    case 'event-unknown':
      return { faults: { eventId: code } };
    case 'content-differs':
    case 'shift-removed':
      return { problem: code };
  }
}

async function answerForm(call: ManagerCall, page: ShiftFormPage): Promise<Response> {
  const { db } = call.deps;
  const { collective } = call;
  const visit = openVisit(call, call.person);
  const { t, language, now } = visit;
  const timeZone = await readTimeZone(db, collective.id);
  const events = await listEventChoices(db, collective.id, {
    ...{ now, keptId: page.typed.eventId },
  });
  const { shiftId, typed, faults, problem } = page;
  const title =
    shiftId === null
      ? t('shiftOffice.newTitle')
      : t('shiftOffice.changeTitle', { shift: typed.name });
  const isRefused = problem !== null || Object.keys(faults).length > 0;
  return answerShiftsPage(call, {
    ...{ visit, title, status: isRefused ? 422 : 200 },
    body: (
      <>
        {problem === null ? null : (
          <Notice tone="refused" title={t(`shiftOffice.problems.${problem}`)} />
        )}
        <h1>{title}</h1>
        <Form
          visit={visit}
          action={
            shiftId === null
              ? makeShiftPath(collective.slug)
              : officeShiftPath(collective.slug, shiftId, 'change')
          }
        >
          {shiftId === null ? (
            <input type="hidden" name={SHIFT_FIELDS.id} value={page.newId} />
          ) : null}
          <ShiftQuestions
            visit={visit}
            typed={typed}
            faults={faults}
            events={events.map((event) => [
              event.id,
              `${event.name}, ${formatDay(dayOf(event.starts_at as Instant, timeZone), language)}`,
            ])}
            givesTime={(await findTimeAsset(db, collective.id)) !== null}
          />
          <Button icon="check">
            {t(shiftId === null ? 'shiftOffice.create' : 'shiftOffice.save')}
          </Button>
        </Form>
      </>
    ),
  });
}

type QuestionsProps = {
  readonly visit: Visit;
  readonly typed: TypedShift;
  readonly faults: ShiftFaults;
  readonly events: readonly (readonly [string, string])[];
  readonly givesTime: boolean;
};

const ShiftQuestions = ({ visit, typed, faults, events, givesTime }: QuestionsProps) => {
  const { t } = visit;
  const common = (name: keyof ShiftFaults & keyof typeof SHIFT_FIELDS) => {
    const fault = faults[name];
    return {
      name: SHIFT_FIELDS[name],
      problem: fault === undefined ? undefined : t(`shiftOffice.faults.${fault}`),
    };
  };
  return (
    <>
      <TextField
        {...{ ...common('name'), label: t('shiftOffice.name'), hint: t('shiftOffice.nameHint') }}
        {...{ value: typed.name, maxlength: SHIFT_LENGTHS.name }}
      />
      <SelectField
        {...{ ...common('eventId'), label: t('shiftOffice.event'), value: typed.eventId }}
        options={[['', t('shiftOffice.noEvent')], ...events]}
      />
      <TextField
        {...{ ...common('day'), label: t('shiftOffice.day'), value: typed.day, type: 'date' }}
      />
      <div class="field-columns">
        <TextField
          {...{ ...common('from'), label: t('shiftOffice.from'), value: typed.from, type: 'time' }}
        />
        <TextField
          {...{ ...common('to'), label: t('shiftOffice.to'), value: typed.to, type: 'time' }}
          hint={t('shiftOffice.toHint')}
        />
      </div>
      <TextField
        {...{ ...common('place'), label: t('shiftOffice.place'), value: typed.place }}
        {...{ hint: t('shiftOffice.placeHint'), maxlength: SHIFT_LENGTHS.place }}
      />
      <div class="field-columns">
        <TextField
          {...{ ...common('needed'), label: t('shiftOffice.needed'), value: typed.needed }}
          inputmode="numeric"
        />
        <TextField
          {...{ ...common('dropOut'), label: t('shiftOffice.dropOut'), value: typed.dropOut }}
          {...{ hint: t('shiftOffice.dropOutHint'), unit: t('shiftOffice.dropOutUnit') }}
          inputmode="numeric"
        />
      </div>
      <AreaField
        {...{ ...common('description'), label: t('shiftOffice.description') }}
        {...{ value: typed.description, maxlength: SHIFT_LENGTHS.description }}
      />
      {givesTime ? (
        <CheckField
          {...{ ...common('creditsTime'), label: t('shiftOffice.credits') }}
          {...{ hint: t('shiftOffice.creditsHint'), isChecked: typed.creditsTime }}
        />
      ) : null}
    </>
  );
};
