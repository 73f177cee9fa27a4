import type { Route } from '../http/route.ts';
import { admitTicketRoute } from './admit-ticket.ts';
import { emptyCardRoute } from './empty-card.ts';
import { findPeopleRoute } from './find-people.ts';
import { holdGoodsRoute } from './hold-goods.ts';
import { lookAtCardRoute } from './look-at-card.ts';
import { pairStationRoute } from './pair-station.ts';
import { receiveJournalRoute } from './receive-journal.ts';
import { releaseGoodsRoute } from './release-goods.ts';
import { releaseReserveRoute } from './release-reserve.ts';
import { replaceCardRoute } from './replace-card.ts';
import { reserveMoneyRoute } from './reserve-money.ts';
import { sendEventsRoute } from './send-events.ts';
import { sendFeedRoute } from './send-feed.ts';
import { showHealthRoute } from './show-health.ts';
import { showTimeRoute } from './show-time.ts';

/** What stations ask. How to add one: ../http/README.md. */
export const API_ROUTES: readonly Route[] = [
  showHealthRoute,
  showTimeRoute,
  pairStationRoute,
  reserveMoneyRoute,
  releaseReserveRoute,
  holdGoodsRoute,
  releaseGoodsRoute,
  admitTicketRoute,
  lookAtCardRoute,
  emptyCardRoute,
  replaceCardRoute,
  findPeopleRoute,
  receiveJournalRoute,
  sendFeedRoute,
  sendEventsRoute,
];
