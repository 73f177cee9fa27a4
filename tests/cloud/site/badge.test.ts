import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeForgottenStays } from '../../../src/cloud/badge/close-stays.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { topUp } from '../../../src/cloud/ledger/operations.ts';
import { findWalletOfPerson } from '../../../src/cloud/ledger/wallets.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import type { PersonId, WalletId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { enter, formWith, openBadgeWorld, press, says } from '../../helpers/badge-visit.ts';
import type { BadgeWorld } from '../../helpers/badge-visit.ts';
import { DEMO_ETABLI } from '../../helpers/demo-coworking.ts';
import { newVisitor } from '../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../helpers/site-visitor.ts';

/** Mon compte, Badgeuse (RULES P3, B6, B7, B8, B9). Monday the 23rd of November 2026, L'Établi. */
const PAGE = '/mon-compte/badgeuse';
let world: BadgeWorld;
let awa: Visitor;
let lucas: Visitor;
let yanis: Visitor;

beforeAll(async () => {
  world = await openBadgeWorld('2026-11-23 09:00');
  awa = await enter(world, 'awa.diallo');
  lucas = await enter(world, 'lucas.pereira');
  yanis = await enter(world, 'yanis.benali');
});
afterAll(() => world.close());

const walletOf = async (personId: PersonId): Promise<WalletId> => {
  const walletId = await findWalletOfPerson(world.db, personId);
  if (walletId === undefined) throw new Error('no wallet');
  return walletId;
};

/** Money of the place, as a till adds it. */
const give = async (personId: PersonId, amount: number): Promise<void> => {
  const to = { walletId: await walletOf(personId) };
  await writeTransaction(world.db, async (tx) =>
    unwrap(
      await topUp(tx, {
        ...{ id: makeUuid() as PostingId, at: world.deps.clock(), stationId: null, cause: null },
        ...{ collectiveId: DEMO_ETABLI.id, to, assetId: DEMO_ETABLI.local },
        amountCents: cents(amount),
      }),
    ),
  );
};

/** What the clock alone changes: forgotten goings out are closed. */
const letTimePass = (): Promise<void> => closeForgottenStays(world.db, world.deps.clock());

const comeIn = async (who: Visitor, space: string): Promise<Page> =>
  press(who, await who.get(world.door), `J’arrive : ${space}`);
const goOut = async (who: Visitor, space: string): Promise<Page> =>
  press(who, await who.get(world.door), `Je pars : ${space}`);

/** The stays of the history, as they read. */
const history = (page: Page): string => says(page).split(/Mes passages|Mon nom sur/)[1] ?? '';

