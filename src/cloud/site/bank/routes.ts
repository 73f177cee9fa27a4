import type { Route } from '../../http/route.ts';
import { payAtDemoBankRoute, showDemoBankRoute } from './demo-bank.tsx';
import { receiveNoticeRoute } from './receive-notice.ts';
import { showPaymentRoute } from './show-payment.tsx';

/** How to add one: ../../http/README.md. */
export const BANK_SITE_ROUTES: readonly Route[] = [
  showPaymentRoute,
  receiveNoticeRoute,
  showDemoBankRoute,
  payAtDemoBankRoute,
];
