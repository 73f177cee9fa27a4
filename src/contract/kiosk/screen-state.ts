import { z } from 'zod';
import {
  centsField,
  centsFromZeroField,
  idField,
  instantField,
  listOf,
  textField,
} from '../fields.ts';

/** What the station shows. The screen draws it as it is; it decides nothing. */

export const assetKindField = z.enum(['global', 'local', 'gift', 'time', 'points']);

const readerSourceField = z.enum(['pcsc', 'wedge', 'tray']);

const readersSchema = z.strictObject({
  list: listOf(z.strictObject({ id: textField, name: textField, source: readerSourceField })),
  /** State of the PC/SC service; the other sources are always ready when they are offered. */
  pcsc: z.enum(['ready', 'starting', 'restarting', 'no-service', 'not-built', 'off']),
});

const networkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('online') }),
  z.strictObject({ kind: z.literal('offline'), sinceAt: instantField }),
]);

const journalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** Nothing can be sold until somebody acts: the sentence says what to do. */
  z.strictObject({
    kind: z.literal('refusing'),
    reason: z.enum(['disk-full', 'chain-broken', 'io', 'revoked']),
  }),
]);

const sessionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('signed-out'),
    /** Until then no PIN is tried (RULES C9: 5 tries, then a growing wait). */
    pinBlockedUntilAt: instantField.nullable(),
    pinTriesLeft: z.int().min(0).max(5),
  }),
  z.strictObject({
    kind: z.literal('signed-in'),
    staffName: textField,
    isManager: z.boolean(),
  }),
]);

export const basketLineSchema = z.strictObject({
  lineId: idField<'Line'>(),
  productId: idField<'Product'>(),
  label: textField,
  optionLabels: listOf(textField),
  count: z.int().min(1),
  unitPriceCents: centsField,
  totalCents: centsField,
  /** The office changed the product while it was in the basket; the price shown is kept until paid. */
  notice: z.enum(['price-changed', 'withdrawn']).nullable(),
});

export const basketSchema = z.strictObject({
  /** Grows with each change; a payment names the one it saw, so nobody pays for another basket. */
  revision: z.int().min(0),
  lines: listOf(basketLineSchema),
  totalCents: centsField,
});

const holdingSchema = z.strictObject({
  assetName: textField,
  kind: assetKindField,
  /** Euro cents; minutes for `time`, whole points for `points`. */
  amount: z.int(),
  spendableHere: z.boolean(),
});

export const paymentShownSchema = z.discriminatedUnion('means', [
  z.strictObject({
    means: z.literal('pass'),
    cents: centsField,
    cardNumber: textField,
    /** What is left to spend here on that Pass, after this payment. */
    leftCents: centsFromZeroField,
    parts: listOf(
      z.strictObject({ assetName: textField, kind: assetKindField, cents: centsField }),
    ),
    /** Accepted without network: it will be sent later. */
    unsecured: z.boolean(),
  }),
  z.strictObject({
    means: z.literal('cash'),
    cents: centsField,
    givenCents: centsField,
    changeCents: centsField,
  }),
]);

export type PaymentShown = z.infer<typeof paymentShownSchema>;

/** Why a tap or a touch was refused. Each has a sentence in the kiosk catalogue: `refusal.<code>`. */
export const REFUSALS = [
  'card-unknown',
  'card-lost',
  'card-retired',
  'card-blank',
  'card-foreign',
  'card-random',
  'card-unreadable',
  'several-cards',
  'uid-odd-length',
  'uid-wrong-length',
  'uid-not-hex',
  'card-not-staff',
  'removed-too-soon',
  'offline-card-limit',
  'offline-station-limit',
  'offline-card-unknown',
  'pin-wrong',
  'pin-blocked',
  'not-signed-in',
  'not-a-manager',
  'basket-empty',
  'basket-changed',
  'basket-full',
  'product-unknown',
  'product-withdrawn',
  'options-wrong',
  'count-wrong',
  'given-too-little',
  'given-too-much',
  'means-not-accepted',
  'disk-full',
  'chain-broken',
  'io',
  'clock-wrong',
  'cloud-refused',
  'busy',
  'code-wrong',
  'no-window',
  'station-revoked',
  'cloud-unreachable',
] as const;
export const refusalField = z.enum(REFUSALS);
export type Refusal = z.infer<typeof refusalField>;