describe('my stays', () => {
  test('hours that are left with their end, and each stay by day with its sum and why', async () => {
    const page = await yanis.get(PAGE);
    const text = says(page);
    expect(text).toContain('Je ne suis pas sur place.');
    expect(text).toMatch(/Mes heures comprises 20 min à utiliser .*, L’Établi Jusqu’au \p{L}+ \d/u);
    expect(history(page)).toContain('Total du mois : 9 h 40, 0,00 €');
    expect(history(page)).toContain(
      'samedi 21 novembre 2026 Bureaux partagés L’Établi · 10 h à 12 h 20 · 2 h 20 0,00 € compris',
    );
    expect(history(page)).toContain('2 h 20 comprises dans «');
    expect(text).not.toContain('À régler');
  });

  test('in now: where, since when, and the price so far with its reckoning', async () => {
    world.setTime('2026-11-23 09:00');
    await comeIn(yanis, 'Bureaux partagés');
    world.setTime('2026-11-23 10:00');
    const text = says(await yanis.get(PAGE));
    expect(text).toContain('Bureaux partagés, L’Établi Depuis 9 h, 1 h sur place.');
    // Case 7: 20 minutes are included, 40 are billed as 45.
    expect(text).toContain('Pour le moment : 2,25 €');
    expect(text).toContain('40 min comptées 45 min, par tranche de 15 min.');
    await goOut(yanis, 'Bureaux partagés');
    expect(says(await yanis.get(PAGE))).toContain('2,25 € Chez L’Établi · 1 passage');
  });

  test('a month without stays says so, and nonsense shows this month', async () => {
    expect(says(await yanis.get(`${PAGE}?mois=2026-10`))).toContain('Aucun passage ce mois-ci.');
    expect(says(await yanis.get(`${PAGE}?mois=2026-10`))).toContain('Mois d’après');
    for (const month of ['2026-13', "'", '9'.repeat(999)]) {
      const page = await yanis.get(`${PAGE}?mois=${encodeURIComponent(month)}`);
      expect(history(page)).toContain('samedi 21 novembre 2026');
    }
  });

  test('hours that are forgotten leave the day, the length and the sum', async () => {
    await writeTransaction(world.db, async ({ query }) => {
      await query
        .updateTable('presence')
        .set({ in_at: null, out_at: null, why: '[]', erased_at: '2026-11-23T00:00:00.000Z' })
        .where('day', '=', '2026-11-14')
        .execute();
    });
    expect(history(await yanis.get(PAGE))).toContain('L’Établi · Heures effacées · 4 h');
  });

  test('the state of an open page changes when a stay does, and each minute while one is in', async () => {
    const etagOf = async (who: Visitor): Promise<string> =>
      (await who.get(`${PAGE}/etat`)).headers.get('etag') ?? '';
    const before = await etagOf(awa);
    expect(before).not.toBe('');
    world.setTime('2026-11-23 10:30');
    expect(await etagOf(awa)).toBe(before);
    await comeIn(awa, 'Atelier');
    const inside = await etagOf(awa);
    expect(inside).not.toBe(before);
    world.setTime('2026-11-23 10:31:30');
    expect(await etagOf(awa)).not.toBe(inside);
    await goOut(awa, 'Atelier');
  });
});

