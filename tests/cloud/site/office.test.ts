import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pairStation } from '../../../src/cloud/api/pairing.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { SYNC_PROTOCOL } from '../../../src/contract/sync/protocol.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import { makeSeed, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { STATION_ID, playMoment } from '../../helpers/site-moments.ts';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import type { Visitor } from '../../helpers/site-visitor.ts';
import { openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const BAR = '/gestion/la-grande-oreille';

let world: SiteWorld;
let nolwenn: Visitor;
let etienne: Visitor;

beforeAll(async () => {
  world = await openSiteWorld();
  nolwenn = newVisitor(world);
  etienne = newVisitor(world);
  await signIn(world, nolwenn, 'nolwenn@example.org');
  await signIn(world, etienne, 'etienne@example.org');
});
afterAll(() => world.close());

describe('who may come in', () => {
  test('a manager sees their own collective, found from their account', async () => {
    const account = await nolwenn.get('/mon-compte');
    expect(account.html).toContain(`href="${BAR}"`);
    const office = await nolwenn.get('/gestion');
    expect(office.path).toBe(BAR);
    expect(office.text).toContain('Gestion de La Grande Oreille');
  });

  test('nobody, a person, and the manager of another collective do not', async () => {
    await playMoment(world, { kind: 'station' });
    const paths = [
      BAR,
      `${BAR}/postes/code`,
      `${BAR}/postes/${STATION_ID}/retirer`,
      `${BAR}/reserves/${STATION_ID}/liberer`,
    ];
    const person = newVisitor(world);
    const account = await signIn(world, person, 'awa.diallo@example.org');
    expect(account.html).not.toContain('/gestion');
    for (const path of paths) {
      expect((await newVisitor(world).get(path)).path).toContain('/entrer');
      expect((await person.get(path)).status).toBe(404);
      expect((await etienne.get(path)).status).toBe(404);
      expect((await etienne.post(path, {})).status).toBe(404);
    }
    expect((await person.get('/gestion')).text).toContain('Vous ne gérez aucun collectif');
  });

  test('a station or a reserve of another collective is not found under one’s own', async () => {
    const page = await etienne.get(`/gestion/l-etabli/postes/${STATION_ID}/retirer`);
    expect(page.status).toBe(404);
    const mine = await etienne.get('/gestion/l-etabli');
    const marque = /name="marque" value="([^"]+)"/.exec(mine.html)?.[1] ?? '';
    await etienne.post(`/gestion/l-etabli/postes/${STATION_ID}/retirer`, { marque });
    const station = await world.db.query
      .selectFrom('station')
      .select('revoked_at')
      .where('id', '=', STATION_ID)
      .executeTakeFirstOrThrow();
    expect(station.revoked_at).toBeNull();
  });
});

describe('a new station', () => {
  test('gets a code of eight digits that really pairs it, shown once', async () => {
    const office = await nolwenn.get(BAR);
    const shown = await nolwenn.send(office, `${BAR}/postes/code`, { nom: '  Bar   du fond ' });
    const code = /(\d{4}) (\d{4})/.exec(shown.text)?.slice(1).join('') ?? '';
    expect(code).toMatch(/^\d{8}$/);
    expect(shown.text).toContain('Le code du poste Bar du fond');
    expect(shown.text).toContain('jusqu’à 18\u202fh\u202f25');
    expect(shown.headers.get('cache-control')).toBe('no-store');

    const paired = await writeTransaction(world.db, (tx) =>
      pairStation(
        tx,
        {
          protocol: SYNC_PROTOCOL,
          code,
          stationId: toId(makeUuid()),
          publicKey: signingKeyFromSeed(makeSeed()).publicKeyHex,
        },
        { cloudKey: world.deps.cloudKey, now: world.deps.clock() },
      ),
    );
    expect(paired).toMatchObject({ ok: true, value: { stationName: 'Bar du fond' } });
    expect((await nolwenn.get(BAR)).text).toContain('Bar du fond');
  });

  test.each([
    ['', 'Donnez un nom à ce poste.'],
    ['   ', 'Donnez un nom à ce poste.'],
    ['a'.repeat(41), 'Ce nom est trop long'],
  ])('a name that does not do keeps what was typed (%#)', async (nom, sentence) => {
    const office = await nolwenn.get(BAR);
    const page = await nolwenn.send(office, `${BAR}/postes/code`, { nom });
    expect(page.status).toBe(422);
    expect(page.text).toContain(sentence);
    expect(page.html).toContain(`value="${nom}"`);
  });

  test('a name with HTML in it is a name', async () => {
    const office = await nolwenn.get(BAR);
    const page = await nolwenn.send(office, `${BAR}/postes/code`, { nom: '<script>x</script>' });
    expect(page.html).not.toContain('<script>x');
    expect(page.text).toContain('<script>x</script>');
  });
});

describe('what is to be looked after', () => {
  test('entries that could not be applied stand under "à vérifier", in words', async () => {
    expect((await nolwenn.get(BAR)).text).toContain('Rien à vérifier.');
    await playMoment(world, { kind: 'problem' });
    const { text } = await nolwenn.get(BAR);
    expect(text).toContain('Bar du canal, entrée 1');
    expect(text).toContain('Le Pass de cette vente n’est pas connu.');
  });

  test('a reserve is freed by hand, told what it risks, and the money is there again', async () => {
    await playMoment(world, { kind: 'reserve', cardNumber: '8A41F6D0', cents: 350 });
    const office = await nolwenn.get(BAR);
    expect(office.text).toContain('3,50\u202f€ Pass 8A41F6D0');
    const path = /href="([^"]*\/liberer)"/.exec(office.html)?.[1] ?? '';
    const asked = await nolwenn.get(path);
    expect(asked.text).toContain('Libérer 3,50\u202f€ du Pass 8A41F6D0 ?');
    expect(asked.text).toContain('Le poste Bar du canal a peut-être déjà servi l’achat.');
    expect(asked.text).toContain('il peut vous manquer jusqu’à 3,50\u202f€');
    const held = await world.db.query.selectFrom('hold').select('state').executeTakeFirst();
    expect(held?.state).toBe('active');
    const done = await nolwenn.send(asked, `${BAR}/reserves/`);
    expect(done.text).toContain('C’est libéré.');
    const freed = await world.db.query.selectFrom('hold').select('state').executeTakeFirst();
    expect(freed?.state).toBe('released');
    expect((await nolwenn.get(path)).status).toBe(404);
  });

  test('a station is taken out after a question that says what is lost', async () => {
    const asked = await nolwenn.get(`${BAR}/postes/${STATION_ID}/retirer`);
    expect(asked.text).toContain('Retirer le poste Bar du canal ?');
    expect(asked.text).toMatch(/Il reste \d entrées? à recevoir de ce poste\./);
    const done = await nolwenn.send(asked, `${BAR}/postes/`);
    expect(done.text).toContain('Le poste Bar du canal est retiré.');
    expect(done.text).toContain('Retiré le dimanche 22 novembre 2026');
  });
});
