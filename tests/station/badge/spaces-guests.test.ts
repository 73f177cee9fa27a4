import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMs } from '../../../src/shared/time.ts';
import { makeSomebody, SPACES, THREE_SPACES } from '../../helpers/badge-knowledge.ts';
import { expectKind, openBadgeRig } from './badge-rig.ts';
import type { BadgeRig } from './badge-rig.ts';

const lena = makeSomebody('Léna', 5_000);
const omar = makeSomebody('Omar', 5_000);

let rig: BadgeRig;
beforeEach(async () => {
  rig = await openBadgeRig([...THREE_SPACES, ...lena.items, ...omar.items]);
});
afterEach(() => rig.close());

const choose = (space: { readonly id: (typeof SPACES)['desks']['id'] } | null) =>
  rig.wish({ kind: 'choose-space', spaceId: space?.id ?? null });

describe('several spaces', () => {
  it('the one that was touched first is the one of the next Pass, and of that one only', async () => {
    expect(await choose(SPACES.room)).toBe(null);
    expect(rig.state().badge?.chosenSpaceId).toBe(SPACES.room.id);
    expect(await rig.badgeIn(lena)).toMatchObject({ spaceName: 'Salle de réunion' });
    expect(rig.state().badge?.chosenSpaceId).toBe(null);
    await rig.badge(omar);
    expect(rig.activity()).toMatchObject({
      kind: 'ask-space',
      cardId: omar.cardId,
      name: 'Omar',
      spaces: [
        { name: 'Bureaux', isIn: false, placesLeft: 12 },
        { name: 'Salle de réunion', isIn: false, placesLeft: 11 },
        { name: 'Jardin', isIn: false, placesLeft: 12 },
      ],
    });
  });

  it('asked after the Pass: the touch is the tap, with the moment of the Pass', async () => {
    await rig.badge(lena);
    const asked = rig.activity();
    const seenAtMs = asked.kind === 'ask-space' ? asked.tapSeenAtMs : null;
    expect(await choose(SPACES.desks)).toBe(null);
    expect(rig.activity()).toMatchObject({ kind: 'result', tapSeenAtMs: seenAtMs });
    expect(rig.result()).toMatchObject({ kind: 'badged-in', spaceName: 'Bureaux' });
    rig.pass(60);
    // They are in one place only: that is where they leave from.
    expect(await rig.badgeOut(lena)).toMatchObject({ spaceName: 'Bureaux', cents: 300 });
  });

  it('a choice that nobody uses is forgotten, as is one that is taken back', async () => {
    await choose(SPACES.room);
    rig.passSeconds(21);
    expect(rig.state().badge?.chosenSpaceId).toBe(null);
    await choose(SPACES.room);
    await choose(null);
    await rig.badge(lena);
    expect(rig.activity().kind).toBe('ask-space');
    await choose(null);
    expect(rig.activity().kind).toBe('none');
    expect(rig.entries('presence.tapped@1')).toEqual([]);
    expect(await rig.wish({ kind: 'choose-space', spaceId: rig.stationId as never })).toBe(
      'space-unknown',
    );
  });

  it('each space has its own stay, plan and price; somebody in two is asked', async () => {
    await choose(SPACES.desks);
    await rig.badgeIn(lena);
    rig.passSeconds(20);
    // Another space within a minute is no second thought.
    await choose(SPACES.room);
    expect(await rig.badgeIn(lena)).toMatchObject({ spaceName: 'Salle de réunion' });
    expect(rig.state().badge).toMatchObject({ insideCount: 1 });
    rig.pass(60);
    await rig.badge(lena);
    expect(rig.activity()).toMatchObject({
      kind: 'ask-space',
      spaces: [{ isIn: true }, { isIn: true }, { isIn: false }],
    });
    await choose(SPACES.room);
    expect(rig.result()).toMatchObject({ kind: 'badged-out', cents: 1_000 });
    rig.pass(60);
    expect(await rig.badgeOut(lena)).toMatchObject({ spaceName: 'Bureaux', cents: 600 });
  });

  it('a tap is not taken back once another one stands on it', async () => {
    await choose(SPACES.desks);
    const { tapId } = await rig.badgeIn(lena);
    rig.passSeconds(10);
    await choose(SPACES.room);
    await rig.badgeIn(lena);
    rig.passSeconds(10);
    await choose(SPACES.desks);
    const out = await rig.badgeOut(lena);
    expect(await rig.wish({ kind: 'undo-tap', tapId })).toBe('presence-changed');
    expect(await rig.wish({ kind: 'turn-tap', tapId })).toBe('presence-changed');
    expect(await rig.wish({ kind: 'undo-tap', tapId: out.tapId })).toBe(null);
    expect(await rig.wish({ kind: 'undo-tap', tapId })).toBe(null);
  });

  it('a volunteer earns the minutes and owes nothing', async () => {
    await choose(SPACES.garden);
    expect(await rig.badgeIn(lena)).toMatchObject({ isVolunteer: true, planName: 'Coup de main' });
    rig.pass(95);
    expect(await rig.badgeOut(lena)).toMatchObject({
      isVolunteer: true,
      cents: 0,
      timeMinutes: 95,
      payment: { kind: 'nothing' },
    });
  });

  it('a Pass of somebody else in between is asked for its own space', async () => {
    await rig.badge(lena);
    await rig.badge(omar);
    await choose(SPACES.desks);
    expect(rig.result()).toMatchObject({ name: 'Omar' });
    expect(rig.presences()).toMatchObject([{ holder: { name: 'Omar' } }]);
  });
});

