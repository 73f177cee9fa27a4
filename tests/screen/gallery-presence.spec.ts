import type { Question, Reply, ReplyOf } from '../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Day } from '../../src/shared/time.ts';
import { CATALOGUE, exampleUuid } from '../helpers/page/catalogues.ts';
import { drawGallery } from '../helpers/page/gallery.ts';
import { basketOf, NOW, QUIET, TODAY } from '../helpers/page/states.ts';

/** Who is in at a till, what is to be paid for it, and a stay that is put right. */

type Row = ReplyOf<'presences'>['rows'][number];

const SPACE = 'Bureaux partagés';
const at = (hour: string) => toInstant(`2026-11-03T${hour}:00.000Z`);

const stay = (number: number, change: Partial<Row>): Row => ({
  presenceId: toId<'Presence'>(exampleUuid(4_000 + number)),
  name: '',
  cardNumber: '',
  isGuest: false,
  spaceName: SPACE,
  day: TODAY,
  inAt: at('17:32'),
  outAt: null,
  state: 'open',
  stayedMinutes: 130,
  cents: cents(675),
  dueCents: cents(0),
  why: [
    { kind: 'stayed', minutes: 130 },
    { kind: 'free', minutes: 10 },
    { kind: 'rounded', fromMinutes: 120, toMinutes: 135, stepMinutes: 15 },
    {
      kind: 'tariff',
      choice: 'hours',
      isMember: false,
      minutes: 135,
      halfDays: 0,
      hourMinutes: 135,
      cents: cents(675),
    },
  ],
  ...change,
});

const INSIDE: readonly Row[] = [
  stay(1, { name: 'Zoé Ménard', cardNumber: '7Q4KD2MX' }),
  stay(2, { cardNumber: '2F6K9XW1', inAt: at('08:05'), stayedMinutes: 697, cents: cents(1_200) }),
  stay(3, { name: 'Léo', isGuest: true, spaceName: 'Salle La Scierie', cents: cents(300) }),
  stay(4, {
    name: 'Marie-Amélie de La Rochefoucauld-Kerguelen d’Argenson',
    cardNumber: '9PLM2X0A',
    cents: cents(0),
  }),
  ...Array.from({ length: 6 }, (_, index) =>
    stay(10 + index, { name: `Personne ${index + 1}`, cardNumber: '9PLM2X0A' }),
  ),
];

const left: Partial<Row> = { state: 'closed', outAt: at('19:42') };
const DUES: readonly Row[] = [
  stay(21, { ...left, name: 'Zoé Ménard', dueCents: cents(675) }),
  stay(22, {
    ...left,
    name: 'Léo',
    isGuest: true,
    state: 'automatic',
    day: '2026-10-28' as Day,
    inAt: toInstant('2026-10-28T08:00:00.000Z'),
    outAt: toInstant('2026-10-28T19:00:00.000Z'),
    stayedMinutes: 660,
    cents: cents(1_200),
    why: [],
    dueCents: cents(1_200),
  }),
  stay(23, { ...left, cardNumber: '2F6K9XW1', state: 'no-in', inAt: null, dueCents: cents(500) }),
];

function reply(question: Question): Reply {
  if (question.kind === 'presences') {
    const rows = question.day === null ? INSIDE : DUES;
    return { kind: 'presences', rows: [...rows], knownAt: NOW };
  }
  if (question.kind !== 'dues') return { kind: 'refused', reason: 'needs-network' };
  const ofPass = DUES.slice(0, 2);
  const all = question.text === '' ? [...DUES] : ofPass.slice(0, 1);
  return { kind: 'dues', rows: question.cardId === null ? all : ofPass };
}

const BADGE: NonNullable<ScreenState['badge']> = {
  welcome: '',
  allowsGuests: true,
  doorQr: null,
  keepMonths: 3,
  insideCount: 10,
  spaces: [
    {
      spaceId: toId<'Space'>(exampleUuid(4_900)),
      name: SPACE,
      planName: 'Bureaux, à l’heure',
      planKind: 'paid',
      hourCents: cents(300),
      dayCents: cents(1_200),
      places: 20,
      insideCount: 10,
      picture: null,
    },
  ],
  chosenSpaceId: null,
  names: [],
};

