import { z } from 'zod';
import { dayTotalsField } from '../sync/till-bodies.ts';
import { lineDetailField } from '../sync/sale-bodies.ts';
import { peopleFindAnswerSchema } from '../sync/questions.ts';
import { centsField, dayField, idField, instantField, listOf, textField } from '../fields.ts';
import { priceStepField } from './results.ts';
import { refusalField } from './refusals.ts';

/**
 * What a screen may ask to read: lists that would be too long for each state. A question changes
 * nothing; a newer one of the same kind makes an older answer stale.
 */
const question = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape });

const pageField = z.int().min(0).max(10_000);
/** Rows of one page of a list. */
export const PAGE_ROWS = 20;

export const questionSchema = z.discriminatedUnion('kind', [
  /** Sales of a day, newest first; a text looks for a number or an amount. */
  question('sales', { day: dayField, page: pageField, text: z.string().max(40) }),
  question('sale', { saleId: idField<'Sale'>() }),
  /** What the receipt of an operation looks like. */
  question('receipt', { operationId: idField<'Operation'>() }),
  question('x-report', {}),
  question('closings', { page: pageField }),
  /** People who take part here, by their Pass or a text; needs the network. */
  question('people', { cardId: idField<'Card'>().nullable(), text: z.string().max(254) }),
  /** When a room is taken on a day. */
  question('room', { productId: idField<'Product'>(), day: dayField }),
  question('stock', {}),
  /** Tickets of an event by name. */
  question('tickets', { eventId: idField<'Event'>(), text: z.string().max(60), page: pageField }),
  /** QR codes of the tickets of a sale, to show or to photograph. */
  question('sale-tickets', { saleId: idField<'Sale'>() }),
  question('printers', {}),
  /** Staff: who is in now (`day` null), or all stays of a day. */
  question('presences', { day: dayField.nullable() }),
  /** Staff: stays that nobody has paid; of one Pass, or of a name. */
  question('dues', { cardId: idField<'Card'>().nullable(), text: z.string().max(60) }),
  /** At the badge station, by somebody without a Pass who goes out. */
  question('guests', {}),
]);
export type Question = z.infer<typeof questionSchema>;
export type QuestionKind = Question['kind'];
export type QuestionOf<Kind extends QuestionKind> = Extract<Question, { readonly kind: Kind }>;

/** What a screen sends to ask; intentions have no `ask`. */
export const askSchema = z.strictObject({
  kind: z.literal('ask'),
  id: idField<'Question'>(),
  question: questionSchema,
});
export type Ask = z.infer<typeof askSchema>;

const meansField = z.enum(['pass', 'cash', 'bank-card', 'cheque', 'offered']);

const saleRowField = z.strictObject({
  saleId: idField<'Sale'>(),
  number: z.int().min(1),
  at: instantField,
  staffName: textField,
  totalCents: centsField,
  means: listOf(meansField),
  /** A short list of what was sold. */
  summary: textField,
  /** How much of it was taken back. */
  correctedCents: centsField,
  isTraining: z.boolean(),
});

const saleShownField = z.strictObject({
  ...saleRowField.shape,
  basketName: z.string().max(60),
  lines: listOf(
    z.strictObject({
      lineId: idField<'Line'>(),
      label: textField,
      optionLabels: listOf(textField),
      count: z.int().min(1),
      /** Still to be taken back. */
      leftCount: z.int().min(0),
      totalCents: centsField,
      detail: lineDetailField,
    }),
  ),
  payments: listOf(
    z.strictObject({
      payment: z.int().min(0),
      means: meansField,
      cents: centsField,
      cardNumber: textField,
      /** After a change of means: what it is now. */
      changeableTo: listOf(z.enum(['cash', 'bank-card', 'cheque'])),
    }),
  ),
  corrections: listOf(
    z.strictObject({
      operationId: idField<'Operation'>(),
      at: instantField,
      staffName: textField,
      approvedByName: textField.nullable(),
      reason: textField,
      cents: centsField,
    }),
  ),
  /** Why this cashier may not cancel it alone; null when they may. */
  cancelNeeds: z.enum(['manager', 'nothing-left']).nullable(),
});

