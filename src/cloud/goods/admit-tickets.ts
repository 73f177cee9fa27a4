import type { Instant } from '../../shared/time.ts';
import type { TicketAdmissionTable } from '../db/goods-tables.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { KnownStation } from '../http/deps.ts';
import type { GoodsFact } from './goods-facts.ts';
import type { GoodsProblem } from './problems.ts';

export type AdmissionFact = Extract<GoodsFact, { readonly kind: 'admission' }>;

/**
 * Somebody came in. Of two doors without network the first one by its time counts, whichever told
 * it first; the other one's entry is marked with both (RULES T8).
 */
export async function admitTicket(
  tx: WritableDb,
  station: KnownStation,
  fact: AdmissionFact,
  now: Instant,
): Promise<readonly GoodsProblem[]> {
  const { seq, at, admission } = fact;
  const unknown = await findUnknown(tx, station, fact);
  if (unknown !== null) return [{ seq, code: 'goods-unknown', message: unknown }];
  tx.changed('ticket', admission.ticketId, station.collectiveId);
  const row = {
    ticket_id: admission.ticketId,
    event_id: admission.eventId,
    ...{ at, by_what: admission.by, station_id: station.id, seq },
  };
  const first = await lockAdmission(tx, admission.ticketId);
  if (first === undefined) {
    await tx.query.insertInto('ticket_admission').values(row).execute();
    return [];
  }
  if (first.station_id === station.id && first.seq === null) {
    // The door had asked the cloud; this is its word.
    await tx.query
      .updateTable('ticket_admission')
      .set({ seq, by_what: admission.by, at: first.at < at ? first.at : at })
      .where('ticket_id', '=', admission.ticketId)
      .execute();
    return [];
  }
  if (first.station_id === station.id || first.at <= at) {
    const message = await describeTwo(tx, first, row);
    return [{ seq, code: 'ticket-twice', message }];
  }
  await tx.query
    .updateTable('ticket_admission')
    .set(row)
    .where('ticket_id', '=', admission.ticketId)
    .execute();
  await markLater(tx, first, await describeTwo(tx, row, first), now);
  return [];
}

async function findUnknown(
  tx: WritableDb,
  station: KnownStation,
  { admission: { ticketId, eventId } }: AdmissionFact,
): Promise<string | null> {
  const event = await tx.query
    .selectFrom('event')
    .select('id')
    .where('id', '=', eventId)
    .where('collective_id', '=', station.collectiveId)
    .executeTakeFirst();
  if (event === undefined) return `Event ${eventId} is not of this collective.`;
  const ticket = await tx.query
    .selectFrom('ticket')
    .select('event_id')
    .where('id', '=', ticketId)
    .executeTakeFirst();
  // Its sale may still be on its way: the door has checked the signature.
  return ticket === undefined || ticket.event_id === eventId
    ? null
    : `Ticket ${ticketId} is for another event.`;
}

function lockAdmission(tx: WritableDb, ticketId: string) {
  const query = tx.query
    .selectFrom('ticket_admission')
    .selectAll()
    .where('ticket_id', '=', ticketId);
  return (tx.kind === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
}

type Admission = Pick<TicketAdmissionTable, 'ticket_id' | 'station_id' | 'at' | 'seq'>;

async function describeTwo(tx: WritableDb, first: Admission, later: Admission): Promise<string> {
  const rows = await tx.query
    .selectFrom('station')
    .select(['id', 'name'])
    .where('id', 'in', [first.station_id, later.station_id])
    .execute();
  const nameOf = (id: string): string => rows.find((row) => row.id === id)?.name ?? id;
  return `Ticket ${first.ticket_id}: in at ${first.at} (${nameOf(first.station_id)}), again at ${later.at} (${nameOf(later.station_id)}).`;
}

/** The entry of the other station came before and was taken for the first. */
async function markLater(
  tx: WritableDb,
  later: Admission,
  message: string,
  now: Instant,
): Promise<void> {
  // It only asked so far: its entry is marked when it comes.
  if (later.seq === null) return;
  await tx.query
    .insertInto('journal_problem')
    .values({
      station_id: later.station_id,
      seq: later.seq,
      code: 'ticket-twice',
      message,
      found_at: now,
    })
    .onConflict((conflict) => conflict.columns(['station_id', 'seq']).doNothing())
    .execute();
}
