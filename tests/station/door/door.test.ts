import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSeed, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { EVENING, OTHER_DOOR, doorKnowledge, ticketCodeOf } from '../../helpers/door-knowledge.ts';
import { openPairedRig } from '../../helpers/station-rig.ts';
import type { Rig } from '../../helpers/station-rig.ts';
import { KNOWLEDGE, PASSES } from '../../helpers/station-knowledge.ts';

const { eventId, otherEventId } = EVENING;

let rig: Rig;
beforeEach(async () => {
  rig = await openPairedRig();
  rig.know([...KNOWLEDGE, ...doorKnowledge()]);
  await rig.signIn();
  await rig.wish({ kind: 'open-door', eventId });
});
afterEach(() => rig.close());

const result = () => {
  const { activity } = rig.state();
  return activity.kind === 'result' ? activity.result : activity;
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
    expect(await scan(ticketCodeOf(EVENING.listed))).toBe(null);
    expect(result()).toMatchObject({
      kind: 'admitted',
      holderName: 'Hélène Le Bihan',
      insideCount: 2,
      isOffline: true,
    });
    expect(await scan(ticketCodeOf(EVENING.listed))).toBe('ticket-used');
    expect(result()).toMatchObject({ kind: 'admitted-before', stationName: 'Caisse' });
    expect(rig.entries('ticket.admitted@1')).toHaveLength(1);
    await rig.restart();
    expect(await scan(ticketCodeOf(EVENING.listed))).toBe('ticket-used');
    expect(rig.state().door?.insideCount).toBe(2);
  });

  it('knows who came in by the other door', async () => {
    expect(await scan(ticketCodeOf(EVENING.inside))).toBe('ticket-used');
    expect(result()).toMatchObject({ kind: 'admitted-before', stationName: OTHER_DOOR.name });
  });

  it('lets in by the Pass that carries the ticket, and by nothing else on a Pass', async () => {
    await rig.tap(PASSES.half.uid);
    expect(result()).toMatchObject({ kind: 'admitted', holderName: 'Yann Kervella' });
    await rig.tap(PASSES.short.uid);
    expect(result()).toMatchObject({ kind: 'refused', reason: 'no-ticket-on-pass' });
    expect(rig.entries('ticket.admitted@1')).toMatchObject([{ by: 'pass' }]);
  });

  it('lets in by name from the list, found without accents', async () => {
    const reply = await rig
      .station()
      .station.answer({ kind: 'tickets', eventId, text: 'helene', page: 0 });
    expect(reply).toMatchObject({ kind: 'tickets', rows: [{ ticketId: EVENING.listed }] });
    expect(await rig.wish({ kind: 'admit-ticket', ticketId: EVENING.listed })).toBe(null);
    expect(rig.entries('ticket.admitted@1')).toMatchObject([{ by: 'list' }]);
  });

  it('lets in a ticket that it never heard of when its signature is right', async () => {
    const unheard = toId<'Ticket'>(makeUuid());
    expect(await scan(ticketCodeOf(unheard))).toBe(null);
    expect(await scan(ticketCodeOf(unheard))).toBe('ticket-used');
    expect(rig.state().door?.insideCount).toBe(2);
  });

  it('refuses a forged, cancelled or foreign ticket, and says which', async () => {
    const forger = signingKeyFromSeed(makeSeed());
    expect(await scan(ticketCodeOf(EVENING.listed, forger))).toBe('ticket-forged');
    expect(await scan(ticketCodeOf(EVENING.cancelled))).toBe('ticket-cancelled');
    expect(await scan(ticketCodeOf(EVENING.listed, OTHER_DOOR.key, otherEventId))).toBe(
      'ticket-other-event',
    );
    expect(await scan('T1.nonsense')).toBe('ticket-unknown');
    expect(rig.entries('ticket.admitted@1')).toEqual([]);
  });

  it('is shut at the till: a ticket is told to open its door first', async () => {
    await rig.wish({ kind: 'open-door', eventId: null });
    expect(rig.state().door).toBe(null);
    expect(await scan(ticketCodeOf(EVENING.listed))).toBe('door-not-open');
  });
});
