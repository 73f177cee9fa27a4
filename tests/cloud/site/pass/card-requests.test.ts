import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTransaction } from '../../../../src/cloud/db/write-transaction.ts';
import { replaceCard } from '../../../../src/cloud/ledger/replace-card.ts';
import { makeUuid, toId } from '../../../../src/shared/ids.ts';
import { unwrap } from '../../../../src/shared/result.ts';
import { STATION_ID, playMoment } from '../../../helpers/site-moments.ts';
import { newVisitor, newestMail, signIn } from '../../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../../helpers/site-world.ts';
import type { SiteWorld } from '../../../helpers/site-world.ts';

const BAR = '019b76da-a802-7000-8000-000000000001';
const HENRI = 'henri.cadiou@example.org';
const FATOU = 'fatou.ndiaye@example.org';
const LIST = '/gestion/la-grande-oreille/pass-demandes';

let world: SiteWorld;
beforeAll(async () => {
  world = await openSiteWorld();
});
afterAll(() => world.close());

const enter = async (email: string): Promise<Visitor> => {
  const visitor = newVisitor(world);
  await signIn(world, visitor, email);
  return visitor;
};
const ask = async (visitor: Visitor): Promise<Page> =>
  visitor.send(await visitor.get('/mon-compte/pass'), '/mon-compte/pass/demande', {
    collectif: BAR,
  });
const cardOf = (number: string) =>
  world.db.query
    .selectFrom('card')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirstOrThrow();

/** Types a number beside the first request of the list. */
async function type(manager: Visitor, number: string): Promise<Page> {
  const page = await manager.get(LIST);
  const field = /name="(numero_[^"]+)"/.exec(page.html)?.[1] ?? 'none';
  return manager.send(page, `${LIST}/`, { [field]: number });
}

describe('a new Pass in the place of a lost one', () => {
  let henri: Visitor;
  let nolwenn: Visitor;
  beforeAll(async () => {
    henri = await enter(HENRI);
    nolwenn = await enter('nolwenn@example.org');
  });

  test('is asked for once, whatever the number of clicks, and the collective sees it', async () => {
    const form = await henri.get('/mon-compte/pass');
    expect(form.text).toContain('Demander un Pass pour remplacer le B08E63D9');
    const asked = await henri.send(form, '/mon-compte/pass/demande', { collectif: BAR });
    expect(asked.text).toContain('La Grande Oreille voit votre demande');
    expect(asked.text).toContain('Votre Pass vous attend chez La Grande Oreille');
    const again = await henri.send(form, '/mon-compte/pass/demande', { collectif: BAR });
    expect(again.status).toBe(200);
    const rows = await world.db.query.selectFrom('card_request').select('id').execute();
    expect(rows).toHaveLength(1);
    const list = await nolwenn.get(LIST);
    expect(list.text).toContain('Henri Cadiou');
    expect(list.text).toContain('Remplace le Pass B08E63D9, perdu');
    const elsewhere = await (
      await enter('etienne@example.org')
    ).get('/gestion/l-etabli/pass-demandes');
    expect(elsewhere.text).toContain('Personne n’attend de Pass');
  });

  test.each([
    ['', 'Écrivez le numéro du nouveau Pass'],
    ['12', 'Un numéro a 8 caractères'],
    ['<b>8A41</b>', 'Un numéro a 8 caractères'],
    ['FFFFFFFF', 'Aucun Pass n’a ce numéro'],
    ['8A41F6D0', 'Ce Pass est déjà à quelqu’un d’autre'],
    ['6E51C7FA', 'Ce Pass est déclaré perdu'],
    ['F9A3047B', 'Ce Pass ne sert plus'],
    ['30D7B8C2', 'Ce Pass vient d’un autre réseau'],
    ['7B1D50C8', 'C’est le Pass d’une personne de l’équipe'],
  ])('the number %j is refused in words, and stays in its field', async (number, sentence) => {
    const page = await type(nolwenn, number);
    expect(page.status).toBe(422);
    expect(page.text).toContain(sentence);
    expect(page.html).toContain(
      `value="${number.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`,
    );
    expect((await henri.get('/mon-compte/pass')).text).toContain('Votre Pass vous attend');
  });

  test('is linked at once by its number; the money joins, the old one is out, a mail says so', async () => {
    const old = await cardOf('B08E63D9');
    const done = await type(
      nolwenn,
      'https://lespass.test/qr/D7F3A965-08C1-4E2B-A54D-3C90B8E7F16D',
    );
    expect(done.text).toContain('C’est fait : Henri Cadiou a le Pass D7F3A965');
    expect(done.text).toContain('Personne n’attend de Pass');
    const card = await cardOf('D7F3A965');
    expect(card).toMatchObject({ state: 'linked', person_id: old.person_id });
    expect(card.wallet_id).toBe(old.wallet_id);
    expect((await cardOf('B08E63D9')).state).toBe('retired');
    const mail = await newestMail(world, HENRI);
    expect(mail?.text).toContain('La Grande Oreille vous a remis le Pass D7F3A965');
    expect((await henri.get('/mon-compte/pass')).text).not.toContain('attend chez');
  });
});

