import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BadgePlan } from '../../../src/domain/badge/plan.ts';
import { fieldsOf, problemAt } from '../../helpers/form-fields.ts';
import { ETABLI_ID, playStays } from '../../helpers/played-stays.ts';
import { newVisitor, signIn } from '../../helpers/site-visitor.ts';
import type { Page, Visitor } from '../../helpers/site-visitor.ts';
import { WORLD_NOW, openSiteWorld } from '../../helpers/site-world.ts';
import type { SiteWorld } from '../../helpers/site-world.ts';

const HOME = '/gestion/l-etabli/badgeuse';
const DESK_PLAN = '019b76da-a813-7000-8000-000000000001';
const DESK = `${HOME}/tarifs/plan/${DESK_PLAN}`;
const NEW = `${HOME}/tarifs/nouveau`;
const TEN_HOURS = '019b76da-a810-7000-8000-000000000004';
const BAR_MEMBERSHIP = '019b76da-a810-7000-8000-000000000001';

let world: SiteWorld;
let etienne: Visitor;

beforeAll(async () => {
  world = await openSiteWorld();
  etienne = newVisitor(world);
  await signIn(world, etienne, 'etienne@example.org');
});
afterAll(() => world.close());

async function versionsOf(planId: string): Promise<readonly BadgePlan[]> {
  const rows = await world.db.query
    .selectFrom('badge_plan_version')
    .select('data')
    .where('plan_id', '=', planId)
    .orderBy('version')
    .execute();
  return rows.map(({ data }) => JSON.parse(data) as BadgePlan);
}

/** Opens a form, changes some of its answers, and sends it as a browser would. */
async function fill(path: string, changes: Readonly<Record<string, string>>): Promise<Page> {
  const page = await etienne.get(path);
  return etienne.post(path, { ...fieldsOf(page, path), ...changes });
}

