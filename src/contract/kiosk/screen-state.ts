import { z } from 'zod';
import { PRODUCT_KINDS } from '../product-kinds.ts';
import { customerStateSchema } from './customer-state.ts';
import { lineDetailField } from '../sync/sale-bodies.ts';
import { refusalField } from './refusals.ts';
import { replySchema } from './questions.ts';
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

export const assetKindField = z.enum(['global', 'local', 'gift', 'time', 'points']);
const meansShownField = z.enum(['pass', 'cash', 'bank-card', 'cheque', 'offered']);
const operationIdField = idField<'Operation'>();

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
  /** The office changed the product while it was in the basket; the price shown is kept until paid. */
  notice: z.enum(['price-changed', 'withdrawn']).nullable(),
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

const holdingSchema = z.strictObject({
  assetId: idField<'Asset'>(),
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
  z.strictObject({ means: z.literal('bank-card'), cents: centsField }),
  z.strictObject({ means: z.literal('cheque'), cents: centsField }),
  z.strictObject({ means: z.literal('offered'), cents: centsField, reason: textField }),
]);

export type PaymentShown = z.infer<typeof paymentShownSchema>;

export const resultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sale-done'),
    /** The sale, to show, print or cancel it from here. */
    operationId: operationIdField,
    number: z.int().min(1),
    totalCents: centsField,
    payments: listOf(paymentShownSchema),
    /** Tickets to hand over, each as the text of its QR. */
    ticketCount: z.int().min(0),
    /** What the sale brought on the Pass by the loyalty rule; empty when nothing. */
    loyaltyText: z.string().max(120),
  }),
  z.strictObject({
    kind: z.literal('top-up-done'),
    operationId: operationIdField,
    cardNumber: textField,
    cents: centsField,
    beforeCents: centsField,
    afterCents: centsField,
    /** For cash; otherwise 0. */
    changeCents: centsFromZeroField,
  }),
  /** The drawer pays this out now. */
  z.strictObject({
    kind: z.literal('pass-emptied'),
    operationId: operationIdField,
    cardNumber: textField,
    cashCents: centsFromZeroField,
    cancelled: listOf(
      z.strictObject({ assetName: textField, kind: assetKindField, cents: centsField }),
    ),
  }),
  z.strictObject({
    kind: z.literal('gift-given'),
    cardNumber: textField,
    assetName: textField,
    cents: centsField,
    afterCents: centsField,
  }),
  z.strictObject({ kind: z.literal('card-declared-lost'), cardNumber: textField }),
  z.strictObject({
    kind: z.literal('card-replaced'),
    fromNumber: textField,
    toNumber: textField,
    movedCents: centsFromZeroField,
  }),
  /** What the person gets back, and how. */
  z.strictObject({
    kind: z.literal('sale-cancelled'),
    operationId: operationIdField,
    saleNumber: z.int().min(1),
    totalCents: centsField,
    refunds: listOf(z.strictObject({ means: meansShownField, cents: centsField })),
  }),
  z.strictObject({
    kind: z.literal('means-changed'),
    saleNumber: z.int().min(1),
    from: meansShownField,
    to: meansShownField,
    cents: centsField,
  }),
  z.strictObject({ kind: z.literal('basket-parked'), name: z.string().max(60) }),
  z.strictObject({ kind: z.literal('order-sent'), number: z.int().min(1), count: z.int().min(1) }),
  z.strictObject({
    kind: z.literal('day-closed'),
    operationId: operationIdField,
    number: z.int().min(1),
    day: dayField,
    turnoverCents: centsField,
    differenceCents: centsField.nullable(),
    /** The day before had been left open and was closed by itself. */
    isAutomatic: z.boolean(),
  }),
  /** A short word that something small was done: `done.<what>` in the catalogue. */
  z.strictObject({
    kind: z.literal('done'),
    what: z.enum([
      'drawer-opened',
      'cash-moved',
      'stock-moved',
      'receipt-printing',
      'receipt-mailed',
      'report-printing',
      'training-on',
      'training-off',
      'printers-set',
      'staff-changed',
    ]),
  }),
  /** A file was written on this machine. */
  z.strictObject({ kind: z.literal('day-exported'), day: dayField, path: textField }),
  z.strictObject({
    kind: z.literal('admitted'),
    holderName: z.string().max(120),
    priceName: textField,
    eventName: textField,
    insideCount: z.int().min(0),
    /** Checked without the network: another door may have let the same ticket in. */
    isOffline: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('admitted-before'),
    holderName: z.string().max(120),
    at: instantField,
    stationName: textField,
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
    /** The Pass gives what it has and the rest is paid otherwise; false when it has nothing. */
    canKeep: z.boolean(),
    /** False when this is already the second Pass (RULES M4). */
    canUseSecondPass: z.boolean(),
  }),
  /** A Pass lies open on the counter, with all that can be done with it; no time limit. */
  z.strictObject({
    kind: z.literal('pass-desk'),
    cardId: idField<'Card'>(),
    cardNumber: textField,
    cardState: z.enum(['blank', 'anonymous', 'linked', 'lost', 'retired']),
    isOnReader: z.boolean(),
    /** False: a Pass from outside the village; it can be neither spent nor topped up here. */
    isOfVillage: z.boolean(),
    holdings: listOf(holdingSchema),
    spendableCents: centsFromZeroField,
    debtCents: centsFromZeroField,
    /** What emptying it would pay out; null without network. */
    refundableCents: centsFromZeroField.nullable(),
    memberships: listOf(z.strictObject({ name: textField, endsOn: dayField.nullable() })),
    tickets: listOf(
      z.strictObject({
        ticketId: idField<'Ticket'>(),
        eventName: textField,
        startsAt: instantField,
        isAdmitted: z.boolean(),
      }),
    ),
    loyalty: z
      .strictObject({
        kind: z.enum(['points', 'nth-free']),
        /** Reached, and needed, in cents or in products. */
        progress: z.int().min(0),
        goal: z.int().min(1),
        label: textField,
      })
      .nullable(),
    history: z
      .array(
        z.strictObject({
          at: instantField,
          kind: z.enum(['sale', 'top-up', 'gift', 'refund', 'correction', 'other']),
          cents: centsField,
        }),
      )
      .max(20),
    /** SVG of the QR that links it, as a data address; null when it is linked or unknown. */
    linkQr: z.string().max(20_000).nullable(),
    otherCards: z.int().min(0),
    /** When these figures were known: now with the network, earlier without. */
    knownAt: instantField,
    tapSeenAtMs: z.number().nullable(),
  }),
  /** This needs a manager: their Pass or PIN, for this once. */
  z.strictObject({
    kind: z.literal('approval'),
    action: z.enum([
      'set-discount',
      'pay-offered',
      'cancel-sale',
      'change-means',
      'give-gift',
      'replace-pass',
      'open-drawer',
      'move-cash',
      'close-day',
      'set-training',
      'set-printers',
      'discard-parked',
      'move-stock',
    ]),
    /** What a sum is at stake, to be read aloud; null when none. */
    cents: centsField.nullable(),
    pinBlockedUntilAt: instantField.nullable(),
    pinTriesLeft: z.int().min(0).max(5),
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
  tables: listOf(
    z.strictObject({
      id: textField,
      name: z.string().max(20),
      room: z.string().max(40),
      seats: z.int(),
      shape: z.enum(['round', 'square']),
      x: z.int(),
      y: z.int(),
      width: z.int(),
      height: z.int(),
    }),
  ),
  /** Moneys that a Pass can be given here: `local` to top up, `gift` to offer. */
  assets: listOf(
    z.strictObject({ id: idField<'Asset'>(), name: textField, kind: z.enum(['local', 'gift']) }),
  ),
  events: listOf(
    z.strictObject({
      id: idField<'Event'>(),
      name: textField,
      startsAt: instantField,
      endsAt: instantField,
      asksNames: z.boolean(),
      /** Null: as many as come. */
      placesLeft: z.int().min(0).nullable(),
      prices: listOf(
        z.strictObject({
          id: textField,
          name: textField,
          kind: z.enum(['fixed', 'free', 'open', 'member']),
          priceCents: centsFromZeroField,
          priceMinCents: centsFromZeroField.nullable(),
          placesLeft: z.int().min(0).nullable(),
        }),
      ),
    }),
  ),
  offers: listOf(
    z.strictObject({
      id: textField,
      name: textField,
      description: z.string().max(2_000),
      prices: listOf(
        z.strictObject({
          id: textField,
          name: textField,
          kind: z.enum(['fixed', 'reduced', 'free']),
          priceCents: centsFromZeroField,
          priceMinCents: centsFromZeroField.nullable(),
        }),
      ),
    }),
  ),
  categories: listOf(
    z.strictObject({
      id: textField,
      name: textField,
      colour: textField.nullable(),
      picture: textField.nullable(),
    }),
  ),
  products: z
    .array(
      z.strictObject({
        id: idField<'Product'>(),
        categoryId: textField,
        kind: z.enum(PRODUCT_KINDS),
        name: textField,
        /** Of one piece, kilogram, litre or hour; proposed for `open-price`. */
        priceCents: centsField,
        priceMinCents: centsFromZeroField.nullable(),
        unit: z.enum(['piece', 'kilogram', 'litre', 'hour']),
        assetId: idField<'Asset'>().nullable(),
        eventId: idField<'Event'>().nullable(),
        eventPriceId: textField.nullable(),
        offerId: textField.nullable(),
        offerPriceId: textField.nullable(),
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
