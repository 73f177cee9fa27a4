import type { Reply } from '../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { CATALOGUE, exampleUuid, productNamed } from '../helpers/page/catalogues.ts';
import { renderSVG } from 'uqr';
import { drawGallery } from '../helpers/page/gallery.ts';
import { EARLIER, NOW, QUIET, resultOf, saleDone } from '../helpers/page/states.ts';

/** The door of an event and the stock, drawn and measured. */

const eventId = toId<'Event'>(exampleUuid(700));

const door: ScreenState['door'] = {
  eventId,
  eventName: 'La Fanfare des Écluses',
  startsAt: NOW,
  insideCount: 87,
  expectedCount: 142,
  capacity: 180,
};
const AT_DOOR: ScreenState = { ...QUIET, door };

const guest = (index: number, holderName: string, change: object = {}) => ({
  ticketId: toId<'Ticket'>(exampleUuid(710 + index)),
  holderName,
  priceName: index % 2 === 0 ? 'Plein tarif' : 'Tarif réduit',
  state: 'valid' as const,
  admitted: null,
  ...change,
});

const coffee = productNamed('Expresso');
const tea = productNamed('Chocolat chaud');

function reply(question: { readonly kind: string }): Reply {
  if (question.kind === 'stock') {
    return {
      kind: 'stock',
      rows: [
        {
          productId: coffee.id,
          name: coffee.name,
          unit: 'piece',
          amount: 48_000,
          level: 'enough',
          alertLevel: 10_000,
          allowsBelowZero: true,
        },
        {
          productId: tea.id,
          name: tea.name,
          unit: 'piece',
          amount: 0,
          level: 'out',
          alertLevel: 5_000,
          allowsBelowZero: false,
        },
        {
          productId: CATALOGUE.products[3]!.id,
          name: 'Cidre en vrac',
          unit: 'litre',
          amount: 2_350,
          level: 'low',
          alertLevel: 5_000,
          allowsBelowZero: false,
        },
      ],
    };
  }
  if (question.kind === 'sale-tickets') {
    return {
      kind: 'sale-tickets',
      tickets: ['Anaïs Kermarrec', 'Hélène Le Bihan'].map((holderName, index) => ({
        ticketId: toId<'Ticket'>(exampleUuid(730 + index)),
        eventName: 'La Fanfare des Écluses',
        holderName,
        priceName: 'Plein tarif',
        qr: `data:image/svg+xml;base64,${Buffer.from(renderSVG(`T1.${index}`)).toString('base64')}`,
      })),
    };
  }
  return {
    kind: 'tickets',
    rows: [
      guest(1, 'Anaïs Kermarrec'),
      guest(2, 'Hélène Le Bihan'),
      guest(3, 'Malo Prigent', { admitted: { at: EARLIER, stationName: 'Porte du jardin' } }),
      guest(4, 'Yann Kervella'),
      guest(5, 'Zoé Madec', { state: 'cancelled' }),
    ],
    hasMore: true,
  };
}

drawGallery({
  name: 'door and stock',
  reply,
  states: {
    door: AT_DOOR,
    'door-offline': { ...AT_DOOR, network: { kind: 'offline', sinceAt: EARLIER } },
    'door-admitted': {
      ...AT_DOOR,
      activity: resultOf({
        kind: 'admitted',
        holderName: 'Hélène Le Bihan',
        priceName: 'Tarif réduit',
        eventName: door.eventName,
        insideCount: 88,
        isOffline: true,
      }),
    },
    'door-before': {
      ...AT_DOOR,
      activity: resultOf({
        kind: 'admitted-before',
        holderName: 'Malo Prigent',
        at: EARLIER,
        stationName: 'Porte du jardin',
      }),
    },
    'tickets-sold': {
      ...QUIET,
      activity: saleDone([{ means: 'bank-card', cents: cents(1_600) }], { ticketCount: 2 }),
    },
    'door-refused': {
      ...AT_DOOR,
      activity: resultOf({ kind: 'refused', reason: 'ticket-other-event' }),
    },
  },
  opened: {
    'sale-tickets': ['tickets-sold', ['.result-actions .button', /Billets|Tickets/]],
    'door-list': ['door', ['.segment', /Liste|List/]],
    'door-search': ['door', ['.segment', /Liste|List/], '.door-list .text-line'],
    'door-choose': ['quiet', '.top-menu', ['.row', /porte|door/i]],
    stock: ['quiet', '.top-menu', ['.row', /Stock/]],
    'stock-move': ['quiet', '.top-menu', ['.row', /Stock/], ['.row', /Expresso/]],
    'stock-loss': [
      'quiet',
      '.top-menu',
      ['.row', /Stock/],
      ['.row', /Expresso/],
      ['.segment', /Perte|Loss/],
      '.key',
    ],
    'stock-why': [
      'quiet',
      '.top-menu',
      ['.row', /Stock/],
      ['.row', /Expresso/],
      ['.segment', /Perte|Loss/],
      '.key',
      '.confirm-bar .button-main',
    ],
  },
  kept: new Set(['door', 'door-admitted', 'door-before', 'door-list', 'stock', 'stock-move']),
});