const withoutSpaces = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('the plans of a collective', () => {
  test('stand in a list with their prices and spaces', async () => {
    const { text } = await etienne.get(`${HOME}/tarifs`);
    expect(withoutSpaces(text)).toContain(
      '3,00 € l’heure · 7,00 € jusqu’à 4 h · 12,00 € la journée · 140,00 € au plus par mois',
    );
    expect(text).toContain('Bénévole : rien à payer, le temps est compté');
  });

  test('an unchanged form saves no version', async () => {
    const page = await fill(DESK, {});
    expect(withoutSpaces(page.text)).toContain('C’est enregistré : version 1.');
    expect(await versionsOf(DESK_PLAN)).toHaveLength(1);
  });

  test('a change is a new version; the first one stays, and whoever is in keeps it', async () => {
    const [presence = ''] = await playStays(
      world.db,
      [{ email: 'henri.cadiou@example.org', inAt: '2026-11-22T13:00:00.000Z', outAt: null }],
      WORLD_NOW,
    );
    const page = await fill(DESK, { heure: '3,20 €', description: 'x'.repeat(400), gratuit: '10' });
    expect(withoutSpaces(page.text)).toContain('C’est enregistré : version 2.');
    const [first, second, ...others] = await versionsOf(DESK_PLAN);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ version: 1, rates: { hourCents: 300 }, freeMinutes: 0 });
    expect(second).toEqual({
      ...first,
      version: 2,
      description: 'x'.repeat(400),
      freeMinutes: 10,
      rates: { ...first?.rates, hourCents: 320 },
    });
    const stay = await world.db.query
      .selectFrom('presence')
      .select(['plan_version', 'state'])
      .where('id', '=', presence)
      .executeTakeFirstOrThrow();
    expect(stay).toEqual({ plan_version: 1, state: 'open' });
  });

  test('two who change it at once: the second is told, and loses nothing typed', async () => {
    const page = await etienne.get(DESK);
    const typed = fieldsOf(page, DESK);
    await etienne.post(DESK, { ...typed, jour: '12,50', plafond_jour: '12,50' });
    const late = await etienne.post(DESK, { ...typed, jour: '11,00' });
    expect(late.text).toContain('Quelqu’un a changé ce tarif entre-temps.');
    expect(fieldsOf(late, DESK)['jour']).toBe('11,00');
    expect((await versionsOf(DESK_PLAN)).at(-1)?.rates.dayCents).toBe(1_250);
  });

  test('a new one with member prices of the village and shared hours holds all that was typed', async () => {
    const page = await fill(NEW, {
      ...{ nom: 'Labo photo', heure: '6', demi_prix: '20', demi_duree: '4 h', jour: '32' },
      ...{ minimum: '1,50', pas: '30', arrondi: 'nearest', ferme: '22:30', tva: '5,5' },
      ...{ [`inclus_${TEN_HOURS}`]: '2 h 30', [`partage_${TEN_HOURS}`]: 'oui' },
      ...{ [`membre_${BAR_MEMBERSHIP}`]: 'oui', m_heure: '5', m_jour: '28' },
    });
    expect(page.status).toBe(200);
    const plan = (await versionsOf(page.path.split('/').at(-1)?.split('?')[0] ?? '')).at(-1);
    expect(plan).toMatchObject({
      ...{ name: 'Labo photo', version: 1, kind: 'paid', stepMinutes: 30, rounding: 'nearest' },
      ...{ minimumCents: 150, closesAt: '22:30', vatRateBp: 550 },
      rates: {
        ...{ hourCents: 600, halfDay: { priceCents: 2_000, minutesMax: 240 }, dayCents: 3_200 },
        ...{ capDayCents: null, capMonthCents: null },
      },
      member: { offerIds: [BAR_MEMBERSHIP], rates: { hourCents: 500, dayCents: 2_800 } },
      included: [{ offerId: TEN_HOURS, minutesPerPeriod: 150, isShared: true }],
    });
  });

  test('one that a space uses is not taken out of use', async () => {
    const asked = await etienne.get(`${DESK}/retirer`);
    expect(asked.text).toContain('Donnez d’abord un autre tarif à ces espaces : Bureaux partagés.');
    await etienne.send(asked, `${DESK}/retirer`);
    expect((await etienne.get(DESK)).status).toBe(200);
  });

  test('of another collective is not found', async () => {
    const elsewhere = `/gestion/l-etabli/badgeuse/tarifs/plan/${ETABLI_ID}`;
    expect((await etienne.get(elsewhere)).status).toBe(404);
    expect((await etienne.post(elsewhere, { nom: 'x' })).status).toBe(404);
  });
});

describe('figures that make no sense', () => {
  const good = { nom: 'Essai', heure: '3' };

  test.each([
    [{ nom: '' }, 'nom', 'Écrivez un nom.'],
    [{ heure: '' }, 'heure', 'Écrivez le prix d’une heure.'],
    [{ heure: 'trois' }, 'heure', 'Écrivez un montant en euros.'],
    [{ demi_prix: '7' }, 'demi_duree', 'Une demi-journée a un prix et une durée.'],
    [{ jour: '0' }, 'jour', '0 € n’est pas un prix.'],
    [{ ferme: '25:00' }, 'ferme', 'Écrivez une heure du jour.'],
    [{ tva: '' }, 'tva', 'Écrivez un taux de TVA.'],
    [{ minimum: '13', plafond_jour: '12' }, 'plafond_jour', 'sous le moins par jour'],
    [{ plafond_jour: '12', plafond_mois: '10' }, 'plafond_mois', 'sous le plus par jour'],
    [{ jour: '12', demi_prix: '13', demi_duree: '8' }, 'demi_prix', 'plus que la journée'],
    [{ gratuit: '800' }, 'gratuit', '12 h au plus'],
    [{ m_heure: '2' }, 'membre', ''],
    [{ m_heure: '4', [`membre_${TEN_HOURS}`]: 'oui' }, 'm_heure', 'plus que le public'],
    [
      { m_heure: '2', m_plafond_jour: '5', m_plafond_mois: '4', [`membre_${TEN_HOURS}`]: 'oui' },
      'm_plafond_mois',
      'sous le plus par jour',
    ],
    [{ genre: 'volunteer', heure: '' }, 'temps', 'Choisissez les heures à créditer.'],
    [{ genre: 'volunteer' }, 'genre', 'Un tarif de bénévoles ne fait rien payer.'],
  ])('%j is told beside %s, and stays in the form', async (changes, field, sentence) => {
    const page = await fill(NEW, { ...good, ...changes });
    expect(page.status).toBe(422);
    expect(withoutSpaces(problemAt(page, field))).toContain(sentence);
    expect(fieldsOf(page, NEW)).toMatchObject({ ...good, ...changes });
  });

  test('member prices for nobody are told beside the memberships', async () => {
    const page = await fill(NEW, { ...good, m_heure: '2' });
    expect(page.text).toContain('Cochez au moins une adhésion, ou videz ces prix.');
  });
});