describe('what I owe', () => {
  test('short: it says what is missing and what to do, and takes nothing', async () => {
    expect(says(await lucas.get(PAGE))).toContain('À régler 6,75 € Chez L’Établi · 1 passage');
    const page = await lucas.get(`${PAGE}/regler/l-etabli`);
    expect(says(page)).toContain('Payer 6,75 € ?');
    expect(says(page)).toContain('Il manque 6,75 € dans ma tirelire.');
    expect(page.html).not.toContain('Oui, payer');
  });

  test('an address that says "paid" or "corrected" is believed only when it is so', async () => {
    const page = await lucas.get(PAGE);
    const [id] = /(?<=id="s-)[^"]+/.exec(page.html) ?? [];
    for (const query of [`regle=${id}`, `corrige=${id}`, 'regle=x', 'nom=nulle-part']) {
      expect((await lucas.get(`${PAGE}?${query}`)).html).not.toContain('notice-done');
    }
  });

  test('enough for one of two: that one can be paid alone', async () => {
    world.setTime('2026-11-23 11:00');
    await comeIn(lucas, 'Bureaux partagés');
    world.setTime('2026-11-23 12:00');
    await goOut(lucas, 'Bureaux partagés');
    await give(DEMO_ETABLI.people.lucas, 700);
    const page = await lucas.get(`${PAGE}/regler/l-etabli`);
    expect(says(page)).toContain('Il manque 2,75 €');
    const link = /href="([^"]*sejour=[^"]*)"[^>]*aria-label="Payer seulement 3/.exec(page.html);
    const asked = await lucas.get(link?.[1] ?? '');
    expect(says(asked)).toMatch(/Total 3,00 € Dans ma tirelire, à dépenser ici 7,00 € .* 4,00 €/);
    // The price that was shown is the price that is paid: another one is asked about again.
    const dearer = await press(lucas, asked, 'Oui, payer', { total: '299' });
    expect(dearer.status).toBe(409);
    expect(says(dearer)).toContain('Rien n’a été pris.');
    const paid = await press(lucas, asked, 'Oui, payer');
    expect(says(paid)).toContain('C’est payé.');
    expect(says(paid)).toContain('À régler 6,75 €');
    // Twice, or from an old page: once.
    expect(says(await press(lucas, asked, 'Oui, payer'))).toContain('C’est payé.');
    const purse = says(await lucas.get('/mon-compte'));
    expect(purse).toContain('Dans ma tirelire 4,00 €');
    expect(purse).toContain('1 × Bureaux partagés, 1 h 3,00 € Total de l’achat 3,00 €');
  });

  test('a form that is old, of nobody, or of somebody else’s stay pays nothing', async () => {
    await give(DEMO_ETABLI.people.lucas, 1_000);
    const page = await lucas.get(`${PAGE}/regler/l-etabli`);
    const { action, fields } = formWith(page, 'Oui, payer');
    expect((await lucas.post(action, { ...fields, marque: 'x' })).status).toBe(409);
    expect(
      (await awa.post(action, { ...fields, marque: awaMark(await awa.get(PAGE)) })).status,
    ).toBe(404);
    expect((await lucas.get(`${PAGE}/regler/nulle-part`)).status).toBe(404);
    expect(says(await lucas.get('/mon-compte'))).toContain('Dans ma tirelire 14,00 €');
  });

  test('paid whole: nothing is due any more, and an order is not paid again', async () => {
    const page = await lucas.get(`${PAGE}/regler/l-etabli`);
    expect(says(await press(lucas, page, 'Oui, payer 6,75 €'))).toContain('C’est payé.');
    expect(says(await lucas.get(PAGE))).not.toContain('À régler');
    const nothing = await lucas.get(`${PAGE}/regler/l-etabli`);
    expect(says(nothing)).toContain('Il n’y a rien à régler.');
    const other = await press(lucas, page, 'Oui, payer', { ordre: makeUuid() });
    expect(says(other)).toContain('Il n’y a rien à régler.');
    expect(says(await lucas.get('/mon-compte'))).toContain('Dans ma tirelire 7,25 €');
  });
});

/** The mark of forms drawn for this browser. */
const awaMark = (page: Page): string => formWith(page, 'Sortir').fields['marque'] ?? '';

