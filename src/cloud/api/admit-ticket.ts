import { ticketAdmitRequestSchema } from '../../contract/sync/questions.ts';
import type { TicketAdmitAnswer, TicketAdmitRequest } from '../../contract/sync/questions.ts';
import type { ApiError } from '../../contract/sync/errors.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { answerJson, apiError, parseJson, refuse } from '../http/answers.ts';
import type { KnownStation } from '../http/deps.ts';
import type { Route } from '../http/route.ts';

/**
 * POST /api/tickets/admit: the first door to ask lets in (RULES T8). The same station that asks
 * again, because an answer was lost, is answered as before.
 */
export const admitTicketRoute = {
  method: 'POST',
  path: '/api/tickets/admit',
  who: 'station',
  bodyBytesMax: 1_000,
  handle: async (call) => {
    const request = parseJson(ticketAdmitRequestSchema, call.body);
    if (!request.ok) return refuse(call, request.error);
    const answer = await writeTransaction(call.deps.db, (tx) =>
      admitTicket(tx, call.station, request.value),
    );
    return answer.ok ? answerJson(call, answer.value) : refuse(call, answer.error);
  },
} satisfies Route;

async function admitTicket(
  tx: WritableDb,
  station: KnownStation,
  { ticketId, eventId, by, at }: TicketAdmitRequest,
): Promise<Result<TicketAdmitAnswer, ApiError>> {
  const event = await tx.query
    .selectFrom('event')
    .select('id')
    .where('id', '=', eventId)
    .where('collective_id', '=', station.collectiveId)
    .executeTakeFirst();
  if (event === undefined) return err(apiError('not-found', 'This collective has no such event.'));
  // Locked, so that its holder does not give it back at the same moment.
  const known = tx.query
    .selectFrom('ticket')
    .select(['event_id', 'state'])
    .where('id', '=', ticketId);
  const ticket = await (tx.kind === 'postgres' ? known.forUpdate() : known).executeTakeFirst();
  if (ticket !== undefined && ticket.event_id !== eventId) {
    return err(apiError('not-found', 'This ticket is for another event.'));
  }
  if (ticket?.state === 'cancelled') return ok({ kind: 'cancelled' });
  const added = await tx.query
    .insertInto('ticket_admission')
    .values({ ticket_id: ticketId, event_id: eventId, at, by_what: by, station_id: station.id })
    .onConflict((conflict) => conflict.column('ticket_id').doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows === 0n) return ok(await answerAgain(tx, station, ticketId));
  if (ticket === undefined) return ok({ kind: 'unknown' });
  tx.changed('ticket', ticketId, station.collectiveId);
  return ok({ kind: 'admitted' });
}

async function answerAgain(
  tx: WritableDb,
  station: KnownStation,
  ticketId: string,
): Promise<TicketAdmitAnswer> {
  const first = await tx.query
    .selectFrom('ticket_admission')
    .innerJoin('station', 'station.id', 'ticket_admission.station_id')
    .select(['ticket_admission.at', 'station.id', 'station.name'])
    .where('ticket_id', '=', ticketId)
    .executeTakeFirstOrThrow();
  return first.id === station.id
    ? { kind: 'admitted' }
    : { kind: 'admitted-before', at: first.at as Instant, stationName: first.name };
}