describe('guests', () => {
  it('a day visitor comes in and goes out under a name; what they owe is due', async () => {
    const came = await rig.guestIn('Ana', SPACES.desks.id);
    expect(came).toMatchObject({ name: 'Ana', cardId: null, cardNumber: '', insideCount: 1 });
    rig.pass(60);
    const { presenceId } = came;
    expect(await rig.wish({ kind: 'guest-out', presenceId })).toBe(null);
    expect(rig.result()).toMatchObject({
      kind: 'badged-out',
      name: 'Ana',
      cents: 300,
      payment: { kind: 'to-pay', dueCents: 300, reason: 'no-pass' },
    });
    expect(await rig.wish({ kind: 'guest-out', presenceId })).toBe('presence-over');
    expect(await rig.wish({ kind: 'guest-out', presenceId: rig.stationId as never })).toBe(
      'presence-unknown',
    );
    expect(rig.presence(presenceId)).toMatchObject({
      holder: { kind: 'guest', name: 'Ana', hostCardId: null, hostName: '' },
      dueCents: 300,
    });
  });

  it('is brought by the person whose Pass was just put down, and by nobody else', async () => {
    const bring = (hostCardId: typeof lena.cardId) =>
      rig.wish({ kind: 'guest-in', name: 'Ana', spaceId: SPACES.desks.id, hostCardId });
    expect(await bring(lena.cardId)).toBe('card-not-on-reader');
    await choose(SPACES.desks);
    await rig.badgeIn(lena);
    expect(await bring(omar.cardId)).toBe('card-not-on-reader');
    expect(await bring(lena.cardId)).toBe(null);
    expect(rig.state().badge).toMatchObject({ insideCount: 2 });
    expect(rig.presences().map(({ holder }) => holder)).toContainEqual({
      kind: 'guest',
      guestId: expect.any(String) as string,
      name: 'Ana',
      hostCardId: lena.cardId,
      hostName: 'Léna',
    });
    rig.pass(6);
    expect(await bring(lena.cardId)).toBe('card-not-on-reader');
  });

  it('takes a coming in by name back within a minute, as a Pass does', async () => {
    const { tapId, presenceId } = await rig.guestIn('Ana', SPACES.desks.id);
    rig.passSeconds(10);
    expect(await rig.wish({ kind: 'undo-tap', tapId })).toBe(null);
    expect(rig.result()).toMatchObject({ kind: 'tap-undone', name: 'Ana' });
    expect(await rig.wish({ kind: 'guest-out', presenceId })).toBe('presence-unknown');
    const again = await rig.guestIn('Ana', SPACES.desks.id);
    rig.pass(60);
    await rig.wish({ kind: 'guest-out', presenceId: again.presenceId });
    const out = expectKind(rig.result(), 'badged-out');
    expect(await rig.wish({ kind: 'turn-tap', tapId: out.tapId })).toBe(null);
    expect(rig.result()).toMatchObject({ kind: 'badged-in', name: 'Ana', at: addMs(rig.now(), 0) });
    expect(rig.differences()).toEqual([]);
  });
});