describe('a forgotten going out (RULES B6)', () => {
  let path = '';

  test('is marked, and can be said for 48 hours', async () => {
    world.setTime('2026-11-24 10:00');
    await comeIn(awa, 'Bureaux partagés');
    world.setTime('2026-11-25 09:00');
    await letTimePass();
    const page = await awa.get(PAGE);
    expect(history(page)).toContain('10 h à 20 h · 10 h · Départ automatique');
    path = /href="([^"]*\/corriger\/[^"]*)"/.exec(page.html)?.[1] ?? '';
    const asked = await awa.get(path);
    expect(says(asked)).toContain('Il a été noté à 20 h, tout seul.');
    expect(says(asked)).toContain('Je peux le dire jusqu’au jeudi 26 novembre 2026 à 20 h.');
  });

  test('a refused hour says why, and what was typed stays', async () => {
    const page = await awa.get(path);
    const typed: readonly (readonly [string, string, string])[] = [
      ['2026-11-24', '09:59', 'Le départ vient après l’arrivée, à 10 h.'],
      ['2026-11-24', '10:00', 'Le départ vient après l’arrivée, à 10 h.'],
      ['2026-11-25', '09:01', 'Cette heure n’est pas encore passée.'],
      ['2027-01-01', '12:00', 'Cette heure n’est pas encore passée.'],
      ['2026-11-24', '25:00', 'Écrivez une heure, par exemple 17:30.'],
      ['2026-11-24', '', 'Écrivez une heure, par exemple 17:30.'],
      ['2026-02-30', '12:00', 'Choisissez un jour'],
      ['<b>hier</b>', '12:00', 'Choisissez un jour'],
    ];
    for (const [jour, heure, why] of typed) {
      const refused = await press(awa, page, 'C’est à cette heure', { jour, heure });
      expect([refused.status, heure]).toEqual([422, heure]);
      expect(says(refused)).toContain(why);
      const { fields } = formWith(refused, 'C’est à cette heure');
      expect([fields['jour'], fields['heure']]).toEqual([jour, heure]);
      expect(refused.html).not.toContain('<b>hier');
    }
    expect(history(await awa.get(PAGE))).toContain('Départ automatique');
  });

  test('is somebody else’s to nobody', async () => {
    expect((await lucas.get(path)).status).toBe(404);
    const { fields } = formWith(await awa.get(path), 'C’est à cette heure');
    const mark = awaMark(await lucas.get(PAGE));
    const sent = { ...fields, marque: mark, jour: '2026-11-24', heure: '11:00' };
    expect((await lucas.post(path, sent)).status).toBe(404);
    for (const id of ['x', makeUuid(), '%3Cb%3E']) {
      expect((await awa.get(`${PAGE}/corriger/${id}`)).status).toBe(404);
    }
  });

  test('once said, the stay costs what it was, once, however often it is sent', async () => {
    const page = await awa.get(path);
    const answers = { jour: '2026-11-24', heure: '12h15' };
    const [first, second] = await Promise.all([
      press(awa, page, 'C’est à cette heure', answers),
      press(awa, page, 'C’est à cette heure', answers),
    ]);
    for (const done of [first, second]) {
      expect(says(done)).toContain('C’est corrigé : départ à 12 h 15.');
      expect(history(done)).toContain('10 h à 12 h 15 · 2 h 15 · Corrigé');
    }
    const said = await world.db.query
      .selectFrom('presence_event')
      .select('id')
      .where('kind', '=', 'correction')
      .execute();
    expect(said).toHaveLength(1);
  });

  test('after 48 hours it is too late here, and says who can help', async () => {
    world.setTime('2026-11-25 10:00');
    await comeIn(awa, 'Atelier');
    world.setTime('2026-11-27 20:00:01');
    await letTimePass();
    const page = await awa.get(PAGE);
    expect(history(page)).toContain('Départ automatique');
    expect(page.html).not.toContain('Dire quand je suis parti');
    const [id] = /(?<=id="s-)[^"]+/.exec(page.html) ?? [];
    const late = await awa.get(`${PAGE}/corriger/${id}`);
    expect([late.status, says(late).includes('Demandez à l’accueil')]).toEqual([409, true]);
  });
});

describe('my name on the board (RULES B8)', () => {
  const BOARD = '/collectif/l-etabli/presences';

  test('everybody sees how many; a name only with its owner’s wish, as text', async () => {
    world.setTime('2026-11-28 10:00');
    await writeTransaction(world.db, async ({ query }) => {
      await query
        .updateTable('person')
        .set({ name: '<b>Lucas</b>' })
        .where('id', '=', DEMO_ETABLI.people.lucas)
        .execute();
    });
    await comeIn(lucas, 'Bureaux partagés');
    const nobody = newVisitor(world);
    const stateOf = async () => (await nobody.get(`${BOARD}/etat`)).headers.get('etag');
    const hidden = await nobody.get(BOARD);
    const state = await stateOf();
    expect(says(hidden)).toContain('Bureaux partagés 1 personne 19 places libres');
    expect(says(hidden)).not.toContain('Lucas');

    const shown = await press(lucas, await lucas.get(PAGE), 'Montrer mon nom chez L’Établi');
    expect(says(shown)).toContain('C’est noté : mon nom se voit chez L’Établi.');
    const board = await nobody.get(BOARD);
    expect(says(board)).toContain('<b>Lucas</b>');
    expect(board.html).not.toContain('<b>Lucas');
    expect(await stateOf()).not.toBe(state);

    const back = await press(lucas, await lucas.get(PAGE), 'Cacher mon nom chez L’Établi');
    expect(says(back)).toContain('C’est noté : mon nom ne se voit plus chez L’Établi.');
    expect(says(await nobody.get(BOARD))).not.toContain('Lucas');
    expect(await stateOf()).toBe(state);
  });

  test('a place without a badge has no board; the page of one that has leads there', async () => {
    const nobody = newVisitor(world);
    expect((await nobody.get('/collectif/le-phare-bavard/presences')).status).toBe(404);
    expect((await nobody.get('/collectif/le-phare-bavard')).html).not.toContain('/presences');
    expect((await nobody.get('/collectif/l-etabli')).html).toContain(`href="${BOARD}"`);
  });
});