describe('the simulator', () => {
  const day = { e_jour: '2026-11-24', e_de_0: '09:10', e_a_0: '16:40', geste: 'essayer' };
  const answer = (page: Page): string =>
    withoutSpaces(/<div class="trial-answer"[\s\S]*?<\/div>/.exec(page.html)?.[0] ?? '').replaceAll(
      /<[^>]+>/g,
      ' ',
    );

  test('says the price of a Tuesday from 9.10 to 16.40, and why', async () => {
    const said = answer(await fill(DESK, { ...day, heure: '3', gratuit: '', jour: '12' }));
    expect(said).toMatch(/De 9 h 10 à 16 h 40 un mardi :\s+12,00 €/);
    expect(said).toContain('Voici pourquoi');
    expect(said).toContain('Temps sur place : 7 h 30.');
    expect(said).toContain('Prix de la journée : 12,00 €.');
  });

  test('works with what is typed and not saved, and saves nothing', async () => {
    const before = await versionsOf(DESK_PLAN);
    const page = await fill(DESK, { ...day, jour: '10', plafond_jour: '10' });
    expect(answer(page)).toContain('10,00 €');
    expect(page.text).toContain('Voici le prix. Rien n’est enregistré.');
    expect(fieldsOf(page, DESK)['jour']).toBe('10');
    expect(await versionsOf(DESK_PLAN)).toEqual(before);
  });

  test('takes hours of a membership first, and the member price when asked', async () => {
    const left = answer(await fill(DESK, { ...day, e_reste: '7 h', gratuit: '', heure: '3' }));
    expect(left).toContain('7 h');
    expect(left).toContain('1,50 €');
    const member = { m_heure: '1', [`membre_${TEN_HOURS}`]: 'oui', m_plafond_mois: '140' };
    const paid = answer(await fill(DESK, { ...day, ...member, e_membre: 'oui', gratuit: '' }));
    expect(paid).toContain('7,50 €');
  });

  test('prices several stays as one day, and one that ends after midnight', async () => {
    const two = { e_a_0: '10:10', e_de_1: '11:00', e_a_1: '12:00' };
    const several = answer(await fill(DESK, { ...day, ...two, heure: '3', gratuit: '' }));
    expect(several).toMatch(/Tout le mardi :\s+6,00 €/);
    const night = answer(await fill(DESK, { ...day, e_de_0: '19:00', e_a_0: '00:30', heure: '3' }));
    expect(night).toContain('Temps sur place : 5 h 30.');
    expect(night).toContain('Ce départ est après l’heure de fermeture.');
  });

  test.each([
    [{ e_jour: '2026-02-30' }, 'e_jour', 'Choisissez un jour.'],
    [{ e_a_0: '' }, 'e_a_0', 'Écrivez l’arrivée et le départ.'],
    [{ e_reste: 'beaucoup' }, 'e_reste', 'Écrivez une durée.'],
  ])('%j is told beside %s', async (changes, field, sentence) => {
    const page = await fill(DESK, { ...day, ...changes });
    expect(problemAt(page, field)).toContain(sentence);
  });
});
