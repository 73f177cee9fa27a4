import { isUuid, toId } from '../../../shared/ids.ts';
import type { MembershipId } from '../../../shared/ids.ts';
import { addMs } from '../../../shared/time.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { keepRenewing, stopRenewal, withdrawMembership } from '../../membership/change-renewal.ts';
import type { LockedMembership } from '../../membership/lock-membership.ts';
import { makeReceiptPdf, readReceipt, receiptFileName } from '../../membership/receipt.ts';
import { readSavedCard } from '../../payments/saved-cards.ts';
import { startCardPage } from '../../payments/start-payment.ts';
import { readForm } from '../forms.ts';
import type { SentForm } from '../forms.ts';
import { PATHS_OF_SITE, ownMembershipPath, paymentPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import { PAY_FIELDS, readMeans } from './pay-choice.tsx';
import { NOT_PAID, OWN_PATH, closePage, payAndGo } from './pay-own.ts';

/** How long the bank's page for leaving a card is open. */
const CARD_MS = 30 * 60_000;

/** Reads the form and whose membership it is about; a form drawn elsewhere leads back to the page. */
const withForm =
  (
    work: (call: PersonCall, id: MembershipId, form: SentForm) => Promise<Response> | Response,
  ): ((call: PersonCall) => Promise<Response>) =>
  async (call) => {
    const id = call.c.req.param('adhesion') ?? '';
    if (!isUuid(id) || id !== id.toLowerCase()) return notFound(call);
    const form = await readForm(call);
    if (!form.isOurs && (await isTheirs(call, id))) {
      return call.c.redirect(`${ownMembershipPath(id)}?${NOT_PAID}=form-old`, 303);
    }
    return work(call, toId<'Membership'>(id), form);
  };

const notFound = (call: PersonCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });

async function isTheirs({ deps, person }: PersonCall, id: string): Promise<boolean> {
  const row = await deps.db.query
    .selectFrom('membership')
    .select('cents')
    .where('id', '=', id)
    .where('person_id', '=', person.personId)
    .executeTakeFirst();
  return row !== undefined;
}

const orderOf = ({ deps, person }: PersonCall, membershipId: MembershipId) => ({
  ...{ membershipId, personId: person.personId, now: deps.clock() },
});

export const payOwnRoute = {
  method: 'POST',
  path: `${OWN_PATH}/payer`,
  who: 'person',
  handle: withForm(async (call, membershipId, form) => {
    const row = await call.deps.db.query
      .selectFrom('membership')
      .select('cents')
      .where('id', '=', membershipId)
      .where('person_id', '=', call.person.personId)
      .executeTakeFirst();
    if (row === undefined) return notFound(call);
    const means = row.cents === 0 ? 'free' : readMeans(form.text(PAY_FIELDS.means));
    if (means === null) {
      return call.c.redirect(`${ownMembershipPath(membershipId)}?${NOT_PAID}=means`, 303);
    }
    return payAndGo(call, {
      ...{ membershipId, means, renews: form.text(PAY_FIELDS.keeps) === 'oui' },
      paymentId: form.text(PAY_FIELDS.payment),
    });
  }),
} satisfies Route;

/** "Résilier", the second of two clicks. */
export const stopOwnRoute = {
  method: 'POST',
  path: `${OWN_PATH}/resilier`,
  who: 'person',
  handle: withForm(async (call, id) => {
    const stopped = await writeTransaction(call.deps.db, (tx) =>
      stopRenewal(tx, orderOf(call, id)),
    );
    return stopped.ok
      ? call.c.redirect(`${ownMembershipPath(id)}?fait=resilie`, 303)
      : notFound(call);
  }),
} satisfies Route;

/** Renews by itself again, or is paid otherwise: by purse, or by a card left with the bank. */
export const keepOwnRoute = {
  method: 'POST',
  path: `${OWN_PATH}/renouveler`,
  who: 'person',
  handle: withForm(async (call, id, form) => {
    const means = readMeans(form.text(PAY_FIELDS.means));
    const page = ownMembershipPath(id);
    if (means === null) {
      return (await isTheirs(call, id)) ? call.c.redirect(page, 303) : notFound(call);
    }
    const kept = await writeTransaction(call.deps.db, (tx) =>
      keepRenewing(tx, { ...orderOf(call, id), means }),
    );
    if (!kept.ok) return kept.error === 'unknown' ? notFound(call) : call.c.redirect(page, 303);
    if (means === 'bank-card') {
      const toBank = await askForCard(call, kept.value, form.text(PAY_FIELDS.payment));
      if (toBank !== null) return call.c.redirect(toBank, 303);
    }
    return call.c.redirect(`${page}?fait=renouvele`, 303);
  }),
} satisfies Route;

/** Where a card is left, when none is kept yet; null when there is nothing to do. */
async function askForCard(
  call: PersonCall,
  membership: LockedMembership,
  paymentId: string,
): Promise<string | null> {
  const { deps, person } = call;
  const { id, name, collective } = membership;
  const known = await readSavedCard(deps.db, person.personId, collective.id);
  if (known !== null) return null;
  const page = ownMembershipPath(id);
  if (!isUuid(paymentId)) return page;
  const { language } = openVisit(call, person);
  const started = await startCardPage(deps, {
    ...{ id: toId<'Payment'>(paymentId.toLowerCase()), membershipId: id, language },
    ...{ personId: person.personId, email: person.email, collectiveId: collective.id },
    ...{ label: `${name}, ${collective.name}`, endsAt: addMs(deps.clock(), CARD_MS) },
  });
  return started.ok
    ? paymentPath(paymentId.toLowerCase())
    : `${page}?${NOT_PAID}=${started.error.code}`;
}

/** A request, or what is not paid yet, is taken back. */
export const withdrawOwnRoute = {
  method: 'POST',
  path: `${OWN_PATH}/retirer`,
  who: 'person',
  handle: withForm(async (call, id) => {
    const withdrawn = await writeTransaction(call.deps.db, (tx) =>
      withdrawMembership(tx, orderOf(call, id)),
    );
    if (!withdrawn.ok) {
      return withdrawn.error === 'unknown'
        ? notFound(call)
        : call.c.redirect(ownMembershipPath(id), 303);
    }
    await closePage(call, withdrawn.value.closes);
    return call.c.redirect(`${PATHS_OF_SITE.memberships}?fait=retire`, 303);
  }),
} satisfies Route;

/** The receipt of what was paid on the site, for its holder only. */
export const ownReceiptRoute = {
  method: 'GET',
  path: `${OWN_PATH}/recu.pdf`,
  who: 'person',
  handle: async (call) => {
    const id = call.c.req.param('adhesion') ?? '';
    const receipt = isUuid(id) ? await readReceipt(call.deps.db, id, call.person.personId) : null;
    if (receipt === null) return notFound(call);
    const { language } = openVisit(call, call.person);
    const name = receiptFileName(receipt, language);
    call.c.header('Content-Type', 'application/pdf');
    call.c.header('Content-Disposition', `attachment; filename="${name}"`);
    call.c.header('Cache-Control', 'no-store');
    return call.c.body(await makeReceiptPdf(receipt, language));
  },
} satisfies Route;
