import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import {
  cardEmptyAnswerSchema,
  cardReplaceAnswerSchema,
} from '../../../src/contract/sync/questions.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, CardId } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addAsset, addPerson, linkTo, loadGlobal, onCard, paysOutGlobal } from './moneys.ts';
import { byPass, lineOf, local, makeTill, MANAGER, STAFF } from './till.ts';
import type { TestTill } from './till.ts';
import { addCard, addVillage } from './village.ts';
import type { TestCard, Village } from './village.ts';
import { codeOf, makeInstance, makeWorld, pairStation, renewWorld } from './world.ts';
import type { World } from './world.ts';

describe.each(DATABASE_KINDS)('Passes at a till, on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let till: TestTill;
  let neighbour: TestTill;
  let outsider: TestTill;
  let gift: AssetId;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    till = makeTill(world, await pairStation(world, village.bar));
    neighbour = makeTill(world, await pairStation(world, village.place));
    outsider = makeTill(world, await pairStation(world, village.outside));
    gift = await addAsset(world.db, 'gift', village.bar);
  });
  afterEach(async () => {
    expect(await auditLedger(world.db)).toEqual([]);
  });
  afterAll(() => base.close());

  const blankCard = () => addCard(world.db, { collectiveId: village.bar, state: 'blank' });
  const loadedCard = (cents = 1_000) =>
    addCard(world.db, { collectiveId: village.bar, money: { assetId: village.barLocal, cents } });
  const stateOf = async (cardId: CardId) =>
    world.db.query
      .selectFrom('card')
      .select(['state', 'wallet_id', 'person_id'])
      .where('id', '=', cardId)
      .executeTakeFirstOrThrow();
  const loseCard = (card: TestCard, by = till) =>
    by.append('card.declared-lost@1', { cardId: card.id, cardNumber: card.number, staff: STAFF });
  const holder = async (card: TestCard) => {
    const personId = await addPerson(world.db, `${makeUuid()}@exemple.fr`, 'Awa Diop');
    await linkTo(world.db, card.id, personId);
    return personId;
  };

  describe('emptying', () => {
    const empty = async (card: TestCard, isHandedBack = false, id = makeUuid(), by = till) =>
      by.ask(PATHS.emptyCard, { id, cardId: card.id, isHandedBack });
    const emptied = async (...args: Parameters<typeof empty>) =>
      cardEmptyAnswerSchema.parse(await (await empty(...args)).json());
    const told = (card: TestCard, id: string, cashCents: number) =>
      till.append('pass.emptied@1', {
        ...{ refundId: toId(id), day: '2026-11-22' as never, staff: STAFF, cardId: card.id },
        ...{ cardNumber: card.number, paidOut: [], cancelled: [] },
        ...{ cashCents: cashCents as never, isCardHandedBack: false },
      });

    it('pays local out and keeps gift and global, when the collective does not pay it', async () => {
      const global = await addAsset(world.db, 'global', null);
      const card = await loadedCard(1_000);
      await loadGlobal(world.db, card.id, global, 500);
      till.give(card, gift, 200);
      await till.upload();
      const answer = await emptied(card);
      expect(answer).toEqual({
        ...{ cardNumber: card.number, cashCents: 1_000, cancelled: [] },
        paidOut: [{ assetId: village.barLocal, kind: 'local', cents: 1_000 }],
      });
      expect(await onCard(world.db, card.id)).toEqual({ [global]: 500, [gift]: 200 });
    });

    it('sent again, at another instance or after the setting changed, pays once', async () => {
      const global = await addAsset(world.db, 'global', null);
      const card = await loadedCard(1_000);
      await loadGlobal(world.db, card.id, global, 500);
      const id = makeUuid();
      const other = makeInstance(world.db);
      const body = { id, cardId: card.id, isHandedBack: false };
      const both = await Promise.all(
        [world.app, other.app].map((app) =>
          till.station.send(app, { path: PATHS.emptyCard, body, at: world.now() }),
        ),
      );
      await paysOutGlobal(world.db, village.bar);
      const answers = [
        ...(await Promise.all(both.map((response) => response.json()))),
        await emptied(card, false, id),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ cashCents: 1_000 });
      expect(await onCard(world.db, card.id)).toEqual({ [global]: 500 });
      const another = await loadedCard();
      expect(await codeOf(await empty(another, false, id))).toBe('content-differs');
    });

    it('with the card handed back cancels gifts and makes it blank, for the next one', async () => {
      const card = await loadedCard(1_000);
      till.give(card, gift, 200);
      await till.upload();
      const id = makeUuid();
      const answer = await emptied(card, true, id);
      expect(answer).toMatchObject({ cashCents: 1_000, cancelled: [{ cents: 200 }] });
      expect(await stateOf(card.id)).toEqual({ state: 'blank', wallet_id: null, person_id: null });
      till.topUp(card, village.barLocal, 300);
      await till.upload();
      // The answer was lost and is asked again, after the card began a new life.
      expect(await emptied(card, true, id)).toEqual(answer);
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 300 });
    });

    it('with a linked card handed back leaves the rest to the person', async () => {
      const global = await addAsset(world.db, 'global', null);
      const card = await loadedCard(1_000);
      const personId = await holder(card);
      await loadGlobal(world.db, card.id, global, 500);
      await emptied(card, true);
      expect(await stateOf(card.id)).toMatchObject({ state: 'blank', wallet_id: null });
      const left = await world.db.query
        .selectFrom('account')
        .innerJoin('wallet', 'wallet.id', 'account.owner_id')
        .select('balance')
        .where('wallet.person_id', '=', personId)
        .where('balance', '<>', 0)
        .execute();
      expect(left).toEqual([{ balance: 500 }]);
    });

    it('with money of a neighbour on it leaves the card as it is', async () => {
      const card = await loadedCard(1_000);
      neighbour.topUp(card, village.placeLocal, 400);
      await neighbour.upload();
      await emptied(card, true);
      expect(await stateOf(card.id)).toMatchObject({ state: 'anonymous' });
      expect(await onCard(world.db, card.id)).toEqual({ [village.placeLocal]: 400 });
    });

    it('does not pay out what is reserved for a sale', async () => {
      const card = await loadedCard(1_000);
      await neighbour.ask(PATHS.reserves, {
        ...{ id: makeUuid(), cardId: card.id, amountCents: 100, wantedCents: 100 },
        endsAt: world.now(),
      });
      const reserved = await till.reserve(card, 300);
      expect((await emptied(card)).cashCents).toBe(700);
      till.sell([lineOf(300)], [byPass(card, reserved.parts, reserved.id)]);
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, card.id)).toEqual({});
    });

    it('is refused for a card that may not, each with its reason, and by another collective', async () => {
      const [blank, lost, card] = [await blankCard(), await loadedCard(), await loadedCard()];
      loseCard(lost);
      await till.upload();
      expect(await codeOf(await empty(blank))).toBe('card-blank');
      expect(await codeOf(await empty(lost))).toBe('card-lost');
      expect(await codeOf(await empty(card, false, makeUuid(), outsider))).toBe('card-foreign');
      expect(await codeOf(await empty(card, false, makeUuid(), neighbour))).toBe(
        'nothing-to-pay-out',
      );
      const unknown = { ...card, id: toId<'Card'>(makeUuid()) };
      expect(await codeOf(await empty(unknown))).toBe('card-unknown');
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 1_000 });
    });

    it('told by the journal must have been done: else it is marked', async () => {
      const card = await loadedCard(1_000);
      const id = makeUuid();
      await emptied(card, false, id);
      told(card, id, 1_000);
      told(card, makeUuid(), 1_000);
      told(card, id, 999);
      expect((await till.upload()).map(({ code }) => code)).toEqual([
        'refund-unknown',
        'content-differs',
      ]);
    });
  });

  describe('a lost Pass', () => {
    it('is refused at once, and its money stays', async () => {
      const card = await loadedCard(1_000);
      loseCard(card);
      expect(await till.upload()).toEqual([]);
      const body = {
        ...{ id: makeUuid(), cardId: card.id, amountCents: 100, wantedCents: 100 },
        endsAt: world.now(),
      };
      expect(await codeOf(await neighbour.ask(PATHS.reserves, body))).toBe('card-lost');
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 1_000 });
      const events = await world.db.query
        .selectFrom('card_event')
        .select(['kind', 'staff_name'])
        .where('card_id', '=', card.id)
        .execute();
      expect(events).toEqual([{ kind: 'declared-lost', staff_name: STAFF.name }]);
    });

    it('is told to every station of the village', async () => {
      const card = await loadedCard(1_000);
      const before = await world.db.query
        .selectFrom('feed_counter')
        .select('seq')
        .executeTakeFirstOrThrow();
      loseCard(card);
      await till.upload();
      const changes = await world.db.query
        .selectFrom('feed_change')
        .select(['topic', 'entity_id', 'collective_id'])
        .where('seq', '>', before.seq)
        .where('topic', '=', 'card')
        .execute();
      expect(changes).toEqual([{ topic: 'card', entity_id: card.id, collective_id: null }]);
    });

    it('declared by a station outside the village, or unknown, is marked', async () => {
      const card = await loadedCard();
      loseCard(card, outsider);
      loseCard({ ...card, id: toId(makeUuid()) }, outsider);
      expect((await outsider.upload()).map(({ code }) => code)).toEqual([
        'card-foreign',
        'card-unknown',
      ]);
      expect(await stateOf(card.id)).toMatchObject({ state: 'anonymous' });
    });
  });

  describe('a Pass in the place of another', () => {
    const replace = (from: TestCard, to: TestCard, id = makeUuid(), by = till) =>
      by.ask(PATHS.replaceCard, { id, fromNumber: from.number, toUid: to.uid });
    const replaced = async (...args: Parameters<typeof replace>) =>
      cardReplaceAnswerSchema.parse(await (await replace(...args)).json());

    it('gets the money of a lost anonymous one, once, traced with both numbers', async () => {
      const [from, to] = [await loadedCard(1_000), await blankCard()];
      till.give(from, gift, 200);
      loseCard(from);
      await till.upload();
      const id = makeUuid();
      const answer = await replaced(from, to, id);
      expect(answer).toEqual({
        ...{ fromCardId: from.id, fromNumber: from.number, toCardId: to.id, toNumber: to.number },
        ...{ isLinked: false, movedCents: 1_200 },
      });
      expect(await replaced(from, to, id)).toEqual(answer);
      expect(await onCard(world.db, to.id)).toEqual({ [village.barLocal]: 1_000, [gift]: 200 });
      expect(await stateOf(from.id)).toMatchObject({ state: 'retired' });
      const postings = await world.db.query
        .selectFrom('posting')
        .select(['kind', 'note', 'station_id'])
        .where('card_id', '=', to.id)
        .execute();
      expect(postings).toEqual([
        {
          ...{ kind: 'replacement', note: `${from.number} > ${to.number}` },
          station_id: till.station.id,
        },
      ]);
      expect(await codeOf(await replace(from, await blankCard()))).toBe('already-replaced');
      expect(await codeOf(await replace(await loadedCard(), to, id))).toBe('content-differs');
    });

    it('keeps what it had, and the open reserves of the old one are paid', async () => {
      const [from, to] = [await loadedCard(1_000), await loadedCard(300)];
      const reserved = await till.reserve(from, 400);
      expect((await replaced(from, to)).movedCents).toBe(1_000);
      till.sell([lineOf(400)], [byPass(from, reserved.parts, reserved.id)]);
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, to.id)).toEqual({ [village.barLocal]: 900 });
    });

    it('pays what a till sold on the old one before it knew', async () => {
      const [from, to] = [await loadedCard(1_000), await blankCard()];
      await replaced(from, to);
      neighbour.topUp(from, village.placeLocal, 50);
      till.sell([lineOf(250)], [byPass(from, [local(village.barLocal, 250)])]);
      await neighbour.upload();
      expect(await till.upload()).toEqual([]);
      expect(await onCard(world.db, to.id)).toEqual({
        ...{ [village.barLocal]: 750, [village.placeLocal]: 50 },
      });
    });

    it('is linked to the person whose lost one it follows, with what it had', async () => {
      const [from, to] = [await loadedCard(1_000), await loadedCard(300)];
      const personId = await holder(from);
      loseCard(from);
      await till.upload();
      expect(await replaced(from, to)).toMatchObject({ isLinked: true, movedCents: 0 });
      expect(await stateOf(to.id)).toMatchObject({ state: 'linked', person_id: personId });
      expect(await onCard(world.db, to.id)).toEqual({ [village.barLocal]: 1_300 });
      expect(await stateOf(from.id)).toMatchObject({ state: 'retired' });
    });

    it('is refused for cards that may not, and nothing changes', async () => {
      const [card, blank] = [await loadedCard(), await blankCard()];
      const linked = await loadedCard();
      await holder(linked);
      const lost = await loadedCard();
      loseCard(lost);
      await till.upload();
      const code = async (...args: Parameters<typeof replace>) => codeOf(await replace(...args));
      expect(await code(linked, blank)).toBe('card-linked');
      expect(await code(card, linked)).toBe('card-linked');
      expect(await code(card, lost)).toBe('card-lost');
      expect(await code(blank, card)).toBe('card-blank');
      expect(await code(card, card)).toBe('body-not-valid');
      expect(await code({ ...card, number: 'ZZZZZZZZ' }, blank)).toBe('card-unknown');
      expect(await code(card, { ...blank, uid: '08A1B2C3' })).toBe('card-random');
      expect(await code(card, blank, makeUuid(), outsider)).toBe('card-foreign');
      expect(await onCard(world.db, card.id)).toEqual({ [village.barLocal]: 1_000 });
      expect(await stateOf(blank.id)).toMatchObject({ state: 'blank' });
    });

    it('asked for twice at once, with two ids, moves once', async () => {
      const [from, first, second] = [await loadedCard(1_000), await blankCard(), await blankCard()];
      const responses = await Promise.all([replace(from, first), replace(from, second)]);
      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200, 409]));
      const sums = [await onCard(world.db, first.id), await onCard(world.db, second.id)];
      expect(sums.flatMap((one) => Object.values(one))).toEqual([1_000]);
    });

    it('told by the journal must have been done: else it is marked', async () => {
      const [from, to] = [await loadedCard(), await blankCard()];
      const id = toId<'Replacement'>(makeUuid());
      await replaced(from, to, id);
      const body = {
        ...{ replacementId: id, fromCardId: from.id, fromNumber: from.number },
        ...{ toCardId: to.id, toNumber: to.number, staff: STAFF, approvedBy: MANAGER },
      };
      till.append('card.replaced@1', body);
      till.append('card.replaced@1', { ...body, replacementId: toId(makeUuid()) });
      till.append('card.replaced@1', { ...body, toCardId: from.id });
      expect((await till.upload()).map(({ code }) => code)).toEqual([
        'replacement-unknown',
        'content-differs',
      ]);
    });
  });
});
