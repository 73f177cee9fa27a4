import { z } from 'zod';
import { lineDetailField } from '../sync/sale-bodies.ts';
import { activitySchema } from './activity.ts';
import { catalogueShownSchema } from './catalogue-shown.ts';
import { customerStateSchema } from './customer-state.ts';
import { replySchema } from './questions.ts';
import { refusalField } from './refusals.ts';
import { meansShownField } from './results.ts';
import {
  centsField,
  centsFromZeroField,
  dayField,
  idField,
  instantField,
  listOf,
  textField,
} from '../fields.ts';

/** What the station shows. The screen draws it as it is; it decides nothing. */

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
  /** After the discount. */
  totalCents: centsField,
  detail: lineDetailField,
  discount: z
    .strictObject({
      kind: z.enum(['percent', 'amount']),
      rateBp: z.int(),
      cents: centsField,
      reason: textField,
    })
    .nullable(),
  /** How many of them went to kitchen or bar. */
  sentCount: z.int().min(0),
  /**
   * The office changed the product while it was in the basket; the price shown is kept until paid.
   * `settled`: a stay that somebody has paid elsewhere meanwhile.
   */
  notice: z.enum(['price-changed', 'withdrawn', 'settled']).nullable(),
});

export const basketSchema = z.strictObject({
  /** Grows with each change; a payment names the one it saw, so nobody pays for another basket. */
  revision: z.int().min(0),
  /** Null while nothing is in it. */
  basketId: idField<'Basket'>().nullable(),
  /** The table or the name of the tab; empty at the counter. */
  name: z.string().max(60),
  lines: listOf(basketLineSchema),
  totalCents: centsField,
  /** Parts that were handed over or promised: nothing is sold until they cover the total. */
  pledges: listOf(
    z.strictObject({
      pledgeId: idField<'Pledge'>(),
      means: meansShownField,
      cents: centsField,
      /** Of the Pass; empty for the others. */
      cardNumber: textField,
    }),
  ),
  dueCents: centsField,
  /** What the next Pass pays, when it is only a part. */
  armedCents: centsField.nullable(),
  /** Lines that kitchen or bar do not know yet. */
  unsentCount: z.int().min(0),
});

/** A basket put aside. */
const parkedSchema = z.strictObject({
  basketId: idField<'Basket'>(),
  name: z.string().max(60),
  tableId: textField.nullable(),
  totalCents: centsField,
  pieceCount: z.int().min(0),
  parkedAt: instantField,
  staffName: textField,
});

const orderSchema = z.strictObject({
  orderId: idField<'Order'>(),
  number: z.int().min(1),
  name: z.string().max(60),
  sentAt: instantField,
  place: z.enum(['kitchen', 'bar']),
  lines: listOf(
    z.strictObject({ label: textField, optionLabels: listOf(textField), count: z.int().min(1) }),
  ),
});

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
    hand: z.enum(['right', 'left']),
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
  parked: listOf(parkedSchema),
  /** What kitchen and bar have to prepare, oldest first. */
  orders: listOf(orderSchema),
  /** FACTICE: nothing that is sold counts (RULES T13). */
  training: z.boolean(),
  day: z.strictObject({
    /** The day that sales go into now. */
    today: dayField,
    /** Sales of it, corrections taken off. */
    saleCount: z.int().min(0),
    /** An earlier day that nobody has closed; the first sale of today closes it. */
    openBefore: dayField.nullable(),
    /** The last closing, when the next day did it by itself; null when somebody did. */
    closedByItself: z.strictObject({ number: z.int().min(1), day: dayField }).nullable(),
  }),
  /** What is left of what is counted: thousandths of the unit, this station's own sales taken off. */
  stock: z
    .array(
      z.strictObject({
        productId: idField<'Product'>(),
        amount: z.int(),
        level: z.enum(['enough', 'low', 'out']),
      }),
    )
    .max(5_000),
  printers: listOf(
    z.strictObject({
      role: z.enum(['receipt', 'kitchen', 'bar']),
      kind: z.enum(['none', 'ready', 'printing', 'waiting']),
      waitingCount: z.int().min(0),
      reason: z.enum(['off', 'paper-out', 'cover-open', 'error']).nullable(),
    }),
  ),
  /** The screen is the door of this event; null at the till. */
  door: z
    .strictObject({
      eventId: idField<'Event'>(),
      eventName: textField,
      startsAt: instantField,
      insideCount: z.int().min(0),
      expectedCount: z.int().min(0),
      capacity: z.int().min(1).nullable(),
    })
    .nullable(),
  /** What this station is: its screen is the till's, or the badge station's. */
  mode: z.enum(['till', 'badge']),
  /** Who may badge where; null: the collective has no space. */
  badge: z
    .strictObject({
      welcome: z.string().max(120),
      allowsGuests: z.boolean(),
      /** QR of the page for phones, as an SVG data address; null: not here. */
      doorQr: z.string().max(20_000).nullable(),
      keepMonths: z.int().min(1).max(60),
      insideCount: z.int().min(0),
      spaces: listOf(
        z.strictObject({
          spaceId: idField<'Space'>(),
          name: textField,
          planName: textField,
          planKind: z.enum(['paid', 'volunteer']),
          hourCents: centsFromZeroField,
          dayCents: centsFromZeroField.nullable(),
          places: z.int().min(1),
          insideCount: z.int().min(0),
          picture: textField.nullable(),
        }),
      ),
      /** Of the next tap; null: asked after it when there are several. */
      chosenSpaceId: idField<'Space'>().nullable(),
      /** Of those who agreed (RULES B8). */
      names: listOf(z.string().max(60)),
    })
    .nullable(),
  activity: activitySchema,
  tray: traySchema.nullable(),
});
export type ScreenState = z.infer<typeof screenStateSchema>;
export type BasketShown = ScreenState['basket'];

/** What the station sends over the screen's WebSocket. `hello` comes first. `reply` answers a question. */
export const stationMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hello'), protocol: z.int(), version: textField }),
  z.strictObject({ kind: z.literal('state'), state: screenStateSchema }),
  z.strictObject({ kind: z.literal('catalogue'), catalogue: catalogueShownSchema }),
  /** The only thing that a customer's screen is ever sent. */
  z.strictObject({ kind: z.literal('customer'), customer: customerStateSchema }),
  /** The answer to an intention; its effect is in the states. */
  z.strictObject({
    kind: z.literal('answer'),
    intentionId: idField<'Intention'>(),
    refusal: refusalField.nullable(),
  }),
  z.strictObject({
    kind: z.literal('reply'),
    questionId: idField<'Question'>(),
    reply: replySchema,
  }),
]);
export type StationMessage = z.infer<typeof stationMessageSchema>;

/** Number of the screen-station protocol; the two ship together. */
export const SCREEN_PROTOCOL = 2;

/** Where the screen connects: the kiosk key of the address (`/?key=`) becomes a cookie first. */
export const SCREEN_PATH = '/screen';
