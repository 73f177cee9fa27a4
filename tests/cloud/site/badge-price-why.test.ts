import { describe, expect, test } from 'vitest';
import { priceSentences } from '../../../src/cloud/site/badge/price-why.tsx';
import { SITE_TEXTS } from '../../../src/cloud/site/texts.ts';
import type { PriceStep } from '../../../src/domain/badge/price-steps.ts';
import type { Language } from '../../../src/shared/i18n.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Day } from '../../../src/shared/time.ts';

/** Narrow and no-break spaces read as plain ones here. */
const inWords = (steps: readonly PriceStep[], language: Language = 'fr'): readonly string[] =>
  priceSentences({ language, t: SITE_TEXTS[language] }, steps).map((text) =>
    text.replaceAll(/[\u202f\u00a0]/g, ' '),
  );

const hours = (minutes: number, amount: number): PriceStep => ({
  ...{ kind: 'tariff', choice: 'hours', isMember: false, halfDays: 0 },
  ...{ minutes, hourMinutes: minutes, cents: cents(amount) },
});
const tariff = (
  choice: 'half-days' | 'day' | 'cap-day',
  more: { cents: number; halfDays?: number; hourMinutes?: number; isMember?: boolean },
): PriceStep => ({
  ...{ kind: 'tariff', choice, minutes: 420 },
  ...{ halfDays: more.halfDays ?? 0, hourMinutes: more.hourMinutes ?? 0 },
  ...{ isMember: more.isMember ?? false, cents: cents(more.cents) },
});
const day = (text: string): Day => text as Day;

describe('why a stay costs what it costs', () => {
  test('case 7 of the rules: 20 minutes included, 40 billed as 45', () => {
    const steps: readonly PriceStep[] = [
      { kind: 'stayed', minutes: 60 },
      { kind: 'included', label: 'Bureau 10 h', minutes: 20 },
      { kind: 'rounded', fromMinutes: 40, toMinutes: 45, stepMinutes: 15 },
      hours(45, 225),
    ];
    expect(inWords(steps)).toEqual([
      'Temps sur place : 1 h.',
      '20 min comprises dans « Bureau 10 h ».',
      '40 min comptées 45 min, par tranche de 15 min.',
      '45 min au prix de l’heure : 2,25 €.',
    ]);
    expect(inWords(steps, 'en')).toEqual([
      'Time here: 1 h.',
      '20 min included in “Bureau 10 h”.',
      '40 min counted as 45 min, in steps of 15 min.',
      '45 min at the price per hour: €2.25.',
    ]);
  });

  test('a second stay of a day is what the day costs now, less what it cost before', () => {
    expect(
      inWords([
        { kind: 'stayed', minutes: 65 },
        { kind: 'earlier', minutes: 60, cents: cents(300) },
        { kind: 'rounded', fromMinutes: 125, toMinutes: 135, stepMinutes: 15 },
        hours(135, 675),
        { kind: 'cap-month', capCents: cents(15_000), offCents: cents(75) },
      ]),
    ).toEqual([
      'Temps sur place : 1 h 05.',
      'Plus tôt ce jour-là : 1 h, 3,00 €.',
      '2 h 05 comptées 2 h 15, par tranche de 15 min.',
      '2 h 15 au prix de l’heure : 6,75 €.',
      'Moins 3,00 €, déjà comptés ce jour-là.',
      'Jamais plus de 150,00 € par mois : 0,75 € en moins.',
    ]);
  });

  test('past the cut-off hour each day has its own reckoning', () => {
    expect(
      inWords([
        { kind: 'stayed', minutes: 600 },
        { kind: 'day', day: day('2026-11-03'), minutes: 540 },
        { kind: 'earlier', minutes: 30, cents: cents(150) },
        tariff('day', { cents: 1_200 }),
        { kind: 'cap-month', capCents: cents(15_000), offCents: cents(50) },
        { kind: 'day', day: day('2026-11-04'), minutes: 60 },
        { kind: 'free', minutes: 30 },
        { kind: 'rounded', fromMinutes: 30, toMinutes: 30, stepMinutes: 15 },
        hours(30, 150),
        { kind: 'minimum', cents: cents(200) },
      ]),
    ).toEqual([
      'Temps sur place : 10 h.',
      'Pour le mardi 3 novembre 2026 : 9 h.',
      'Plus tôt ce jour-là : 30 min, 1,50 €.',
      'Prix de la journée : 12,00 €.',
      'Moins 1,50 €, déjà comptés ce jour-là.',
      'Jamais plus de 150,00 € par mois : 0,50 € en moins.',
      'Pour le mercredi 4 novembre 2026 : 1 h.',
      '30 min offertes en début de journée.',
      '30 min au prix de l’heure : 1,50 €.',
      'Au moins 2,00 € par jour.',
    ]);
  });

  test('half-days alone or with hours, the cap, and the price for members', () => {
    expect(
      inWords([
        tariff('half-days', { halfDays: 1, cents: 700, isMember: true }),
        tariff('half-days', { halfDays: 2, cents: 1_400 }),
        tariff('half-days', { halfDays: 1, hourMinutes: 60, cents: 1_000 }),
        tariff('cap-day', { cents: 1_100 }),
      ]),
    ).toEqual([
      '1 demi-journée : 7,00 €.',
      'C’est le prix pour les membres.',
      '2 demi-journées : 14,00 €.',
      '1 demi-journée et 1 h : 10,00 €.',
      'Jamais plus de 11,00 € par jour.',
    ]);
  });

  test('two spaces at once, and volunteers', () => {
    expect(
      inWords([
        { kind: 'overlap', minutes: 45 },
        { kind: 'volunteer', minutes: 150 },
      ]),
    ).toEqual([
      '45 min déjà comptées dans un autre espace.',
      '2 h 30 de bénévolat : rien à payer.',
    ]);
  });
});