describe('in and out from the account', () => {
  test('for a member where phones count, with the same rules', async () => {
    world.setTime('2026-11-28 11:00');
    const page = await press(yanis, await yanis.get(PAGE), 'J’arrive : Atelier');
    expect(says(page)).toContain('Arrivée notée à 11 h');
    expect(says(page)).toContain('Atelier, L’Établi Depuis 11 h');
    const undone = await press(yanis, page, 'Annuler mon arrivée');
    expect(says(undone)).toContain('C’est annulé');
  });

  test('not for others, whatever they send', async () => {
    await goOut(lucas, 'Bureaux partagés');
    const page = await lucas.get(PAGE);
    expect(says(page)).not.toContain('Arriver ou partir');
    await lucas.post(`${PAGE}/passage`, {
      ...{ marque: awaMark(page), lieu: 'l-etabli', passage: makeUuid() },
      ...{ endroit: DEMO_ETABLI.spaces.desks, sens: 'in' },
    });
    expect(says(await lucas.get(PAGE))).toContain('Je ne suis pas sur place.');
  });
});

describe('my data (RULES B9)', () => {
  test('all that is kept of me, and nothing of others, as a table and as it is kept', async () => {
    const csv = await awa.get(`${PAGE}/passages.csv`);
    expect(csv.headers.get('content-disposition')).toMatch(/attachment; filename="mes-passages-/);
    const lines = csv.html.trim().split('\r\n');
    expect(lines[0]).toContain('Lieu;Endroit;Formule;Jour;Arrivée;Départ;Minutes');
    expect(lines.find((line) => line.includes('2026-11-24 12:15'))).toContain(';135;');
    const json = await awa.get(`${PAGE}/passages.json`);
    const content = JSON.parse(json.html) as {
      readonly stays: readonly { readonly id: string }[];
      readonly events: readonly {
        readonly id: string;
        readonly kind: string;
        readonly direction: string | null;
        readonly about: string | null;
      }[];
    };
    expect(content.stays).toHaveLength(lines.length - 1);
    const [corrected] = content.events.filter(({ kind }) => kind === 'correction');
    expect(content.stays.map(({ id }) => id)).toContain(corrected?.about);
    expect(json.html).not.toContain(DEMO_ETABLI.people.lucas);
    const ofAwa = new Set(content.stays.map(({ id }) => id));
    const arrivals = content.events.filter(({ direction }) => direction === 'in');
    expect(new Set(arrivals.map(({ id }) => id))).toEqual(ofAwa);
    const others = JSON.parse((await lucas.get(`${PAGE}/passages.json`)).html) as typeof content;
    expect(others.stays.filter(({ id }) => ofAwa.has(id))).toEqual([]);
  });

  test('the notices say for how long, in both languages', async () => {
    expect(says(await awa.get(PAGE))).toContain('L’Établi garde mes heures 3 mois.');
    const notice = await newVisitor(world).get('/badgeuse/vie-privee');
    expect(says(notice)).toContain('L’Établi : 3 mois.');
    const english = await newVisitor(world).get('/badgeuse/vie-privee?lang=en');
    expect(says(english)).toContain('L’Établi: 3 months.');
    expect(says(english)).toContain('What the badge knows about me');
  });
});
