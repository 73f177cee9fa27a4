import type Database from 'better-sqlite3';
import type { SaleCorrected } from '../../domain/journal/sale-entries.ts';
import type { TicketAdmitted } from '../../domain/journal/till-entries.ts';
import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { CardId, EventId, SaleId, TicketId } from '../../shared/ids.ts';
import type { Instant } from '../../shared/time.ts';
import type { Projection } from '../journal/projection.ts';
import { statement } from './statement.ts';

/** Tickets that this station sold, and whom it let in (RULES T8). */
export const doorProjection: Projection = {
  name: 'door',
  tables: `
    CREATE TABLE own_ticket(
      ticket_id TEXT PRIMARY KEY, sale_id TEXT NOT NULL, event_id TEXT NOT NULL, event_name TEXT NOT NULL,
      price_name TEXT NOT NULL, holder_name TEXT NOT NULL, card_id TEXT, is_cancelled INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX own_ticket_event ON own_ticket(event_id);
    CREATE INDEX own_ticket_sale ON own_ticket(sale_id);
    CREATE TABLE admission(
      ticket_id TEXT PRIMARY KEY, event_id TEXT NOT NULL, at TEXT NOT NULL, staff_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX admission_event ON admission(event_id);
  `,
  apply: (db, entry) => {
    if (entry.kind === 'ticket.admitted@1') {
      const { ticketId, eventId, staff } = entry.body as TicketAdmitted;
      statement(db, 'INSERT INTO admission VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
        ticketId,
        eventId,
        entry.at,
        staff.id,
      );
      return;
    }
    if (entry.kind === 'sale.corrected@1') return cancelTickets(db, entry.body as SaleCorrected);
    const sale = saleOfEntry(entry);
    for (const { detail } of sale?.lines ?? []) {
      if (detail.kind !== 'ticket') continue;
      for (const { ticketId, holderName } of detail.tickets) {
        statement(db, 'INSERT INTO own_ticket VALUES (?, ?, ?, ?, ?, ?, ?, 0)').run(
          ...[ticketId, sale?.saleId, detail.eventId, detail.eventName, detail.priceName],
          ...[holderName, detail.cardId],
        );
      }
    }
  },
};

/** A correction names the tickets it takes back. */
function cancelTickets(db: Database.Database, { lines }: SaleCorrected): void {
  for (const { detail } of lines) {
    if (detail.kind !== 'ticket') continue;
    for (const { ticketId } of detail.tickets) {
      statement(db, 'UPDATE own_ticket SET is_cancelled = 1 WHERE ticket_id = ?').run(ticketId);
    }
  }
}

export type OwnTicket = {
  readonly ticketId: TicketId;
  readonly saleId: SaleId;
  readonly eventId: EventId;
  readonly eventName: string;
  readonly priceName: string;
  readonly holderName: string;
  readonly cardId: CardId | null;
  readonly isCancelled: 0 | 1;
};

const COLUMNS = `ticket_id AS ticketId, sale_id AS saleId, event_id AS eventId, event_name AS eventName,
  price_name AS priceName, holder_name AS holderName, card_id AS cardId, is_cancelled AS isCancelled`;

export const readOwnTickets = (db: Database.Database, eventId: EventId): readonly OwnTicket[] =>
  statement(db, `SELECT ${COLUMNS} FROM own_ticket WHERE event_id = ?`).all(eventId) as OwnTicket[];

export const readTicketsOfSale = (db: Database.Database, saleId: SaleId): readonly OwnTicket[] =>
  statement(db, `SELECT ${COLUMNS} FROM own_ticket WHERE sale_id = ? AND is_cancelled = 0`).all(
    saleId,
  ) as OwnTicket[];

/** Whom this station let in at an event, and when. */
export function readAdmissions(
  db: Database.Database,
  eventId: EventId,
): ReadonlyMap<TicketId, Instant> {
  const rows = statement(
    db,
    'SELECT ticket_id AS ticketId, at FROM admission WHERE event_id = ?',
  ).all(eventId) as { readonly ticketId: TicketId; readonly at: Instant }[];
  return new Map(rows.map(({ ticketId, at }) => [ticketId, at]));
}
