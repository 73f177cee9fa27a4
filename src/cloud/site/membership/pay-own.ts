import { isUuid, toId } from '../../../shared/ids.ts';
import type { MembershipId, PaymentId } from '../../../shared/ids.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall } from '../../http/route.ts';
import { payMembershipByCard, payMembershipNow } from '../../membership/pay-membership.ts';
import type { CardRefusal } from '../../membership/pay-membership.ts';
import { closePayment } from '../../payments/settle-payment.ts';
import { PATHS_OF_SITE, ownMembershipPath, paymentPath } from '../paths.ts';

/** In the query of a membership's page: why it could not be paid. */
export const NOT_PAID = 'rate';

/** Pays a membership the way that was chosen, and says where the person goes then. */
export async function payAndGo(
  call: PersonCall,
  order: {
    readonly membershipId: MembershipId;
    readonly means: 'pass' | 'bank-card' | 'free';
    readonly renews: boolean;
    /** As the form sent it. */
    readonly paymentId: string;
  },
): Promise<Response> {
  const { membershipId, means, renews, paymentId } = order;
  const { person, deps } = call;
  const page = ownMembershipPath(membershipId);
  const pay = { membershipId, personId: person.personId, renews, now: deps.clock() };
  if (means === 'bank-card') {
    if (!isUuid(paymentId) || paymentId !== paymentId.toLowerCase()) return notPaid(call, page);
    const started = await payMembershipByCard(deps, {
      ...{ ...pay, paymentId: toId<'Payment'>(paymentId) },
      ...{ email: person.email, language: person.language },
    });
    // A form may lead to ourselves only: our own page leads on to the bank.
    if (started.ok) return call.c.redirect(paymentPath(paymentId), 303);
    return refuse(call, page, started.error.code);
  }
  const paid = await writeTransaction(deps.db, (tx) => payMembershipNow(tx, { ...pay, means }));
  if (!paid.ok) return refuse(call, page, paid.error.code);
  await closePage(call, paid.value.closes);
  return call.c.redirect(`${page}?fait=paye`, 303);
}

/** A page of the bank that nobody needs any more; one that cannot be closed closes by itself. */
export async function closePage(call: PersonCall, paymentId: PaymentId | null): Promise<void> {
  if (paymentId === null) return;
  const closed = await closePayment(call.deps, paymentId);
  if (!closed.ok) call.log.warn({ paymentId, code: closed.error }, 'bank page not closed');
}

const notPaid = (call: PersonCall, page: string): Response =>
  call.c.redirect(`${page}?${NOT_PAID}=sent-differently`, 303);

function refuse(
  call: PersonCall,
  page: string,
  code: CardRefusal['code'],
): Response | Promise<Response> {
  switch (code) {
    case 'unknown':
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    case 'already-paid':
      return call.c.redirect(page, 303);
    case 'not-to-pay':
    case 'wrong-means':
    case 'short':
    case 'no-bank':
    case 'bank-unreachable':
    case 'sent-differently':
      return call.c.redirect(`${page}?${NOT_PAID}=${code}`, 303);
  }
}

export const OWN_PATH = `${PATHS_OF_SITE.memberships}/:adhesion` as const;
