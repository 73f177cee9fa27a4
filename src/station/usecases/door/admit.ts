import type { EventId, TicketId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import { err } from '../../../shared/result.ts';
import type { TicketAdmitted } from '../../../domain/journal/till-entries.ts';
import { readAdmissions } from '../../projections/door.ts';
import { readPairing } from '../../projections/pairing.ts';
import type { Acting } from '../acting.ts';
import { DONE, refuse, showResult } from '../context.ts';
import type { CommandResult, StationContext, TappedPass } from '../context.ts';
import { recordOperation } from '../day/record-operation.ts';
import { readTraining } from '../day/shown.ts';
import { countInside, guestsOf } from './guest-list.ts';
import type { Guest } from './guest-list.ts';

/** The event whose door this screen is; null at the till. */
export function openDoorEvent(context: StationContext): EventId | null {
  const id = context.settings.get('door-event');
  return id === undefined || id === '' ? null : (context.knowledge.one('event', id)?.id ?? null);
}

/** Lets in by the ticket that a Pass carries (RULES T8). */
export function admitByPass(
  context: StationContext,
  acting: Acting,
  tapped: TappedPass,
): Promise<CommandResult> | CommandResult {
  const eventId = openDoorEvent(context);
  const card = context.knowledge.findCard(tapped.uid);
  if (eventId === null) return err('door-not-open');
  if (card === undefined) return refuse(context, 'card-unknown', tapped.seenAtMs);
  if (card.state === 'lost') return refuse(context, 'card-lost', tapped.seenAtMs);
  const tickets = guestsOf(context, eventId).filter(
    (guest) => guest.cardId === card.id && guest.state === 'valid',
  );
  // Each tap lets one person in; with the last one inside, the answer says when that was.
  const next = tickets.find(({ admitted }) => admitted === null) ?? tickets[0];
  if (next === undefined) return refuse(context, 'no-ticket-on-pass', tapped.seenAtMs);
  return admit(context, acting, {
    ticketId: next.ticketId,
    eventId,
    by: 'pass',
    tapSeenAtMs: tapped.seenAtMs,
  });
}

type Wanted = {
  readonly ticketId: TicketId;
  readonly eventId: EventId;
  readonly by: TicketAdmitted['by'];
  readonly tapSeenAtMs: number | null;
};

/**
 * Lets in one ticket, once. The cloud is asked when it can be, so that two doors never let the same
 * ticket in; without it this door decides by what it knows, and says so.
 */
export async function admit(
  context: StationContext,
  acting: Acting,
  wanted: Wanted,
): Promise<CommandResult> {
  const { ticketId, eventId, tapSeenAtMs } = wanted;
  const guests = guestsOf(context, eventId);
  const guest = guests.find((one) => one.ticketId === ticketId);
  if (guest?.state === 'cancelled') return refuse(context, 'ticket-cancelled', tapSeenAtMs);
  const before = guest?.admitted ?? admittedHere(context, wanted);
  if (before !== null) return showBefore(context, guest, before, tapSeenAtMs);

  const asked = readTraining(context) ? 'offline' : await askCloud(context, wanted);
  if (asked === 'cancelled') return refuse(context, 'ticket-cancelled', tapSeenAtMs);
  if (asked !== 'admitted' && asked !== 'offline') {
    return showBefore(context, guest, asked, tapSeenAtMs);
  }
  const recorded = recordOperation(context, [
    { kind: 'ticket.admitted@1', body: { ticketId, eventId, by: wanted.by, staff: acting.staff } },
  ]);
  if (!recorded.ok) return refuse(context, recorded.error, tapSeenAtMs);
  const event = context.knowledge.one('event', eventId);
  showResult(
    context,
    {
      kind: 'admitted',
      holderName: guest?.holderName ?? '',
      priceName: guest?.priceName ?? '',
      eventName: event?.name ?? '',
      insideCount: countInside(context, eventId, guestsOf(context, eventId)),
      isOffline: asked === 'offline',
    },
    tapSeenAtMs,
  );
  return DONE;
}

/** Also a ticket that stands on no list yet: only its signature spoke for it. */
function admittedHere(context: StationContext, { ticketId, eventId }: Wanted): Before | null {
  const { database } = context.journal;
  const at = readAdmissions(database, eventId).get(ticketId);
  return at === undefined ? null : { at, stationName: readPairing(database)?.stationName ?? '' };
}

type Before = { readonly at: Instant; readonly stationName: string };

async function askCloud(
  context: StationContext,
  { ticketId, eventId, by }: Wanted,
): Promise<'admitted' | 'offline' | 'cancelled' | Before> {
  if (context.connection.state().kind === 'offline') return 'offline';
  const answer = context.connection.watch(
    await context.client.admitTicket({ ticketId, eventId, by, at: context.clock() }),
  );
  if (!answer.ok) return 'offline';
  switch (answer.value.kind) {
    case 'admitted-before':
      return { at: answer.value.at, stationName: answer.value.stationName };
    case 'cancelled':
      return 'cancelled';
    case 'admitted':
    // A ticket that another station sold and has not sent: the signature or the list spoke for it.
    case 'unknown':
      return 'admitted';
  }
}

function showBefore(
  context: StationContext,
  guest: Guest | undefined,
  before: Before,
  tapSeenAtMs: number | null,
): CommandResult {
  showResult(
    context,
    {
      kind: 'admitted-before',
      holderName: guest?.holderName ?? '',
      at: before.at,
      stationName: before.stationName,
    },
    tapSeenAtMs,
  );
  return err('ticket-used');
}
