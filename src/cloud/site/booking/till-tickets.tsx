import { raw } from 'hono/html';
import { renderSVG } from 'uqr';
import type { SigningKey } from '../../../shared/node/crypto.ts';
import { ticketCode } from '../../goods/ticket-code.ts';
import type { TillTicket, TillTickets } from '../../booking/till-tickets.ts';
import { Badge } from '../parts/facts.tsx';
import { Icon } from '../parts/icon.tsx';
import type { Visit } from '../visit.ts';
import { EventLines, hourOf } from './event-lines.tsx';

type ListProps = {
  readonly visit: Visit;
  readonly all: readonly TillTickets[];
  readonly cloudKey: SigningKey;
};

/** Tickets bought at a till: the Pass carries them, and each can be shown on the phone (RULES E6). */
export const TillTicketList = ({ visit, all, cloudKey }: ListProps) => {
  const { t } = visit;
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="sur-place">
      <h2 class="own-title" id="sur-place">
        {t('booking.till.title')}
      </h2>
      {all.map((one) => (
        <div class="panel till-tickets">
          <EventLines visit={visit} event={one.event} level={3} />
          <p class="with-icon soft">
            <Icon name="pass" />
            <span>{t('booking.till.pass', { count: one.tickets.length })}</span>
          </p>
          <details id={`billets-${one.event.id}`}>
            <summary class="button button-second">
              <Icon name="ticket" />
              {t('booking.till.show', { count: one.tickets.length })}
            </summary>
            <ol class="tickets">
              {one.tickets.map((ticket, index) => (
                <TillTicketItem {...{ visit, cloudKey, ticket, number: index + 1, of: one }} />
              ))}
            </ol>
          </details>
        </div>
      ))}
    </section>
  );
};

type ItemProps = Omit<ListProps, 'all'> & {
  readonly of: TillTickets;
  readonly ticket: TillTicket;
  readonly number: number;
};

const TillTicketItem = ({ visit, cloudKey, of, ticket, number }: ItemProps) => {
  const { t } = visit;
  const { event } = of;
  const code = ticketCode({ ticketId: ticket.id, eventId: event.id }, cloudKey);
  return (
    <li class="entry-ticket">
      <div class="entry-ticket-head">
        <p>
          <strong>{ticket.holderName === '' ? ticket.priceName : ticket.holderName}</strong>
          {ticket.holderName === '' ? null : <span class="soft">{ticket.priceName}</span>}
        </p>
        {ticket.admittedAt === null ? null : (
          <Badge tone="done" icon="check">
            {t('booking.booked.came', { hour: hourOf(visit, ticket.admittedAt, event) })}
          </Badge>
        )}
      </div>
      <figure class="entry-ticket-code torn">
        <span class="qr" role="img" aria-label={t('booking.booked.square', { number })}>
          {raw(renderSVG(code, { border: 2 }))}
        </span>
        <figcaption class="soft">{t('booking.booked.show')}</figcaption>
      </figure>
    </li>
  );
};
