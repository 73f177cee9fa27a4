import { formatCents } from '../../../shared/format.ts';
import { assertNever } from '../../../shared/assert.ts';
import type { Call, Route } from '../../http/route.ts';
import { answerPage } from '../page.tsx';
import { Notice } from '../parts/notice.tsx';
import {
  PAGE_RETURN,
  PATHS_OF_SITE,
  bookingPath,
  ownMembershipPath,
  paymentPath,
} from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { readOwnPayment } from './read-payment.ts';
import type { OwnPayment } from './read-payment.ts';
import { PaymentSheet } from './payment-sheet.tsx';
import type { PaymentView } from './payment-sheet.tsx';

/** How soon a page looks again by itself, in seconds. */
const LOOK_AGAIN_SECONDS = { waiting: 5, unreachable: 15 } as const;

/**
 * A payment by bank card: on the way to the bank, and back from it. What the address says of the
 * bank's answer only chooses the words: the bank itself is asked, each time. Without JavaScript.
 */
export const showPaymentRoute = {
  method: 'GET',
  path: paymentPath(':payment') as `/${string}`,
  who: 'person',
  handle: async (call) => {
    const { personId } = call.person;
    const payment = await readOwnPayment(call.deps, personId, call.c.req.param('payment') ?? '');
    if (payment === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const view = viewOf(payment, call.c.req.query(PAGE_RETURN));
    if (view === 'done') return call.c.redirect(donePath(payment), 303);
    const visit = openVisit(call, call.person);
    lookAgain(call, visit, { payment, view });
    return answerPage(call, visit, {
      title: visit.t('payment.title'),
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet plain-page payment">
          <PaymentSheet
            visit={visit}
            payment={payment}
            view={view}
            bankUrl={bankUrlOf(call, payment)}
          >
            <Returned visit={visit} payment={payment} />
          </PaymentSheet>
        </div>
      ),
    });
  },
} satisfies Route;

function viewOf(payment: OwnPayment, returned: string | undefined): PaymentView | 'done' {
  switch (payment.state) {
    case 'paid': {
      if (payment.back.some(({ reason }) => reason === 'too-late')) return 'too-late';
      if (payment.back.some(({ reason }) => reason === 'not-wanted')) return 'not-wanted';
      return payment.back.some(({ state }) => state === 'failed') ? 'back-failed' : 'done';
    }
    case 'started':
      if (payment.bankUrl === null) return 'not-opened';
      if (returned === undefined) return 'going';
      if (payment.isUnreachable) return 'unreachable';
      return returned === 'non' ? 'open' : 'waiting';
    case 'given-up':
      return 'closed';
    case 'failed':
      return payment.problem === 'bank-refused' ? 'not-opened' : 'refused';
    default:
      return assertNever(payment.state);
  }
}

/** Where what was paid for is shown. */
function donePath({ purpose, subjectId }: OwnPayment): string {
  switch (purpose) {
    case 'top-up':
      return `${PATHS_OF_SITE.purse}?paye=1`;
    case 'booking':
      return `${bookingPath(subjectId ?? '')}?paye=1`;
    case 'membership':
    case 'renewal':
      return `${ownMembershipPath(subjectId ?? '')}?paye=1`;
    case 'card':
      return `${ownMembershipPath(subjectId ?? '')}?carte=1`;
    default:
      return assertNever(purpose);
  }
}

/** The demo's bank is on our own address, under whatever name the person came by. */
const bankUrlOf = (call: Call, { bankUrl }: OwnPayment): string => {
  const { publicUrl } = call.deps.config;
  const url = bankUrl ?? PATHS_OF_SITE.purse;
  return url.startsWith(`${publicUrl}/`) ? url.slice(publicUrl.length) : url;
};

type Looked = { readonly payment: OwnPayment; readonly view: PaymentView };

/** The page leads on, or looks again, by itself; a link beside it does the same. */
function lookAgain(call: Call, { path }: Visit, { payment, view }: Looked): void {
  if (view === 'going') call.c.header('Refresh', `0; url=${bankUrlOf(call, payment)}`);
  if (view === 'waiting' || view === 'unreachable') {
    call.c.header('Refresh', `${LOOK_AGAIN_SECONDS[view]}; url=${path}`);
  }
}

/** What of the money went back to the card, and what did not. */
const Returned = ({ visit, payment }: { readonly visit: Visit; readonly payment: OwnPayment }) => {
  const { t, language } = visit;
  return (
    <>
      {payment.back
        .filter(({ state }) => state !== 'waiting')
        .map(({ state, cents }) => {
          const amount = formatCents(cents, language);
          return state === 'sent' ? (
            <Notice tone="done" title={t('payment.backSent', { amount })}>
              <p>{t('payment.backDays')}</p>
            </Notice>
          ) : (
            <Notice tone="refused" title={t('payment.backFailedTitle', { amount })}>
              <p>{t('payment.backFailed')}</p>
              <p>
                {t(payment.purpose === 'top-up' ? 'payment.backInPurse' : 'payment.backFailedDo')}
              </p>
            </Notice>
          );
        })}
    </>
  );
};
