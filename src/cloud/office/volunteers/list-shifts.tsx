import type { Route } from '../../http/route.ts';
import { EmptyState } from '../../site/parts/facts.tsx';
import { ButtonLink } from '../../site/parts/form.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';
import { answerShiftsPage, whenText } from './shift-frame.tsx';
import { SHIFT_PATHS, makeShiftPath, officeShiftPath } from './shift-paths.ts';
import { listOfficeShifts, readTimeZone } from './shifts-store.ts';
import type { ShiftInOffice } from './shifts-store.ts';

/** The shifts of a collective: how many come, and of whom nobody said yet whether they came. */
export const listShiftsRoute = {
  method: 'GET',
  path: SHIFT_PATHS.list,
  who: 'manager',
  handle: async (call) => {
    const { db } = call.deps;
    const { collective } = call;
    const visit = openVisit(call, call.person);
    const { t, now } = visit;
    const timeZone = await readTimeZone(db, collective.id);
    const coming = await listOfficeShifts(db, collective.id, { now, isPast: false });
    const past = await listOfficeShifts(db, collective.id, { now, isPast: true });
    const lists = { visit, slug: collective.slug, timeZone };
    return answerShiftsPage(call, {
      ...{ visit, title: t('shiftOffice.title'), isList: true },
      body: (
        <>
          {call.c.req.query('fait') === 'annule' ? (
            <Notice tone="done" title={t('shiftOffice.removed')} />
          ) : null}
          <h1>{t('shiftOffice.title')}</h1>
          <p class="lead">{t('shiftOffice.lead')}</p>
          <ButtonLink href={makeShiftPath(collective.slug)} icon="plus">
            {t('shiftOffice.make')}
          </ButtonLink>
          <div class="account-side after-list">
            {coming.length + past.length === 0 ? (
              <EmptyState icon="hand" title={t('shiftOffice.noneTitle')}>
                <p>{t('shiftOffice.none')}</p>
              </EmptyState>
            ) : (
              <ShiftList {...lists} title={t('shiftOffice.coming')} shifts={coming} />
            )}
            {past.length === 0 ? null : (
              <ShiftList {...lists} title={t('shiftOffice.past')} shifts={past} isPast />
            )}
          </div>
        </>
      ),
    });
  },
} satisfies Route;

type ListProps = {
  readonly visit: Visit;
  readonly slug: string;
  readonly timeZone: string;
  readonly title: string;
  readonly shifts: readonly ShiftInOffice[];
  readonly isPast?: boolean;
};

const ShiftList = ({ visit, slug, timeZone, title, shifts, isPast = false }: ListProps) => {
  const { t } = visit;
  return (
    <section class="panel">
      <h2>{title}</h2>
      <ul class="rows">
        {shifts.map((shift) => (
          <li class="row">
            <span class="row-text">
              <a href={officeShiftPath(slug, shift.id)}>{shift.name}</a>
              <span>{whenText(visit, shift, timeZone)}</span>
              {shift.eventName === null ? null : <span class="soft">{shift.eventName}</span>}
            </span>
            <span class="row-amount">
              {isPast && shift.toSay > 0
                ? t('shiftOffice.toSay', { count: shift.toSay })
                : t('shiftOffice.filled', { count: shift.filled, needed: shift.needed })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
