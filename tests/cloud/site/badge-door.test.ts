import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { enter, formWith, openBadgeWorld, press, says } from '../../helpers/badge-visit.ts';
import type { BadgeWorld } from '../../helpers/badge-visit.ts';
import { DEMO_ETABLI } from '../../helpers/demo-coworking.ts';
import { newVisitor, newestMail, signIn } from '../../helpers/site-visitor.ts';
import type { Visitor } from '../../helpers/site-visitor.ts';

/** In and out with a phone, at the door (RULES B1, B3, B7). The desk is 3.00 an hour by quarters. */
let world: BadgeWorld;
let awa: Visitor;
let lucas: Visitor;

beforeAll(async () => {
  world = await openBadgeWorld('2026-11-23 09:00');
  awa = await enter(world, 'awa.diallo');
  lucas = await enter(world, 'lucas.pereira');
});
afterAll(() => world.close());

const tapsOf = async (): Promise<number> => {
  const rows = await world.db.query
    .selectFrom('presence_event')
    .select('id')
    .where('source', '=', 'site')
    .where('at', '>=', '2026-11-23')
    .execute();
  return rows.length;
};

describe('who stands at the door without being signed in', () => {
  test('learns whose door it is and nothing of anybody, and comes back after signing in', async () => {
    const nobody = newVisitor(world);
    const page = await nobody.get(world.door);
    expect(page.status).toBe(200);
    expect(says(page)).toContain('À la porte de L’Établi');
    expect(says(page)).not.toMatch(/J’arrive|Awa|Lucas|Diallo/);
    expect(page.html).toContain(`/entrer?suite=${encodeURIComponent(world.door)}`);
    const asked = await nobody.get(`/entrer?suite=${encodeURIComponent(world.door)}`);
    const email = 'ines.moreau@example.org';
    const code = await nobody.send(asked, '/entrer', { email });
    const mail = await newestMail(world, email);
    const inside = await nobody.send(code, '/entrer/code', { code: mail?.code ?? '' });
    expect(says(inside)).toContain('À la porte de L’Établi');
    expect(says(inside)).toContain('J’arrive');
  });

  test('cannot tap: the form leads to signing in', async () => {
    const before = await tapsOf();
    const page = await newVisitor(world).post(world.door, {
      passage: makeUuid(),
      endroit: DEMO_ETABLI.spaces.desks,
      sens: 'in',
    });
    expect(page.path).toBe(`/entrer?suite=${encodeURIComponent(world.door)}`);
    expect(await tapsOf()).toBe(before);
  });

  test('finds no door behind another secret, whatever is in it', async () => {
    for (const secret of ['0'.repeat(32), '%3Cb%3E', "x' or 1=1 --"]) {
      const page = await awa.get(`/badge/${encodeURIComponent(secret)}`);
      expect(page.status).toBe(404);
      expect(says(page)).toContain('Ce carré ne mène à aucune porte');
    }
  });
});

describe('in, then out', () => {
  test('in says name, hour, plan and what is left of it', async () => {
    world.setTime('2026-11-23 09:05');
    const page = await press(awa, await awa.get(world.door), 'J’arrive : Bureaux partagés');
    const text = says(page);
    expect(text).toContain('Arrivée notée à 9 h 05');
    expect(text).toContain('Bonjour Awa');
    expect(text).toContain('Bureaux partagés, formule «');
    expect(text).toMatch(/Il reste \d+ h( \d\d)? comprises, jusqu’au \p{L}+ \d+/u);
    expect(text).toContain('Annuler mon arrivée');
    expect(text).toContain('Je suis là depuis 9 h 05');
  });

  test('a second touch within the minute asks whether to take it back', async () => {
    world.setTime('2026-11-23 09:05:30');
    const before = await tapsOf();
    const page = await press(awa, await awa.get(world.door), 'Je pars : Bureaux partagés');
    expect(says(page)).toContain('Annuler mon arrivée de 9 h 05 ?');
    expect(await tapsOf()).toBe(before);
    // A third one takes it back, and nothing is left of it.
    const undone = await press(awa, page, 'Annuler mon arrivée');
    expect(says(undone)).toContain('C’est annulé');
    expect(says(undone)).toContain('J’arrive');
    expect(says(undone)).not.toContain('Je suis là depuis');
  });

  test('after the minute it is too late to take back, and says what to do', async () => {
    world.setTime('2026-11-23 09:10');
    const page = await press(awa, await awa.get(world.door), 'J’arrive : Atelier');
    world.setTime('2026-11-23 09:11:01');
    const late = await press(awa, page, 'Annuler mon arrivée');
    expect(says(late)).toContain('Il est trop tard pour annuler');
    expect(says(late)).toContain('Demandez à l’accueil');
    expect(says(late)).toContain('Je suis là depuis 9 h 10');
  });

  test('out says time, price, how it was found and that it is paid', async () => {
    world.setTime('2026-11-23 11:20');
    const page = await press(awa, await awa.get(world.door), 'Je pars : Atelier');
    const text = says(page);
    expect(text).toContain('Départ noté à 11 h 20');
    expect(text).toContain('2 h 10 sur place, Atelier');
    // 10 minutes free, then the price for members, who are Awa's village: 2 h at 3.00.
    expect(text).toContain('Prix : 6,00 €');
    expect(text).toContain('C’est payé avec ma tirelire');
    expect(text).toContain('10 min offertes en début de journée');
    expect(text).toContain('2 h au prix de l’heure : 6,00 €');
    expect(says(await awa.get('/mon-compte'))).toContain('144,00 €');
  });

  test('without money nobody is locked in: it is to be paid, here or at the till', async () => {
    world.setTime('2026-11-23 12:00');
    await press(lucas, await lucas.get(world.door), 'J’arrive : Bureaux partagés');
    world.setTime('2026-11-23 14:10');
    const page = await press(lucas, await lucas.get(world.door), 'Je pars : Bureaux partagés');
    expect(says(page)).toContain('Départ noté à 14 h 10');
    expect(says(page)).toContain('À régler : 6,75 €');
    expect(page.html).toContain('href="/mon-compte/badgeuse/regler/l-etabli"');
  });
});

