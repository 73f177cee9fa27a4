import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedTicketText, ticketTextToSign } from '../../../src/domain/door/ticket-text.ts';
import type { TicketSigner } from '../../../src/domain/door/ticket-text.ts';
import type { FeedItem } from '../../../src/contract/sync/messages.ts';
import { makeSeed, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { TicketId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { addMs, systemClock } from '../../../src/shared/time.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';
import { KNOWLEDGE, PASSES } from '../../helpers/station-knowledge.ts';

const HOUR_MS = 3_600_000;
const eventId = toId<'Event'>(makeUuid());
const otherEventId = toId<'Event'>(makeUuid());
const otherStation = {
  id: toId<'Station'>(makeUuid()),
  name: 'Autre porte',
  key: signingKeyFromSeed(makeSeed()),
};
const ids = { listed: ticketId(), onPass: ticketId(), cancelled: ticketId(), inside: ticketId() };

function ticketId(): TicketId {
  return toId<'Ticket'>(makeUuid());
}

const event = (id: typeof eventId, name: string): FeedItem => ({
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
    eventId,
    priceName: 'Plein tarif',
    holderName,
    cardId: null,
    state: 'valid',
    admitted: null,
    ...change,
  },
});

let rig: Rig;
beforeEach(async () => {
  rig = await openPairedRig();
  rig.know([
    ...KNOWLEDGE,
    event(eventId, 'La Fanfare'),
    event(otherEventId, 'Un autre soir'),
    ticket(ids.listed, 'Hélène Le Bihan'),
    ticket(ids.onPass, 'Yann', { cardId: PASSES.half.cardId }),
    ticket(ids.cancelled, 'Zoé', { state: 'cancelled' }),
    ticket(ids.inside, 'Malo', {
      admitted: { at: systemClock(), stationName: otherStation.name },
    }),
    {
      topic: 'station',
      id: otherStation.id,
      value: {
        id: otherStation.id,
        name: otherStation.name,
        publicKey: otherStation.key.publicKeyHex,
      },
    },
  ]);
  await rig.signIn();
  await rig.wish({ kind: 'open-door', eventId });
});
afterEach(() => rig.close());

const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : activity;
};
const code = (id: TicketId, key = otherStation.key, of = eventId): string => {
  const signer: TicketSigner = { kind: 'station', stationId: otherStation.id };
  const text = ticketTextToSign({ ticketId: id, eventId: of, signer });
  return signedTicketText(text, key.sign(Buffer.from(text)));
};
const scan = (text: string) => rig.wish({ kind: 'wedge-typed', text });

describe('the door of an event', () => {
  it('counts who is inside and who is expected', () => {
    expect(rig.state().door).toMatchObject({
      eventName: 'La Fanfare',
      insideCount: 1,
      expectedCount: 3,
      capacity: 100,
    });
  });

  it('lets a scanned ticket in once, and says when it came in the first time', async () => {
    expect(await scan(code(ids.listed))).toBe(null);
    expect(result()).toMatchObject({
      kind: 'admitted',
      holderName: 'Hélène Le Bihan',
      insideCount: 2,
      isOffline: true,
    });
    expect(await scan(code(ids.listed))).toBe('ticket-used');
    expect(result()).toMatchObject({ kind: 'admitted-before', stationName: 'Caisse' });
    expect(rig.entries('ticket.admitted@1')).toHaveLength(1);
    await rig.restart();
    expect(await scan(code(ids.listed))).toBe('ticket-used');
    expect(rig.state().door?.insideCount).toBe(2);
  });

  it('knows who came in by the other door', async () => {
    expect(await scan(code(ids.inside))).toBe('ticket-used');
    expect(result()).toMatchObject({ kind: 'admitted-before', stationName: otherStation.name });
  });

  it('lets in by the Pass that carries the ticket, and by nothing else on a Pass', async () => {
    await rig.tap(PASSES.half.uid);
    expect(result()).toMatchObject({ kind: 'admitted', holderName: 'Yann' });
    await rig.tap(PASSES.short.uid);
    expect(result()).toMatchObject({ kind: 'refused', reason: 'no-ticket-on-pass' });
    expect(rig.entries('ticket.admitted@1')).toMatchObject([{ by: 'pass' }]);
  });

  it('lets in by name from the list, found without accents', async () => {
    const reply = await rig
      .station()
      .station.answer({ kind: 'tickets', eventId, text: 'helene', page: 0 });
    expect(reply).toMatchObject({ kind: 'tickets', rows: [{ ticketId: ids.listed }] });
    expect(await rig.wish({ kind: 'admit-ticket', ticketId: ids.listed })).toBe(null);
    expect(rig.entries('ticket.admitted@1')).toMatchObject([{ by: 'list' }]);
  });

  it('lets in a ticket that it never heard of when its signature is right', async () => {
    const unheard = ticketId();
    expect(await scan(code(unheard))).toBe(null);
    expect(await scan(code(unheard))).toBe('ticket-used');
    expect(rig.state().door?.insideCount).toBe(2);
  });

  it('refuses a forged, cancelled or foreign ticket, and says which', async () => {
    const forger = signingKeyFromSeed(makeSeed());
    expect(await scan(code(ids.listed, forger))).toBe('ticket-forged');
    expect(await scan(code(ids.cancelled))).toBe('ticket-cancelled');
    expect(await scan(code(ids.listed, otherStation.key, otherEventId))).toBe('ticket-other-event');
    expect(await scan('T1.nonsense')).toBe('ticket-unknown');
    expect(rig.entries('ticket.admitted@1')).toEqual([]);
  });

  it('is shut at the till: a ticket is told to open its door first', async () => {
    await rig.wish({ kind: 'open-door', eventId: null });
    expect(rig.state().door).toBe(null);
    expect(await scan(code(ids.listed))).toBe('door-not-open');
  });
});
