import { isUuid } from '../../../shared/ids.ts';
import { countTry } from '../../api/rate-limit.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { uuidOf } from '../../ledger/account-id.ts';
import { readForm } from '../../site/forms.ts';
import { openVisit } from '../../site/visit.ts';
import { removeShift } from '../../volunteers/plan-shifts.ts';
import { sayWhoCame } from '../../volunteers/say-done.ts';
import { readMailedShift, tellVolunteers } from '../../volunteers/shift-mails.ts';
import { answerConfirmation } from '../confirm-page.tsx';
import { refuseUnknown } from './shift-frame.tsx';
import { SHIFT_PATHS, officeShiftPath, officeShiftsPath } from './shift-paths.ts';
import { CAME_FIELDS, MESSAGE_LENGTH_MAX, WRITE_FIELDS, answerOfficeShift } from './show-shift.tsx';
import type { SentMessage } from './show-shift.tsx';
import { findOfficeShift } from './shifts-store.ts';
import type { OneShift } from './shifts-store.ts';

const findNamed = (call: ManagerCall): Promise<OneShift | null> =>
  findOfficeShift(call.deps.db, call.collective.id, call.c.req.param('creneau') ?? '');

/** Says who came, or puts it right; hours are credited or taken back. */
export const sayWhoCameRoute = {
  method: 'POST',
  path: SHIFT_PATHS.came,
  who: 'manager',
  handle: async (call) => {
    const { db, clock, makeId } = call.deps;
    const { collective } = call;
    const shift = await findNamed(call);
    if (shift === null) return refuseUnknown(call);
    const form = await readForm(call);
    const said = form.text(CAME_FIELDS.did);
    if (!form.isOurs || (said !== 'oui' && said !== 'non')) {
      return answerOfficeShift(call, { typed: '', fault: null, problem: 'form-old' });
    }
    const order = {
      ...{ collectiveId: collective.id, shiftId: shift.id, did: said === 'oui' },
      signUpId: form.text(CAME_FIELDS.who),
    };
    const done = await writeTransaction(db, (tx) =>
      sayWhoCame(tx, order, { makeId, now: clock() }),
    );
    if (done.ok) {
      return call.c.redirect(`${officeShiftPath(collective.slug, shift.id)}?fait=note`, 303);
    }
    return done.error === 'not-over'
      ? answerOfficeShift(call, { typed: '', fault: null, problem: 'not-over' })
      : refuseUnknown(call);
  },
} satisfies Route;

const HOUR_MS = 3_600_000;
/** Messages of one collective to its volunteers. */
const MESSAGES = { triesMax: 20, windowMs: HOUR_MS } as const;

/** One mail to each who comes; nobody sees another's address. Sent twice it leaves once. */
export const writeToVolunteersRoute = {
  method: 'POST',
  path: SHIFT_PATHS.write,
  who: 'manager',
  handle: async (call) => {
    const { db, clock, config } = call.deps;
    const { collective } = call;
    const shift = await findNamed(call);
    if (shift === null || shift.isRemoved) return refuseUnknown(call);
    const form = await readForm(call, MESSAGE_LENGTH_MAX);
    const typed = form.text(WRITE_FIELDS.message).trim();
    const id = form.text(WRITE_FIELDS.id).toLowerCase();
    const refuse = (sent: Partial<SentMessage>): Promise<Response> =>
      answerOfficeShift(call, { typed, fault: null, problem: null, ...sent });
    if (!form.isOurs || !isUuid(id)) return refuse({ problem: 'form-old' });
    if (typed === '') return refuse({ fault: 'message-empty' });
    const now = clock();
    const isSent = await writeTransaction(db, async (tx) => {
      // The first copy of the message carries an id made from the form's.
      const first = uuidOf(`message ${id} 0`);
      const known = await tx.query
        .selectFrom('mail')
        .select('id')
        .where('id', '=', first)
        .execute();
      if (known.length > 0) return true;
      if (!(await countTry(tx, `volunteers:${collective.id}`, MESSAGES, now))) return false;
      const mailed = await readMailedShift(tx, shift.id);
      let copy = 0;
      const makeId = (): string => uuidOf(`message ${id} ${copy++}`);
      const told = shift.volunteers.map(({ personId }) => personId);
      const news = { kind: 'message', text: typed } as const;
      await tellVolunteers(
        tx,
        told,
        { shift: mailed, publicUrl: config.publicUrl, news },
        { makeId, now },
      );
      return true;
    });
    if (!isSent) return refuse({ problem: 'too-many' });
    return call.c.redirect(`${officeShiftPath(collective.slug, shift.id)}?fait=envoye`, 303);
  },
} satisfies Route;

/** Asks before a shift is cancelled: says how many are told. */
export const askRemoveShiftRoute = {
  method: 'GET',
  path: SHIFT_PATHS.remove,
  who: 'manager',
  handle: async (call) => {
    const shift = await findNamed(call);
    if (shift === null || shift.isRemoved) return refuseUnknown(call);
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const { slug } = call.collective;
    const count = shift.volunteers.length;
    return answerConfirmation(call, visit, {
      title: t('shiftOffice.removeTitle', { shift: shift.plan.name }),
      lines: [
        ...(count === 0 ? [] : [['mail', t('shiftOffice.removeOne', { count })] as const]),
        ['warning', t('shiftOffice.removeTwo')],
      ],
      action: officeShiftPath(slug, shift.id, 'remove'),
      go: t('shiftOffice.removeGo'),
      back: officeShiftPath(slug, shift.id),
    });
  },
} satisfies Route;

/** Cancels it; whoever was coming gets a mail in the same step. Sent twice, they get one. */
export const removeShiftRoute = {
  method: 'POST',
  path: SHIFT_PATHS.remove,
  who: 'manager',
  handle: async (call) => {
    const { db, clock, makeId, config } = call.deps;
    const { collective } = call;
    const shift = await findNamed(call);
    if (shift === null) return refuseUnknown(call);
    const form = await readForm(call);
    if (!form.isOurs) {
      return call.c.redirect(officeShiftPath(collective.slug, shift.id, 'remove'), 303);
    }
    const now = clock();
    const removed = await writeTransaction(db, async (tx) => {
      const told = await removeShift(tx, { id: shift.id, collectiveId: collective.id }, now);
      if (!told.ok) return told;
      const mailed = await readMailedShift(tx, shift.id);
      const news = { kind: 'removed' } as const;
      await tellVolunteers(
        tx,
        told.value,
        { shift: mailed, publicUrl: config.publicUrl, news },
        { makeId, now },
      );
      return told;
    });
    return removed.ok
      ? call.c.redirect(`${officeShiftsPath(collective.slug)}?fait=annule`, 303)
      : call.c.redirect(officeShiftPath(collective.slug, shift.id), 303);
  },
} satisfies Route;
