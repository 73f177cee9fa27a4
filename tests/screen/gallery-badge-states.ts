import { renderSVG } from 'uqr';
import type { Activity } from '../../src/contract/kiosk/activity.ts';
import type { ResultShown } from '../../src/contract/kiosk/results.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import type { PriceStep } from '../../src/domain/badge/price-steps.ts';
import { toId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { toInstant } from '../../src/shared/time.ts';
import type { Day } from '../../src/shared/time.ts';
import { exampleUuid } from '../helpers/page/catalogues.ts';
import { DEMO, EARLIER, LAST_WEEK, NOW, QUIET, TODAY, resultOf } from '../helpers/page/states.ts';

/** What a door of a shared office shows, as data. */

type Badge = NonNullable<ScreenState['badge']>;
type Space = Badge['spaces'][number];
type Of<Kind extends ResultShown['kind']> = Extract<ResultShown, { readonly kind: Kind }>;

const spaceId = (index: number) => toId<'Space'>(exampleUuid(2_000 + index));

const space = (index: number, name: string, change: Partial<Space> = {}): Space => ({
  spaceId: spaceId(index),
  name,
  planName: 'Bureau partagé, au temps passé',
  planKind: 'paid',
  hourCents: cents(300),
  dayCents: cents(1_200),
  places: 20,
  insideCount: 7,
  picture: '/pictures/product-desk.svg',
  ...change,
});

const DESKS = space(1, 'Bureaux partagés');
const MEETING = space(2, 'Salle de réunion', {
  hourCents: cents(1_500),
  dayCents: null,
  places: 8,
  insideCount: 8,
  picture: '/pictures/product-meeting-room.svg',
});
const WORKSHOP = space(3, 'Atelier de fabrication', {
  planKind: 'volunteer',
  hourCents: cents(0),
  dayCents: null,
  places: 6,
  insideCount: 1,
  picture: null,
});

const badge: Badge = {
  welcome: 'Bienvenue à l’Établi',
  allowsGuests: true,
  doorQr: null,
  keepMonths: 3,
  insideCount: 7,
  spaces: [DESKS],
  chosenSpaceId: null,
  names: [],
};

const AT_REST: ScreenState = {
  ...QUIET,
  station: { ...QUIET.station, name: 'Porte', collectiveName: 'L’Établi de Kerlune' },
  session: { kind: 'signed-out', pinTriesLeft: 5, pinBlockedUntilAt: null },
  mode: 'badge',
  badge,
};
const QR = `data:image/svg+xml;base64,${Buffer.from(
  renderSVG('https://etabli.example/badge/019b76da-a814-7000-8000-000000000001'),
).toString('base64')}`;
const SEVERAL: ScreenState = {
  ...AT_REST,
  badge: {
    ...badge,
    insideCount: 16,
    spaces: [DESKS, MEETING, WORKSHOP],
    names: ['Léa', 'Malo', 'Zoé', 'Yann'],
    doorQr: QR,
  },
};
const MANY: ScreenState = {
  ...AT_REST,
  badge: {
    ...badge,
    insideCount: 143,
    welcome: '',
    spaces: [
      DESKS,
      MEETING,
      WORKSHOP,
      space(4, 'Mezzanine du fond, côté jardin', { places: 1_200, insideCount: 110 }),
      space(5, 'Cabine téléphonique', { dayCents: null, hourCents: cents(0), places: 1 }),
      space(6, 'Studio son'),
    ],
  },
};

const tapId = toId<'Tap'>(exampleUuid(2_100));
const cardId = toId<'Card'>(exampleUuid(2_101));
const presenceId = toId<'Presence'>(exampleUuid(2_102));
const CAME_AT = toInstant('2026-11-03T17:32:00.000Z');
const LATER = toInstant('2026-11-03T19:43:00.000Z');

const badged = {
  tapId,
  presenceId,
  cardId,
  name: 'Léa',
  cardNumber: '5F0C9A3E',
  spaceName: 'Bureaux partagés',
  at: NOW,
  planName: 'Bureau partagé, au temps passé',
  isVolunteer: false,
  isMember: false,
  left: [],
  undoUntilAt: LATER,
  canTurn: false,
} as const;

const HOURS = {
  label: 'Mensuel 10 h',
  leftMinutes: 560,
  endsOn: '2026-11-30' as Day,
} as const;

const cameIn = (change: Partial<Of<'badged-in'>> = {}): ScreenState => ({
  ...AT_REST,
  activity: resultOf({
    kind: 'badged-in',
    ...badged,
    left: [],
    insideCount: 8,
    dueCents: cents(0),
    ...change,
  }),
});

const stayed = (minutes: number): PriceStep => ({ kind: 'stayed', minutes });
const rounded = (fromMinutes: number, toMinutes: number): PriceStep => ({
  kind: 'rounded',
  fromMinutes,
  toMinutes,
  stepMinutes: 15,
});
const tariff = (
  choice: 'hours' | 'half-days' | 'day' | 'cap-day',
  minutes: number,
  amount: number,
  change: Partial<Extract<PriceStep, { kind: 'tariff' }>> = {},
): PriceStep => ({
  kind: 'tariff',
  choice,
  isMember: false,
  minutes,
  halfDays: 0,
  hourMinutes: choice === 'hours' ? minutes : 0,
  cents: cents(amount),
  ...change,
});

const paidWith = (amount: number, leftCents: number, unsecured = false) =>
  ({
    kind: 'paid',
    operationId: toId<'Operation'>(exampleUuid(2_103)),
    parts: [
      { assetName: 'Bon de L’Établi', kind: 'gift', cents: cents(200) },
      { assetName: 'Le Copeau', kind: 'local', cents: cents(amount - 200) },
    ],
    leftCents: cents(leftCents),
    unsecured,
  }) as const;

const wentOut = (change: Partial<Of<'badged-out'>> = {}): ScreenState => ({
  ...AT_REST,
  activity: resultOf({
    kind: 'badged-out',
    ...badged,
    left: [],
    inAt: CAME_AT,
    stayedMinutes: 130,
    cents: cents(675),
    why: [stayed(130), rounded(130, 135), tariff('hours', 135, 675)],
    timeMinutes: 0,
    payment: { ...paidWith(675, 1_475), parts: [...paidWith(675, 1_475).parts] },
    ...change,
  }),
});

const toPay = (reason: 'short' | 'no-pass' | 'offline' | 'forgotten-in', dueCents: number) =>
  ({ kind: 'to-pay', dueCents: cents(dueCents), reason }) as const;

/** RULES 10, case 7, as the person reads it. */
const CASE_7: readonly PriceStep[] = [
  stayed(60),
  { kind: 'included', label: 'Mensuel 10 h', minutes: 20 },
  rounded(40, 45),
  tariff('hours', 45, 225),
];

const askUndo = (direction: 'in' | 'out', name: string): Activity => ({
  kind: 'ask-undo',
  tapId,
  direction,
  name,
  spaceName: 'Bureaux partagés',
  at: NOW,
  undoUntilAt: LATER,
  tapSeenAtMs: null,
});

const askSpace = (name: string, count: number): Activity => ({
  kind: 'ask-space',
  cardId,
  name,
  cardNumber: '5F0C9A3E',
  spaces: (MANY.badge?.spaces ?? []).slice(0, count).map((one, index) => ({
    spaceId: one.spaceId,
    name: one.name,
    isIn: index === 0,
    placesLeft: Math.max(0, one.places - one.insideCount),
  })),
  endsAt: LATER,
  tapSeenAtMs: null,
});

export const BADGE_GALLERY: Readonly<Record<string, ScreenState>> = {
  'badge-idle': { ...AT_REST, badge: { ...badge, names: ['Léa', 'Malo', 'Zoé'], doorQr: QR } },
  'badge-spaces': SEVERAL,
  'badge-space-chosen': {
    ...SEVERAL,
    badge: { ...SEVERAL.badge!, chosenSpaceId: WORKSHOP.spaceId },
  },
  'badge-many-spaces': MANY,
  'badge-demo': { ...SEVERAL, ...DEMO, station: { ...SEVERAL.station, isDemo: true } },
  'badge-all-wrong': {
    ...SEVERAL,
    readers: { list: [], pcsc: 'ready' },
    network: { kind: 'offline', sinceAt: LAST_WEEK },
    clockWrong: { cloudAt: LAST_WEEK },
  },
  'badge-no-space': { ...AT_REST, badge: null },
  'badge-in': cameIn({ left: [HOURS] }),
  'badge-in-dues': cameIn({
    name: '',
    isMember: true,
    dueCents: cents(675),
    left: [HOURS, { label: 'Carnet de l’équipe Les Voisins', leftMinutes: 35, endsOn: null }],
  }),
  'badge-in-volunteer': cameIn({
    isVolunteer: true,
    name: 'Jean-Barnabé de Kervalloc’h',
    planName: 'Bénévoles de l’atelier',
    spaceName: 'Atelier de fabrication',
  }),
  'badge-in-offline': {
    ...cameIn({ canTurn: true, left: [{ ...HOURS, leftMinutes: 0 }] }),
    network: { kind: 'offline', sinceAt: EARLIER },
    unsent: { count: 1, oldestAt: EARLIER },
  },
  'badge-out': wentOut(),
  'badge-out-included': wentOut({
    inAt: toInstant('2026-11-03T18:42:00.000Z'),
    stayedMinutes: 60,
    cents: cents(225),
    why: [...CASE_7],
    left: [{ ...HOURS, leftMinutes: 0 }],
    payment: { ...paidWith(225, 1_250, true), parts: [...paidWith(225, 1_250).parts] },
  }),
  'badge-out-nothing': wentOut({
    inAt: toInstant('2026-11-03T18:57:00.000Z'),
    stayedMinutes: 45,
    cents: cents(0),
    why: [stayed(45), { kind: 'included', label: 'Mensuel 10 h', minutes: 45 }],
    left: [{ ...HOURS, leftMinutes: 515 }],
    payment: { kind: 'nothing' },
  }),
  'badge-out-volunteer': wentOut({
    isVolunteer: true,
    cents: cents(0),
    why: [stayed(130), { kind: 'volunteer', minutes: 130 }],
    timeMinutes: 130,
    payment: { kind: 'nothing' },
  }),
  'badge-out-to-pay': wentOut({
    inAt: toInstant('2026-11-03T12:42:00.000Z'),
    stayedMinutes: 420,
    cents: cents(1_200),
    why: [
      stayed(420),
      { kind: 'overlap', minutes: 10 },
      { kind: 'free', minutes: 10 },
      { kind: 'earlier', minutes: 120, cents: cents(600) },
      rounded(520, 525),
      tariff('day', 525, 1_200, { isMember: true }),
    ],
    payment: toPay('short', 600),
  }),
  'badge-out-days': wentOut({
    stayedMinutes: 1_560,
    inAt: LAST_WEEK,
    cents: cents(2_250),
    why: [
      stayed(1_560),
      { kind: 'day', day: '2026-11-02' as Day, minutes: 600 },
      tariff('day', 600, 1_200),
      { kind: 'day', day: TODAY, minutes: 960 },
      tariff('cap-day', 960, 1_200),
      { kind: 'cap-month', capCents: cents(14_000), offCents: cents(150) },
    ],
    payment: toPay('offline', 2_250),
  }),
  'badge-out-guest': wentOut({
    name: 'Hélène',
    cardId: null,
    cardNumber: '',
    payment: toPay('no-pass', 675),
  }),
  'badge-out-forgotten': wentOut({
    inAt: null,
    stayedMinutes: 0,
    cents: cents(0),
    why: [],
    payment: toPay('forgotten-in', 0),
  }),
  'badge-out-demo': {
    ...wentOut({ canTurn: true, why: [...CASE_7] }),
    ...DEMO,
    station: { ...AT_REST.station, isDemo: true },
  },
  'badge-ask-undo': { ...AT_REST, activity: askUndo('in', 'Léa') },
  'badge-ask-space': { ...SEVERAL, activity: askSpace('Léa', 3) },
  'badge-ask-many': { ...MANY, activity: askSpace('', 6) },
  'badge-undone': {
    ...AT_REST,
    activity: resultOf({
      kind: 'tap-undone',
      direction: 'out',
      name: 'Léa',
      at: NOW,
      givenBackCents: cents(675),
    }),
  },
  'badge-refused': {
    ...AT_REST,
    activity: resultOf({ kind: 'refused', reason: 'card-lost' }),
  },
  'badge-mode-set': { ...AT_REST, activity: resultOf({ kind: 'done', what: 'mode-badge' }) },
  // At a till, where staff let people out and take what they owe.
  'till-out': {
    ...wentOut({ why: [...CASE_7], payment: toPay('short', 225) }),
    ...DEMO,
    mode: 'till',
    session: QUIET.session,
  },
  'till-dues': {
    ...QUIET,
    activity: resultOf({ kind: 'dues-added', cents: cents(1_350), count: 2 }),
  },
};
