import type { SaleId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { NoRows } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';

/** The tickets of a sale, to photograph with a phone: a printer is not needed to come in. */
export function TicketsSheet({ saleId }: { readonly saleId: SaleId }) {
  const { say } = useTexts();
  const state = useReply<'sale-tickets'>({ kind: 'sale-tickets', saleId });
  return (
    <SheetFrame kind="sale-tickets" title={say('door.tickets')}>
      <SheetBody isRead>
        <ReplyGate state={state}>
          {({ tickets }) =>
            tickets.length === 0 ? (
              <NoRows icon="ticket" text={say('door.no-tickets')} />
            ) : (
              <ul className="tickets">
                {tickets.map((ticket) => (
                  <li key={ticket.ticketId} className="ticket-card">
                    <img src={ticket.qr} alt={say('door.ticket-code')} />
                    <p>
                      <strong>
                        {ticket.holderName === '' ? ticket.priceName : ticket.holderName}
                      </strong>
                      <span>{ticket.eventName}</span>
                      {ticket.holderName !== '' && <span>{ticket.priceName}</span>}
                    </p>
                  </li>
                ))}
              </ul>
            )
          }
        </ReplyGate>
        <p className="tickets-do">{say('door.tickets-do')}</p>
      </SheetBody>
    </SheetFrame>
  );
}
