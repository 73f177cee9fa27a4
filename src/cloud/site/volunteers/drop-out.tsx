import { isUuid } from '../../../shared/ids.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { findShift } from '../../volunteers/read-shifts.ts';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import { dropOut } from '../../volunteers/sign-up.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { PATHS_OF_SITE, dropOutPath, shiftPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import { answerShift } from './shift-page.tsx';
import { dayTextOf, hoursOf } from './shift-text.ts';

const DROP_OUT_PATH = `${PATHS_OF_SITE.volunteers}/:collectif/:creneau/annuler` as const;

/** Asks before somebody drops out: says what happens. */
export const askDropOutRoute = {
  method: 'GET',
  path: DROP_OUT_PATH,
  who: 'person',
  handle: async (call) => {
    const shift = await findOwnShift(call);
    if (shift === null) return refuseUnknown(call);
    const path = shiftPath(shift.collective.slug, shift.id);
    if (shift.own === null || shift.dropOutEnd <= call.deps.clock()) {
      return call.c.redirect(path, 303);
    }
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const title = t('volunteers.askTitle', { shift: shift.name });
    return answerPage(call, visit, {
      title,
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{title}</h1>
          <p class="lead">
            {dayTextOf(visit, shift.startsAt, shift.collective.timeZone)}, {hoursOf(visit, shift)}
          </p>
          <ul class="reasons">
            {(
              [
                ['people', 'volunteers.askOne'],
                ['info', 'volunteers.askTwo'],
              ] as const
            ).map(([icon, key]) => (
              <li>
                <Icon name={icon} />
                {t(key)}
              </li>
            ))}
          </ul>
          <Form visit={visit} action={dropOutPath(shift.collective.slug, shift.id)}>
            <Button kind="danger" icon="cross">
              {t('volunteers.askGo')}
            </Button>
            <ButtonLink href={path} kind="second" icon="back">
              {t('volunteers.askBack')}
            </ButtonLink>
          </Form>
        </div>
      ),
    });
  },
} satisfies Route;

/** Drops out (RULES E7). Sent twice, the place is freed once. */
export const dropOutRoute = {
  method: 'POST',
  path: DROP_OUT_PATH,
  who: 'person',
  handle: async (call) => {
    const shift = await findOwnShift(call);
    if (shift === null) return refuseUnknown(call);
    const { slug } = shift.collective;
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(dropOutPath(slug, shift.id), 303);
    const { personId } = call.person;
    const now = call.deps.clock();
    const dropped = await writeTransaction(call.deps.db, (tx) =>
      dropOut(tx, { shiftId: shift.id, personId, now }),
    );
    return dropped.ok
      ? call.c.redirect(`${shiftPath(slug, shift.id)}?fait=annule`, 303)
      : answerShift(call, call.person, { shift, done: undefined, problem: dropped.error });
  },
} satisfies Route;

async function findOwnShift(call: PersonCall): Promise<ShiftOnSite | null> {
  const { req } = call.c;
  const shiftId = req.param('creneau') ?? '';
  if (!isUuid(shiftId)) return null;
  return findShift(call.deps.db, call.person.personId, {
    collectiveSlug: req.param('collectif') ?? '',
    shiftId,
  });
}

const refuseUnknown = (call: PersonCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