const presenceRowField = z.strictObject({
  presenceId: idField<'Presence'>(),
  /** Empty: only the number of the Pass is known. */
  name: z.string().max(60),
  cardNumber: textField,
  isGuest: z.boolean(),
  spaceName: textField,
  day: dayField,
  inAt: instantField.nullable(),
  outAt: instantField.nullable(),
  state: z.enum(['open', 'closed', 'automatic', 'no-in', 'removed']),
  stayedMinutes: z.int().min(0),
  /** Up to now while it is open. */
  cents: centsField,
  dueCents: centsField,
  why: listOf(priceStepField),
});

export const replySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('presences'),
    rows: listOf(presenceRowField),
    /** Other doors were heard last then: now with the network. */
    knownAt: instantField,
  }),
  z.strictObject({ kind: z.literal('dues'), rows: listOf(presenceRowField) }),
  z.strictObject({
    kind: z.literal('guests'),
    rows: listOf(
      z.strictObject({
        presenceId: idField<'Presence'>(),
        name: z.string().max(60),
        spaceName: textField,
        inAt: instantField,
      }),
    ),
  }),
  z.strictObject({ kind: z.literal('refused'), reason: refusalField }),
  z.strictObject({
    kind: z.literal('sales'),
    days: listOf(dayField),
    rows: listOf(saleRowField),
    hasMore: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('sale'), sale: saleShownField }),
  z.strictObject({
    kind: z.literal('receipt'),
    /** A whole SVG picture of the paper. */
    svg: z.string().max(500_000),
    /** Where the person can see it on their phone, as a QR picture; null before it was sent. */
    qr: z.string().max(20_000).nullable(),
    copies: z.int().min(0),
  }),
  z.strictObject({
    kind: z.literal('x-report'),
    day: dayField,
    totals: dayTotalsField,
    /** Names for the ids in the totals. */
    categoryNames: z.record(z.string(), textField),
    pointOfSaleNames: z.record(z.string(), textField),
    unpaid: listOf(z.strictObject({ name: z.string().max(60), totalCents: centsField })),
    svg: z.string().max(500_000),
  }),
  z.strictObject({
    kind: z.literal('closings'),
    rows: listOf(
      z.strictObject({
        operationId: idField<'Operation'>(),
        number: z.int().min(1),
        day: dayField,
        at: instantField,
        staffName: textField.nullable(),
        turnoverCents: centsField,
        differenceCents: centsField.nullable(),
      }),
    ),
    hasMore: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('people'), ...peopleFindAnswerSchema.shape }),
  z.strictObject({
    kind: z.literal('room'),
    taken: listOf(z.strictObject({ startsAt: instantField, endsAt: instantField })),
  }),
  z.strictObject({
    kind: z.literal('stock'),
    rows: z
      .array(
        z.strictObject({
          productId: idField<'Product'>(),
          name: textField,
          unit: z.enum(['piece', 'kilogram', 'litre', 'hour']),
          amount: z.int(),
          level: z.enum(['enough', 'low', 'out']),
          alertLevel: z.int().min(0),
          allowsBelowZero: z.boolean(),
        }),
      )
      .max(5_000),
  }),
  z.strictObject({
    kind: z.literal('tickets'),
    rows: listOf(
      z.strictObject({
        ticketId: idField<'Ticket'>(),
        holderName: z.string().max(120),
        priceName: textField,
        state: z.enum(['valid', 'cancelled']),
        admitted: z.strictObject({ at: instantField, stationName: textField }).nullable(),
      }),
    ),
    hasMore: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('sale-tickets'),
    tickets: listOf(
      z.strictObject({
        ticketId: idField<'Ticket'>(),
        eventName: textField,
        holderName: z.string().max(120),
        priceName: textField,
        qr: z.string().max(20_000),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('printers'),
    printers: listOf(
      z.strictObject({
        role: z.enum(['receipt', 'kitchen', 'bar']),
        kind: z.enum(['none', 'network', 'device']),
        host: textField,
        port: z.int().min(0).max(65_535),
        path: textField,
        columns: z.union([z.literal(32), z.literal(42), z.literal(48)]),
      }),
    ),
  }),
]);
export type Reply = z.infer<typeof replySchema>;
export type ReplyOf<Kind extends Reply['kind']> = Extract<Reply, { readonly kind: Kind }>;