const TILL: ScreenState = { ...QUIET, badge: BADGE };
const stays = basketOf(['Expresso', 1], ['Chocolat chaud', 1]);
const [coffee, chocolate] = stays.lines;

const WITH_A_STAY: ScreenState = {
  ...TILL,
  basket: {
    ...stays,
    totalCents: cents(825),
    dueCents: cents(825),
    lines: [
      coffee!,
      {
        ...chocolate!,
        productId: toId<'Product'>(exampleUuid(4_901)),
        label: 'Bureaux, à l’heure, 2\u202fh\u202f10',
        unitPriceCents: cents(675),
        totalCents: cents(675),
        notice: 'settled',
        detail: {
          kind: 'presence',
          presenceId: DUES[0]!.presenceId,
          planId: toId<'Plan'>(exampleUuid(4_901)),
          day: TODAY,
          stayedMinutes: 130,
          includedMinutes: 0,
        },
      },
    ],
  },
};

const OWES: ScreenState = {
  ...TILL,
  activity: {
    kind: 'pass-desk',
    cardId: toId<'Card'>(exampleUuid(5_000)),
    cardNumber: '7Q4KD2MX',
    cardState: 'linked',
    isOnReader: true,
    isOfVillage: true,
    holdings: [
      {
        assetId: CATALOGUE.assets[0]!.id,
        assetName: CATALOGUE.assets[0]!.name,
        kind: 'local',
        amount: 120,
        spendableHere: true,
      },
    ],
    spendableCents: cents(120),
    debtCents: cents(0),
    refundableCents: cents(120),
    memberships: [{ name: 'Coworking 10 h', endsOn: '2026-11-30' as Day }],
    tickets: [],
    loyalty: null,
    history: [],
    linkQr: null,
    otherCards: 0,
    knownAt: NOW,
    tapSeenAtMs: null,
  },
};

const MENU = '.top-menu';
const row = (text: RegExp) => ['.sheet .row', text] as const;
const foot = (text: RegExp) => ['.sheet-foot .button', text] as const;
const PRESENCES = ['till', MENU, row(/Présences|Who is in/)] as const;

drawGallery({
  name: 'presences',
  states: {
    till: TILL,
    'presence-offline': { ...TILL, network: { kind: 'offline', sinceAt: at('19:12') } },
    'presence-basket': WITH_A_STAY,
    'presence-owes': OWES,
  },
  opened: {
    'presence-now': PRESENCES,
    'presence-now-offline': ['presence-offline', MENU, row(/Présences|Who is in/)],
    'presence-one': [...PRESENCES, row(/Zoé/)],
    'presence-correct': [
      ...PRESENCES,
      row(/Zoé/),
      foot(/Corriger|Correct/),
      '.stay-hour:nth-child(1) .button:nth-of-type(2)',
      '.stay-hour:nth-child(2) .button:nth-of-type(2)',
    ],
    'presence-never': [
      ...PRESENCES,
      row(/Zoé/),
      foot(/Corriger|Correct/),
      '.segment:nth-child(2)',
      '.reason-presets .choice:last-child',
    ],
    'presence-past': [...PRESENCES, '.segment:nth-child(3)', row(/Léo/)],
    dues: ['till', MENU, row(/À régler|To be paid/), '.sheet .row', row(/Léo/)],
    'dues-search': [
      'till',
      MENU,
      row(/À régler|To be paid/),
      '.dues-bar .button',
      '.letter:nth-child(2)',
    ],
    'dues-pass': ['presence-owes', '.owed-here'],
    'presence-mode': ['till', MENU, row(/Caisse ou badgeuse|Till or badge/)],
  },
  kept: new Set(['presence-now', 'presence-one', 'presence-correct', 'dues', 'presence-owes']),
  reply,
});
