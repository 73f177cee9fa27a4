import { formatCents } from '../../shared/format.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { releaseReserve } from '../ledger/operations.ts';
import type { ManagerCall, Route } from '../http/route.ts';
import { readForm } from '../site/forms.ts';
import { openVisit } from '../site/visit.ts';
import { answerConfirmation } from './confirm-page.tsx';
import { OFFICE_PATHS, collectiveOfficePath, freePath } from './office-paths.ts';
import { findReserveInOffice } from './office-store.ts';
import type { ReserveInOffice } from './office-store.ts';

/** Asks before reserved money is freed by hand: the station may have sold already (DESIGN 4). */
export const askFreeRoute = {
  method: 'GET',
  path: OFFICE_PATHS.free,
  who: 'manager',
  handle: async (call) => {
    const reserve = await findNamedReserve(call);
    if (reserve === null) return refuseUnknown(call);
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const { slug } = call.collective;
    const amount = formatCents(reserve.cents, visit.language);
    return answerConfirmation(call, visit, {
      title: t('office.freeTitle', { amount, number: reserve.cardNumber }),
      lines: [
        ['purse', t('office.freeOne')],
        ['warning', t('office.freeTwo', { station: reserve.stationName })],
        ['coins', t('office.freeThree', { amount })],
        ['refresh', t('office.freeFour')],
      ],
      action: freePath(slug, reserve.id),
      go: t('office.freeGo'),
      back: collectiveOfficePath(slug),
    });
  },
} satisfies Route;

/** Frees it. Should the sale come after all, it is taken as one without network (RULES M8). */
export const freeReserveRoute = {
  method: 'POST',
  path: OFFICE_PATHS.free,
  who: 'manager',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const reserve = await findNamedReserve(call);
    if (reserve === null) return refuseUnknown(call);
    const { slug } = call.collective;
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(freePath(slug, reserve.id), 303);
    await writeTransaction(db, (tx) =>
      releaseReserve(tx, { reserveId: reserve.id, stationId: null, at: clock() }),
    );
    call.log.info({ reserveId: reserve.id, by: call.person.personId }, 'reserve freed by hand');
    return call.c.redirect(`${collectiveOfficePath(slug)}?fait=libere`, 303);
  },
} satisfies Route;

const findNamedReserve = (call: ManagerCall): Promise<ReserveInOffice | null> =>
  findReserveInOffice(call.deps.db, call.collective.id, call.c.req.param('reserve') ?? '');

const refuseUnknown = (call: ManagerCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