describe('a first Pass', () => {
  test('is asked for, withdrawn in two clicks, and asked for again', async () => {
    const fatou = await enter(FATOU);
    expect((await fatou.get('/mon-compte/pass')).text).toContain('Pas encore de Pass');
    const asked = await ask(fatou);
    const withdrawn = await fatou.send(asked, '/mon-compte/pass/demande/retirer');
    expect(withdrawn.text).toContain('Votre demande est retirée');
    expect((await ask(fatou)).text).toContain('Votre Pass vous attend');
  });

  test('closes the request by itself when its QR is linked', async () => {
    const fatou = await enter(FATOU);
    const page = await fatou.get('/qr/c3e7b1d4-90a6-4f2c-8b53-17de6a94f02c');
    await fatou.send(page, '/qr/');
    const mine = await fatou.get('/mon-compte/pass');
    expect(mine.text).toContain('C3E7B1D4');
    expect(mine.text).not.toContain('attend chez');
  });
});

describe('a lost Pass that the till replaces', () => {
  test('closes the request by itself', async () => {
    await playMoment(world, { kind: 'station' });
    const awa = await enter('awa.diallo@example.org');
    const card = await cardOf('94D2E0B7');
    await awa.send(await awa.get(`/mon-compte/pass/${card.id}/perdu`), '/mon-compte/pass/');
    expect((await ask(awa)).text).toContain('Votre Pass vous attend');
    const { uid, tag4 } = await cardOf('5F0C9A3E');
    const replaced = await writeTransaction(world.db, (tx) =>
      replaceCard(tx, {
        ...{ id: toId(makeUuid()), fromNumber: '94D2E0B7', toUid: uid ?? `${tag4}112233` },
        ...{ stationId: toId(STATION_ID), collectiveId: toId(BAR), at: world.deps.clock() },
      }),
    );
    expect(unwrap(replaced).isLinked).toBe(true);
    const mine = await awa.get('/mon-compte/pass');
    expect(mine.text).not.toContain('attend chez');
    expect(mine.text).toContain('5F0C9A3E');
  });
});

describe('asking too often', () => {
  test('is stopped after five times a day, in words', async () => {
    const ines = await enter('ines.moreau@example.org');
    for (let time = 0; time < 5; time += 1) {
      await ines.send(await ask(ines), '/mon-compte/pass/demande/retirer');
    }
    const refused = await ask(ines);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Trop de demandes aujourd’hui');
  });

  test('unknown QR codes too, and known ones still open', async () => {
    const visitor = newVisitor(world);
    const open = () => visitor.get(`/qr/${makeUuid()}`);
    for (let time = 0; time < 60; time += 1) await open();
    expect((await open()).status).toBe(429);
    expect((await visitor.get('/qr/f9a3047b-51e6-4d8c-b2f7-08d6c3e9a541')).status).toBe(200);
  });
});
