import { revokeStation } from '../api/pairing.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { ManagerCall, Route } from '../http/route.ts';
import { readForm } from '../site/forms.ts';
import { openVisit } from '../site/visit.ts';
import { answerConfirmation } from './confirm-page.tsx';
import { OFFICE_PATHS, collectiveOfficePath, revokePath } from './office-paths.ts';
import { findStationInOffice } from './office-store.ts';
import type { StationInOffice } from './office-store.ts';

/** Asks before a station is taken out: what it has not sent yet would be lost to the site. */
export const askRevokeRoute = {
  method: 'GET',
  path: OFFICE_PATHS.revoke,
  who: 'manager',
  handle: async (call) => {
    const station = await findNamedStation(call);
    if (station === null) return refuseUnknown(call);
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const { slug } = call.collective;
    const waiting =
      station.waiting === 0
        ? []
        : [['cloud-up', t('office.revokeWaiting', { count: station.waiting })] as const];
    return answerConfirmation(call, visit, {
      title: t('office.revokeTitle', { station: station.name }),
      lines: [
        ['cross', t('office.revokeOne')],
        ['check', t('office.revokeTwo')],
        ['warning', t('office.revokeThree')],
        ...waiting,
      ],
      action: revokePath(slug, station.id),
      go: t('office.revokeGo'),
      back: collectiveOfficePath(slug),
    });
  },
} satisfies Route;

export const revokeStationRoute = {
  method: 'POST',
  path: OFFICE_PATHS.revoke,
  who: 'manager',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const station = await findNamedStation(call);
    if (station === null) return refuseUnknown(call);
    const { id: collectiveId, slug } = call.collective;
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(revokePath(slug, station.id), 303);
    await writeTransaction(db, (tx) =>
      revokeStation(tx, { stationId: station.id, collectiveId }, clock()),
    );
    return call.c.redirect(`${collectiveOfficePath(slug)}?fait=${station.id}`, 303);
  },
} satisfies Route;

const findNamedStation = (call: ManagerCall): Promise<StationInOffice | null> =>
  findStationInOffice(call.deps.db, call.collective.id, call.c.req.param('station') ?? '');

const refuseUnknown = (call: ManagerCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
