import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { peopleFindAnswerSchema } from '../../../src/contract/sync/questions.ts';
import type { PeopleFindAnswer } from '../../../src/contract/sync/questions.ts';
import { PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { PersonId } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { addMembership, addPerson, linkTo } from './moneys.ts';
import { makeTill } from './till.ts';
import type { TestTill } from './till.ts';
import { addCard, addVillage } from './village.ts';
import type { TestCard, Village } from './village.ts';
import { codeOf, makeWorld, pairStation, renewWorld } from './world.ts';
import type { World } from './world.ts';

describe.each(DATABASE_KINDS)('people found at a till, on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let till: TestTill;
  let word: string;
  let awa: PersonId;
  let awaEmail: string;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    till = makeTill(world, await pairStation(world, village.bar));
    word = makeUuid().slice(-8);
    awaEmail = `awa.${word}@exemple.fr`;
    awa = await addPerson(world.db, awaEmail, `Éloïse Awa ${word}`);
    await addMembership(world.db, awa, village.bar, '2030-12-31');
  });
  afterAll(() => base.close());

  const find = async (body: unknown, by = till): Promise<PeopleFindAnswer['people']> =>
    peopleFindAnswerSchema.parse(await (await by.ask(PATHS.findPeople, body)).json()).people;
  const linkedCard = async (personId: PersonId): Promise<TestCard> => {
    const card = await addCard(world.db, { collectiveId: village.bar, state: 'blank' });
    await linkTo(world.db, card.id, personId);
    return card;
  };

  it('by a part of their name, without accents or capitals; the e-mail stays hidden', async () => {
    expect(await find({ text: `eloise awa ${word}` })).toEqual([
      {
        ...{ personId: awa, name: `Éloïse Awa ${word}`, email: 'a…@exemple.fr' },
        memberships: [{ name: 'Adhésion', endsOn: '2030-12-31' }],
      },
    ]);
    expect(await find({ text: ` ${word.toUpperCase()} ` })).toHaveLength(1);
  });

  it('by their whole e-mail, which is then shown', async () => {
    expect(await find({ text: awaEmail.toUpperCase() })).toMatchObject([
      { personId: awa, email: awaEmail },
    ]);
    expect(await find({ text: `awa.${word}@` })).toEqual([]);
  });

  it('by their Pass, with the e-mail hidden', async () => {
    const card = await linkedCard(awa);
    expect(await find({ cardId: card.id })).toMatchObject([
      { personId: awa, email: 'a…@exemple.fr' },
    ]);
  });

  it('when they paid here by Pass, without a membership', async () => {
    const zoe = await addPerson(world.db, `zoe.${word}@exemple.fr`, `Zoé ${word}`);
    const card = await linkedCard(zoe);
    expect(await find({ text: `zoe ${word}` })).toEqual([]);
    till.topUp(card, village.barLocal, 100);
    await till.upload();
    expect(await find({ text: `zoe ${word}` })).toMatchObject([{ personId: zoe, memberships: [] }]);
  });

  it('never when they take part elsewhere only, whatever is typed or shown', async () => {
    const email = `leo.${word}@exemple.fr`;
    const leo = await addPerson(world.db, email, `Léo ${word}`);
    const card = await linkedCard(leo);
    await addMembership(world.db, leo, village.place, null);
    expect(await find({ text: email })).toEqual([]);
    expect(await find({ text: `leo ${word}` })).toEqual([]);
    expect(await find({ cardId: card.id })).toEqual([]);
    const outsider = makeTill(world, await pairStation(world, village.outside));
    expect(await find({ text: awaEmail }, outsider)).toEqual([]);
  });

  it('not by one letter, nor by signs that stand for anything', async () => {
    expect(await find({ text: 'a' })).toEqual([]);
    expect(await find({ text: '' })).toEqual([]);
    expect(await find({ text: '%%' })).toEqual([]);
    expect(await find({ text: '%@%' })).toEqual([]);
  });

  it('at most 20 at once', async () => {
    for (let made = 0; made < 25; made += 1) {
      const id = await addPerson(world.db, `${made}.${word}@exemple.fr`, `Membre ${word} ${made}`);
      await addMembership(world.db, id, village.bar, null);
    }
    expect(await find({ text: `membre ${word}` })).toHaveLength(20);
  });

  it('a few times a minute: a list of members is not read out', async () => {
    for (let asked = 0; asked < 60; asked += 1) await till.ask(PATHS.findPeople, { text: 'ab' });
    expect(await codeOf(await till.ask(PATHS.findPeople, { text: awaEmail }))).toBe(
      'too-many-tries',
    );
    const other = makeTill(world, await pairStation(world, village.bar));
    expect(await find({ text: awaEmail }, other)).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['both names', { text: 'awa', cardId: makeUuid() }],
    ['another field', { text: 'awa', all: true }],
    ['a text without end', { text: 'a'.repeat(255) }],
  ])('not when given %s', async (_, body) => {
    expect(await codeOf(await till.ask(PATHS.findPeople, body))).toBe('body-not-valid');
  });
});
