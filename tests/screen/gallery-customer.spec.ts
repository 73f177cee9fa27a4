import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { exampleUuid } from '../helpers/page/catalogues.ts';
import { drawGallery } from '../helpers/page/gallery.ts';
import { QUIET, ROUND, basketOf, refusedFor, resultOf, saleDone } from '../helpers/page/states.ts';

/** The second screen, for the person in front of the till. */
drawGallery({
  name: 'the customer',
  page: { path: '?view=customer', frame: '.customer' },
  states: {
    'customer-idle': QUIET,
    'customer-basket': { ...QUIET, basket: ROUND },
    'customer-long': {
      ...QUIET,
      basket: basketOf(
        ['Expresso', 12],
        ['Bière blonde du Moulin', 3, ['25 cl']],
        ['Planche de fromages', 2, ['Pain sans gluten']],
        ['Verre de vin', 999, ['Rouge']],
        ['T-shirt La Grande Oreille', 1, ['M']],
        ['Soupe du soir', 4],
        ['Chips de Kerlune, sachet', 2],
        ['Limonade artisanale 25 cl', 2],
        ['Pichet de vin 50 cl', 700, ['Rouge']],
        ['Bouchons d’oreilles', 6],
      ),
    },
    'customer-part-paid': {
      ...QUIET,
      basket: {
        ...ROUND,
        pledges: [
          {
            pledgeId: toId<'Pledge'>(exampleUuid(500)),
            means: 'pass',
            cents: cents(570),
            cardNumber: '5F0C9A3E',
          },
        ],
        dueCents: cents(370),
      },
    },
    'customer-short': {
      ...QUIET,
      basket: ROUND,
      activity: {
        kind: 'pass-short',
        cardNumber: '5F0C9A3E',
        totalCents: ROUND.totalCents,
        availableCents: cents(570),
        missingCents: cents(370),
        canKeep: true,
        canUseSecondPass: true,
      },
    },
    'customer-thanks-pass': {
      ...QUIET,
      activity: saleDone(
        [
          {
            means: 'pass',
            cents: cents(530),
            cardNumber: '5F0C9A3E',
            leftCents: cents(470),
            parts: [{ assetName: 'Le Sonnant', kind: 'local', cents: cents(530) }],
            unsecured: false,
          },
        ],
        { loyaltyText: 'Encore 2 cafés, le suivant est offert.' },
      ),
    },
    'customer-thanks-cash': {
      ...QUIET,
      activity: saleDone([
        { means: 'cash', cents: cents(840), givenCents: cents(1_000), changeCents: cents(160) },
      ]),
    },
    'customer-loaded': {
      ...QUIET,
      activity: resultOf({
        kind: 'top-up-done',
        operationId: toId<'Operation'>(exampleUuid(800)),
        cardNumber: '5F0C9A3E',
        cents: cents(2_000),
        beforeCents: cents(470),
        afterCents: cents(2_470),
        changeCents: cents(0),
      }),
    },
    'customer-refused': refusedFor('card-lost'),
    'customer-training': { ...QUIET, basket: ROUND, training: true },
  },
  kept: new Set([
    'customer-idle',
    'customer-basket',
    'customer-short',
    'customer-thanks-pass',
    'customer-thanks-cash',
    'customer-training',
  ]),
});
