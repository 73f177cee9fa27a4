import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { cardLookAnswerSchema } from '../../../src/contract/sync/questions.ts';
import type { CardLookAnswer } from '../../../src/contract/sync/questions.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { AssetId } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addAsset, addMembership, addPerson, linkTo } from './moneys.ts';
import { byPass, lineOf, local, makeTill, STAFF } from './till.ts';
import type { TestTill } from './till.ts';
import { addCard, addVillage } from './village.ts';
import type { TestCard, Village } from './village.ts';
import { codeOf, makeWorld, pairStation, renewWorld } from './world.ts';
import type { World } from './world.ts';

describe.each(DATABASE_KINDS)('a look at a Pass, on %s', (kind) => {
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
  const loseCard = (card: TestCard, by = till) =>
    by.append('card.declared-lost@1', { cardId: card.id, cardNumber: card.number, staff: STAFF });
  const holder = async (card: TestCard) => {
    const personId = await addPerson(world.db, `${makeUuid()}@exemple.fr`, 'Awa Diop');
    await linkTo(world.db, card.id, personId);
    return personId;
  };

  describe('a look', () => {
    const look = async (body: unknown, by = till): Promise<CardLookAnswer> =>
      cardLookAnswerSchema.parse(await (await by.ask(PATHS.lookAtCard, body)).json());

    it('tells moneys, what is spendable here, what emptying pays, and what moved here', async () => {
      const hours = await addAsset(world.db, 'time', village.bar);
      const card = await blankCard();
      till.topUp(card, village.barLocal, 1_000);
      till.give(card, gift, 200);
      till.give(card, hours, 90);
      neighbour.topUp(card, village.placeLocal, 400);
      till.sell([lineOf(250)], [byPass(card, [local(village.barLocal, 250)])]);
      await till.upload();
      await neighbour.upload();
      const answer = await look({ uid: card.uid });
      expect(answer).toMatchObject({
        ...{ cardId: card.id, cardNumber: card.number, state: 'anonymous', isOfVillage: true },
        ...{ debtCents: 0, refundableCents: 950, memberships: [], tickets: [], otherCards: 0 },
      });
      expect(answer.qr).toMatch(/^[0-9a-f-]{36}$/);
      const shown = Object.fromEntries(
        answer.holdings.map((one) => [one.assetId, [one.amount, one.spendableHere]]),
      );
      expect(shown).toEqual({
        [village.barLocal]: [950, true],
        [hours]: [90, false],
        // The bar does not take the money of the place.
        [village.placeLocal]: [400, false],
      });
      expect(answer.history.map((one) => [one.kind, one.cents])).toEqual([
        ['sale', -250],
        ['gift', 200],
        ['top-up', 1_000],
      ]);
      expect(await look({ number: card.number.toLowerCase() })).toEqual(answer);
      expect(await look({ cardId: card.id })).toEqual(answer);
    });

    it('tells what is left beside what is reserved', async () => {
      const card = await loadedCard(1_000);
      await till.reserve(card, 300);
      expect(await look({ cardId: card.id })).toMatchObject({
        ...{ holdings: [{ amount: 700 }], refundableCents: 700 },
      });
    });

    it('of a linked Pass tells memberships here and other Passes, never a name or a QR', async () => {
      const [card, second] = [await loadedCard(), await loadedCard()];
      const personId = await holder(card);
      await linkTo(world.db, second.id, personId);
      await addMembership(world.db, personId, village.bar, '2030-12-31');
      await addMembership(world.db, personId, village.bar, '2020-12-31');
      await addMembership(world.db, personId, village.place, null);
      const answer = await look({ cardId: card.id });
      expect(answer).toMatchObject({
        ...{ state: 'linked', qr: null, otherCards: 1 },
        memberships: [{ name: 'Adhésion', endsOn: '2030-12-31' }],
      });
      expect(JSON.stringify(answer)).not.toContain('Awa');
    });

    it('of a Pass of the village shows a neighbour only what moved at the neighbour', async () => {
      const card = await blankCard();
      till.topUp(card, village.barLocal, 1_000);
      neighbour.topUp(card, village.placeLocal, 400);
      await till.upload();
      await neighbour.upload();
      const answer = await look({ cardId: card.id }, neighbour);
      expect(answer.history.map((one) => one.cents)).toEqual([400]);
      expect(answer.refundableCents).toBe(400);
    });

    it('of a Pass outside the village tells nothing but that', async () => {
      const card = await loadedCard();
      const answer = await look({ uid: card.uid }, outsider);
      expect(answer).toMatchObject({
        ...{ isOfVillage: false, holdings: [], history: [], qr: null, refundableCents: 0 },
      });
    });

    it('of a blank Pass shows its QR, of a lost one says so', async () => {
      const [blank, lost] = [await blankCard(), await loadedCard()];
      loseCard(lost);
      await till.upload();
      expect(await look({ cardId: blank.id })).toMatchObject({ state: 'blank', holdings: [] });
      expect(await look({ cardId: lost.id })).toMatchObject({ state: 'lost' });
    });

    it.each<[string, unknown, string]>([
      ['a phone', { uid: '08A1B2C3' }, 'card-random'],
      ['no card', { uid: '0499887766554433' }, 'card-unknown'],
      ['an unknown number', { number: 'ZZZZZZZZ' }, 'card-unknown'],
      ['nothing', {}, 'body-not-valid'],
      ['two names', { uid: '04998877665544', number: 'ABCDEF01' }, 'body-not-valid'],
      ['another field', { uid: '04998877665544', price: 1 }, 'body-not-valid'],
    ])('refuses %s', async (_, body, code) => {
      expect(await codeOf(await till.ask(PATHS.lookAtCard, body))).toBe(code);
    });
  });
});
