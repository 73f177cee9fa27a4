import type { FeedItem } from '../../src/contract/sync/messages.ts';
import { signedTicketText, ticketTextToSign } from '../../src/domain/door/ticket-text.ts';
import { makeSeed, signingKeyFromSeed } from '../../src/shared/node/crypto.ts';
import type { SigningKey } from '../../src/shared/node/crypto.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { EventId, TicketId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { addMs, systemClock } from '../../src/shared/time.ts';
import { PASSES } from './station-knowledge.ts';

/** An evening with four tickets, as the cloud would tell a door of it. */

const HOUR_MS = 3_600_000;

export const OTHER_DOOR = {
  id: toId<'Station'>(makeUuid()),
  name: 'Porte du jardin',
  key: signingKeyFromSeed(makeSeed()),
} as const;

const ticketId = (): TicketId => toId<'Ticket'>(makeUuid());

export const EVENING = {
  eventId: toId<'Event'>(makeUuid()),
  otherEventId: toId<'Event'>(makeUuid()),
  listed: ticketId(),
  onPass: ticketId(),
  cancelled: ticketId(),
  inside: ticketId(),
} as const;

const event = (id: EventId, name: string): FeedItem => ({
  topic: 'event',
  id,
  value: {
    id,
    name,
    startsAt: addMs(systemClock(), HOUR_MS),
    doorsAt: null,
    endsAt: addMs(systemClock(), 3 * HOUR_MS),
    capacity: 100,
    takenCount: 4,
    asksNames: true,
    prices: [
      {
        id: 'full',
        name: 'Plein tarif',
        kind: 'fixed',
        priceCents: cents(800),
        priceMinCents: null,
        quota: null,
        takenCount: 4,
      },
    ],
  },
});

type Ticket = NonNullable<Extract<FeedItem, { topic: 'ticket' }>['value']>;
const ticket = (id: TicketId, holderName: string, change: Partial<Ticket> = {}): FeedItem => ({
  topic: 'ticket',
  id,
  value: {
    id,
    eventId: EVENING.eventId,
    priceName: 'Plein tarif',
    holderName,
    cardId: null,
    state: 'valid',
    admitted: null,
    ...change,
  },
});

export const doorKnowledge = (): readonly FeedItem[] => [
  event(EVENING.eventId, 'La Fanfare'),
  event(EVENING.otherEventId, 'Un autre soir'),
  ticket(EVENING.listed, 'Hélène Le Bihan'),
  ticket(EVENING.onPass, 'Yann Kervella', { cardId: PASSES.half.cardId }),
  ticket(EVENING.cancelled, 'Zoé Madec', { state: 'cancelled' }),
  ticket(EVENING.inside, 'Malo Prigent', {
    admitted: { at: systemClock(), stationName: OTHER_DOOR.name },
  }),
  {
    topic: 'station',
    id: OTHER_DOOR.id,
    value: { id: OTHER_DOOR.id, name: OTHER_DOOR.name, publicKey: OTHER_DOOR.key.publicKeyHex },
  },
];

/** The text of a ticket's QR, as the other door signed it. */
export function ticketCodeOf(
  id: TicketId,
  key: SigningKey = OTHER_DOOR.key,
  eventId: EventId = EVENING.eventId,
): string {
  const text = ticketTextToSign({
    ticketId: id,
    eventId,
    signer: { kind: 'station', stationId: OTHER_DOOR.id },
  });
  return signedTicketText(text, key.sign(Buffer.from(text)));
}
