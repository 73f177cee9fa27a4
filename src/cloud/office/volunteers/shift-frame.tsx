import { dayOf, formatDay, formatHour } from '../../../shared/format.ts';
import type { Instant } from '../../../shared/time.ts';
import type { Child } from 'hono/jsx';
import type { ManagerCall } from '../../http/route.ts';
import { answerPage } from '../../site/page.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import type { Visit } from '../../site/visit.ts';
import { collectiveOfficePath } from '../office-paths.ts';
import { officeShiftsPath } from './shift-paths.ts';

type ShiftsPage = {
  readonly visit: Visit;
  readonly title: string;
  readonly body: Child;
  /** The list leads back to gestion, the other pages to the list. */
  readonly isList?: boolean;
  readonly status?: 200 | 422;
};

/** Draws a volunteers' page of the office and answers it. */
export function answerShiftsPage(call: ManagerCall, page: ShiftsPage): Promise<Response> {
  const { collective } = call;
  const { visit, title, body, isList = false, status = 200 } = page;
  const { t } = visit;
  return answerPage(
    call,
    visit,
    {
      title: `${title} · ${collective.name}`,
      section: 'office',
      isPrivate: true,
      body: (
        <div class="account office">
          <p class="back">
            <a
              href={
                isList ? collectiveOfficePath(collective.slug) : officeShiftsPath(collective.slug)
              }
            >
              <Icon name="back" />
              {isList ? t('office.back') : t('shiftOffice.title')}
            </a>
          </p>
          {body}
        </div>
      ),
    },
    status,
  );
}

type When = { readonly startsAt: Instant; readonly endsAt: Instant };

/** `samedi 5 décembre 2026, 16 h à 19 h`. */
export function whenText(
  { t, language }: Visit,
  { startsAt, endsAt }: When,
  timeZone: string,
): string {
  const start = formatHour(startsAt, timeZone, language);
  const end = formatHour(endsAt, timeZone, language);
  const day = formatDay(dayOf(startsAt, timeZone), language);
  return `${day}, ${t('volunteers.hours', { start, end })}`;
}

export const refuseUnknown = (call: ManagerCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
