import { renderSVG } from 'uqr';
import type { Answers } from '../../answer-question.ts';
import { PAGE_ROWS } from '../../../contract/kiosk/questions.ts';
import { readTicketsOfSale } from '../../projections/door.ts';
import { guestsOf } from './guest-list.ts';
import { ticketCode } from './ticket-codes.ts';

export const doorAnswers: Answers<'tickets' | 'sale-tickets'> = {
  tickets: (context, { eventId, text, page }) => {
    const wanted = plain(text);
    const found = guestsOf(context, eventId)
      .filter(({ holderName }) => plain(holderName).includes(wanted))
      .toSorted((a, b) => a.holderName.localeCompare(b.holderName, 'fr'));
    const rows = found.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS);
    return {
      kind: 'tickets',
      rows: rows.map(({ cardId: _cardId, ...guest }) => guest),
      hasMore: found.length > (page + 1) * PAGE_ROWS,
    };
  },
  'sale-tickets': (context, { saleId }) => ({
    kind: 'sale-tickets',
    tickets: readTicketsOfSale(context.journal.database, saleId).map((ticket) => ({
      ticketId: ticket.ticketId,
      eventName: ticket.eventName,
      holderName: ticket.holderName,
      priceName: ticket.priceName,
      qr: svgAddress(renderSVG(ticketCode(context, ticket), { border: 2 })),
    })),
  }),
};

/** Searched without accents or capitals: "helene" finds Hélène. */
const plain = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase('fr');

const svgAddress = (svg: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`;