describe('quick and clumsy hands', () => {
  test('a form that is sent twice counts once, and says the same twice', async () => {
    world.setTime('2026-11-23 15:00');
    const form = formWith(await lucas.get(world.door), 'J’arrive : Atelier');
    const before = await tapsOf();
    const [first, second] = await Promise.all([
      lucas.post(form.action, form.fields),
      lucas.post(form.action, form.fields),
    ]);
    expect(says(first)).toContain('Arrivée notée à 15 h');
    expect(says(second)).toContain('Arrivée notée à 15 h');
    expect(await tapsOf()).toBe(before + 1);
  });

  test('an old page that still says "J’arrive" changes nothing', async () => {
    const before = await tapsOf();
    const old = formWith(
      await enter(world, 'henri.cadiou').then((henri) => henri.get(world.door)),
      'J’arrive : Atelier',
    );
    world.setTime('2026-11-23 15:30');
    const page = await press(lucas, await lucas.get(world.door), 'Je pars : Atelier', {
      passage: old.fields['passage'] ?? '',
      sens: 'in',
    });
    expect(says(page)).toContain('Je suis déjà là');
    expect(await tapsOf()).toBe(before);
  });

  test('the page of a tap says the same when it is opened again, until the person goes on', async () => {
    const page = await press(lucas, await lucas.get(world.door), 'Je pars : Atelier');
    expect(says(page)).toContain('Départ noté à 15 h 30');
    const again = await lucas.get(page.path);
    expect(says(again)).toContain('Départ noté à 15 h 30');
    const out = await press(lucas, await lucas.get(world.door), 'J’arrive : Atelier', {
      sens: 'out',
    });
    expect(says(out)).toContain('Je ne suis pas noté comme présent');
  });

  test('what somebody else did can be neither read nor taken back', async () => {
    world.setTime('2026-11-23 16:00');
    const mine = await press(lucas, await lucas.get(world.door), 'J’arrive : Atelier');
    const { fields } = formWith(mine, 'Annuler mon arrivée');
    const tapId = fields['passage'] ?? '';
    const read = await awa.get(`${world.door}?fait=${tapId}`);
    expect(says(read)).not.toContain('Arrivée notée');
    await press(awa, await awa.get(world.door), 'J’arrive : Atelier', { passage: tapId });
    await awa.post(`${world.door}/annuler`, {
      ...formWith(await awa.get(world.door), 'J’arrive : Atelier').fields,
      passage: tapId,
    });
    expect(says(await lucas.get(world.door))).toContain('Je suis là depuis 16 h');
    await press(lucas, mine, 'Annuler mon arrivée');
  });

  test('nonsense, another place’s space and a form of another browser change nothing', async () => {
    const before = await tapsOf();
    const page = await lucas.get(world.door);
    const wrong: readonly Readonly<Record<string, string>>[] = [
      { endroit: makeUuid() },
      { endroit: 'x' },
      { passage: 'x' },
      { sens: 'sideways' },
      { marque: 'x' },
    ];
    for (const answers of wrong) {
      const after = await press(lucas, page, 'J’arrive : Atelier', answers);
      expect(after.status).toBe(200);
    }
    expect(await tapsOf()).toBe(before);
  });
});

describe('a place that takes no phones', () => {
  test('says so, and a tap that is sent all the same does not count', async () => {
    const form = formWith(await lucas.get(world.door), 'J’arrive : Atelier');
    const before = await tapsOf();
    const allow = (flag: 0 | 1) =>
      writeTransaction(world.db, async ({ query }) => {
        await query
          .updateTable('badge_settings')
          .set({ allows_site: flag })
          .where('collective_id', '=', DEMO_ETABLI.id)
          .execute();
      });
    await allow(0);
    const page = await lucas.get(world.door);
    expect(page.status).toBe(403);
    expect(says(page)).toContain('L’Établi ne prend pas les téléphones à la porte.');
    const sent = await lucas.post(form.action, form.fields);
    expect(sent.status).toBe(403);
    expect(says(await lucas.get('/mon-compte/badgeuse'))).not.toContain('Arriver ou partir');
    expect(await tapsOf()).toBe(before);
    await allow(1);
  });
});

test('somebody new can come in with a phone before they have any Pass', async () => {
  const visitor = newVisitor(world);
  await signIn(world, visitor, 'tout.neuf@example.org');
  world.setTime('2026-11-23 17:00');
  const page = await press(visitor, await visitor.get(world.door), 'J’arrive : Bureaux partagés');
  expect(says(page)).toContain('Arrivée notée à 17 h');
});