export const resultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sale-done'),
    number: z.int().min(1),
    totalCents: centsField,
    payments: listOf(paymentShownSchema),
  }),
  z.strictObject({
    kind: z.literal('pass-checked'),
    cardNumber: textField,
    cardState: z.enum(['blank', 'anonymous', 'linked', 'lost', 'retired']),
    holdings: listOf(holdingSchema),
    spendableCents: centsFromZeroField,
    debtCents: centsFromZeroField,
    /** When these figures were known: now with the network, earlier without. */
    knownAt: instantField,
  }),
  z.strictObject({ kind: z.literal('refused'), reason: refusalField }),
]);
export type ResultShown = z.infer<typeof resultSchema>;

/** The one thing that goes on beside the basket. */
const activitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** A Pass was put down; the answer comes. Shown only when it lasts. */
  z.strictObject({ kind: z.literal('pass-at-work') }),
  z.strictObject({
    kind: z.literal('pass-short'),
    cardNumber: textField,
    totalCents: centsField,
    availableCents: centsFromZeroField,
    missingCents: centsField,
    /** Without network the Pass can only be refused or replaced by cash for the whole. */
    canPayRestInCash: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('result'),
    resultId: idField<'Result'>(),
    /** The result leaves the screen by itself then, or at the next tap or touch. */
    endsAt: instantField,
    /** Epoch milliseconds at which the reader reported the Pass; null without a Pass. */
    tapSeenAtMs: z.number().nullable(),
    result: resultSchema,
  }),
]);
export type Activity = z.infer<typeof activitySchema>;

const traySchema = z.strictObject({
  cards: listOf(
    z.strictObject({
      uid: textField,
      /** A first name or a short description, from the demo data. */
      label: textField,
      hint: textField,
      isDown: z.boolean(),
    }),
  ),
  networkCut: z.boolean(),
});

export const screenStateSchema = z.strictObject({
  revision: z.int().min(0),
  station: z.strictObject({
    name: textField,
    collectiveName: textField,
    /** The collective's time zone: hours on the screen are its hours, whatever the machine says. */
    timeZone: textField,
    /** False: the screen asks for the 8 digits and sends `pair`. */
    isPaired: z.boolean(),
    isDemo: z.boolean(),
  }),
  preferences: z.strictObject({
    language: z.enum(['fr', 'en']),
    theme: z.enum(['auto', 'dark', 'light']),
    sound: z.boolean(),
  }),
  network: networkSchema,
  unsent: z.strictObject({ count: z.int().min(0), oldestAt: instantField.nullable() }),
  /** The cloud's clock when the station's is wrong by more than 2 minutes. */
  clockWrong: z.strictObject({ cloudAt: instantField }).nullable(),
  readers: readersSchema,
  journal: journalSchema,
  session: sessionSchema,
  pointOfSaleId: textField.nullable(),
  basket: basketSchema,
  activity: activitySchema,
  tray: traySchema.nullable(),
});
export type ScreenState = z.infer<typeof screenStateSchema>;
export type BasketShown = ScreenState['basket'];

export const catalogueShownSchema = z.strictObject({
  revision: z.int().min(0),
  pointsOfSale: listOf(
    z.strictObject({
      id: textField,
      name: textField,
      categoryIds: listOf(textField),
      means: listOf(z.enum(['pass', 'cash', 'bank-card', 'cheque'])),
    }),
  ),
  categories: listOf(
    z.strictObject({ id: textField, name: textField, colour: textField.nullable() }),
  ),
  products: z
    .array(
      z.strictObject({
        id: idField<'Product'>(),
        categoryId: textField,
        name: textField,
        priceCents: centsField,
        colour: textField.nullable(),
        /** Address of the picture on the station, `/pictures/<file>`; null when there is none. */
        picture: textField.nullable(),
        options: listOf(
          z.strictObject({
            id: textField,
            name: textField,
            min: z.int(),
            max: z.int(),
            choices: listOf(
              z.strictObject({ id: textField, name: textField, priceDeltaCents: centsField }),
            ),
          }),
        ),
      }),
    )
    .max(5_000),
});
export type CatalogueShown = z.infer<typeof catalogueShownSchema>;

/** What the station sends over the screen's WebSocket. `hello` comes first. */
export const stationMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hello'), protocol: z.int(), version: textField }),
  z.strictObject({ kind: z.literal('state'), state: screenStateSchema }),
  z.strictObject({ kind: z.literal('catalogue'), catalogue: catalogueShownSchema }),
  /** The answer to an intention; its effect is in the states. */
  z.strictObject({
    kind: z.literal('answer'),
    intentionId: idField<'Intention'>(),
    refusal: refusalField.nullable(),
  }),
]);
export type StationMessage = z.infer<typeof stationMessageSchema>;

/** Number of the screen-station protocol; the two ship together. */
export const SCREEN_PROTOCOL = 1;

/** Where the screen connects: the kiosk key of the address (`/?key=`) becomes a cookie first. */
export const SCREEN_PATH = '/screen';
