import { z } from 'zod';
import { printerSettingsSchema } from '../config/printers.ts';
import {
  COUNT_MAX,
  centsField,
  centsFromZeroField,
  dayField,
  idField,
  instantField,
  listOf,
  positiveCentsField,
  textField,
} from '../fields.ts';

/**
 * What the screen may ask of the station (RULES T3): product ids, counts and sums handed over,
 * never a price, a right or a balance. Each carries an id made at the first touch: a second
 * touch sends the same id and counts once. One that needs a manager (RULES T10, T12) is kept by
 * the station, which asks for a manager's Pass or PIN and then carries it out.
 */
const intention = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ id: idField<'Intention'>(), kind: z.literal(kind), ...shape });

const pinField = z.string().regex(/^\d{6}$/);
const reasonField = z.string().trim().min(1).max(200);
const nameField = z.string().trim().min(1).max(60);
/** The basket that the cashier saw: nobody pays for another one. */
const seen = { basketRevision: z.int() } as const;
/** Null: all that is still due; otherwise a part of it. */
const partField = positiveCentsField.nullable();
const linesField = z
  .array(z.strictObject({ lineId: idField<'Line'>(), count: z.int().min(1).max(COUNT_MAX) }))
  .min(1)
  .max(200);

/** What a product of another kind than `piece` also needs (RULES T1). */
export const productExtraSchema = z.discriminatedUnion('kind', [
  /** Grams or millilitres. */
  z.strictObject({ kind: z.literal('measure'), amount: z.int().min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('open-price'), cents: positiveCentsField }),
  z.strictObject({ kind: z.literal('room'), startsAt: instantField, endsAt: instantField }),
  z.strictObject({
    kind: z.literal('ticket'),
    /** Null: the product's own price. */
    priceId: textField.nullable(),
    /** For an open price; otherwise null. */
    cents: centsFromZeroField.nullable(),
    names: listOf(z.string().trim().max(120)),
    email: z.string().max(254).nullable(),
    /** The Pass on the reader carries them. */
    isOnPass: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('membership'),
    priceId: textField.nullable(),
    cents: centsFromZeroField.nullable(),
    personId: idField<'Person'>().nullable(),
    name: z.string().trim().max(120),
    email: z.string().trim().max(254),
    cardId: idField<'Card'>().nullable(),
  }),
  z.strictObject({ kind: z.literal('deposit'), direction: z.enum(['taken', 'returned']) }),
]);
export type ProductExtra = z.infer<typeof productExtraSchema>;

const SESSION = [
  /** The 8 digits made on the pages of gestion; only while the station is not paired. */
  intention('pair', { code: z.string().regex(/^\d{8}$/) }),
  intention('sign-in-with-pin', { pin: pinField }),
  intention('sign-out', {}),
  /** Closes a full-screen kiosk: a manager's PIN. Without a window it is refused. */
  intention('leave-kiosk', { pin: pinField }),
  /** A manager agrees to the action that waits (see `approval`); a manager's Pass does the same. */
  intention('approve-with-pin', { pin: pinField }),
  intention('choose-point-of-sale', { pointOfSaleId: textField }),
  /** Leaves a result, a Pass, a question for a manager, and goes back to the basket. */
  intention('dismiss', {}),
  /** What a keyboard reader or a QR scanner typed, ended by Enter; or what the camera read. */
  intention('wedge-typed', { text: z.string().max(500) }),
  intention('set-preferences', {
    language: z.enum(['fr', 'en']),
    theme: z.enum(['auto', 'dark', 'light']),
    sound: z.boolean(),
    /** The side on which the basket lies. */
    hand: z.enum(['right', 'left']),
  }),
] as const;

const BASKET = [
  intention('add-product', {
    productId: idField<'Product'>(),
    choiceIds: listOf(textField),
    count: z.int().min(1).max(1_000_000),
    extra: productExtraSchema.nullable(),
  }),
  /** A count of 0 takes the line out. */
  intention('set-line-count', { lineId: idField<'Line'>(), count: z.int().min(0).max(1_000_000) }),
  intention('discard-basket', {}),
  /** On one line, or on the whole basket when `lineId` is null (manager, reason). */
  intention('set-discount', {
    lineId: idField<'Line'>().nullable(),
    discount: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('percent'), rateBp: z.int().min(1).max(10_000) }),
        z.strictObject({ kind: z.literal('amount'), cents: positiveCentsField }),
      ])
      /** Null takes it back. */
      .nullable(),
    reason: z.string().trim().max(200),
  }),
] as const;

const PAYING = [
  /** `givenCents` is what the person handed over. */
  intention('pay-cash', { ...seen, partCents: partField, givenCents: centsFromZeroField }),
  /** The external terminal said yes; the cashier confirms it. */
  intention('pay-bank-card', { ...seen, partCents: partField }),
  intention('pay-cheque', { ...seen, partCents: partField }),
  /** The house pays (manager, reason). */
  intention('pay-offered', { ...seen, partCents: partField, reason: reasonField }),
  /** The next Pass pays only this part; null: all that is due, as always. */
  intention('arm-pass', { ...seen, partCents: partField }),
  /** After a short Pass: it gives what it has, the rest is asked otherwise (RULES M4). */
  intention('keep-short-pass', seen),
  intention('withdraw-pledge', { ...seen, pledgeId: idField<'Pledge'>() }),
] as const;

const PASS = [
  /** The Pass must be on the reader (RULES T5). */
  intention('top-up', {
    cardId: idField<'Card'>(),
    assetId: idField<'Asset'>(),
    cents: positiveCentsField,
    means: z.enum(['cash', 'bank-card', 'cheque']),
    /** For cash; otherwise null. */
    givenCents: centsFromZeroField.nullable(),
  }),
  intention('empty-pass', { cardId: idField<'Card'>(), isHandedBack: z.boolean() }),
  intention('give-gift', {
    cardId: idField<'Card'>(),
    assetId: idField<'Asset'>(),
    cents: positiveCentsField,
    reason: reasonField,
  }),
  /** By its printed number: the Pass itself is not there. */
  intention('declare-lost', { cardNumber: z.string().trim().min(8).max(8) }),
  /** The new Pass is the one on the reader. */
  intention('replace-pass', { fromNumber: z.string().trim().min(8).max(8) }),
] as const;

const TABLES = [
  /** Puts the open basket aside, or moves it when it was aside already. */
  intention('park-basket', { name: nameField, tableId: textField.nullable() }),
  intention('open-basket', { basketId: idField<'Basket'>() }),
  intention('move-basket', {
    basketId: idField<'Basket'>(),
    name: nameField,
    tableId: textField.nullable(),
  }),
  intention('merge-baskets', {
    fromBasketId: idField<'Basket'>(),
    intoBasketId: idField<'Basket'>(),
  }),
  /** These lines of the open basket are to be paid apart; the rest is put aside under its name. */
  intention('split-basket', { lines: linesField }),
  intention('discard-parked', { basketId: idField<'Basket'>() }),
  /** What was not sent yet goes to kitchen and bar. */
  intention('send-order', {}),
  intention('order-done', { orderId: idField<'Order'>(), place: z.enum(['kitchen', 'bar']) }),
] as const;

const CORRECTIONS = [
  /** All that is left of the sale, or some of its lines. */
  intention('cancel-sale', {
    saleId: idField<'Sale'>(),
    lines: linesField.nullable(),
    reason: z.string().trim().max(200),
  }),
  intention('change-means', {
    saleId: idField<'Sale'>(),
    payment: z.int().min(0).max(40),
    to: z.enum(['cash', 'bank-card', 'cheque']),
    reason: z.string().trim().max(200),
  }),
  intention('print-receipt', { operationId: idField<'Operation'>() }),
  intention('mail-receipt', {
    operationId: idField<'Operation'>(),
    email: z.string().trim().max(254),
  }),
] as const;

const DAY = [
  intention('open-drawer', { reason: reasonField }),
  intention('move-cash', { cents: centsField, reason: reasonField }),
  /** Null: not counted. */
  intention('close-day', { countedCents: centsFromZeroField.nullable() }),
  intention('print-x-report', {}),
  /** Writes the CSV of a day beside the journal and says where. */
  intention('export-day', { day: dayField }),
  intention('set-training', { on: z.boolean() }),
  intention('set-printers', { printers: printerSettingsSchema }),
  intention('test-printer', { role: z.enum(['receipt', 'kitchen', 'bar']) }),
  intention('cancel-prints', { role: z.enum(['receipt', 'kitchen', 'bar']) }),
] as const;

const STOCK_AND_DOOR = [
  /** Thousandths of the unit. `adjustment` sets what was counted; the others add or take away. */
  intention('move-stock', {
    productId: idField<'Product'>(),
    move: z.enum(['delivery', 'adjustment', 'loss']),
    amount: z.int().min(0).max(1_000_000_000),
    reason: z.string().trim().max(200),
  }),
  /** The screen becomes the door of an event; null goes back to the till. */
  intention('open-door', { eventId: idField<'Event'>().nullable() }),
  intention('admit-ticket', { ticketId: idField<'Ticket'>() }),
] as const;

const minuteField = instantField.nullable();
const BADGE = [
  /** A station is a till or a badge station; a manager changes it. */
  intention('set-mode', { mode: z.enum(['till', 'badge']) }),
  /** The space of the next tap; or the answer when a Pass was put down first. Null: not chosen. */
  intention('choose-space', { spaceId: idField<'Space'>().nullable() }),
  /** Takes a tap back within a minute. */
  intention('undo-tap', { tapId: idField<'Tap'>() }),
  /** "I was leaving": a tap in becomes one out, or the other way round, within a minute. */
  intention('turn-tap', { tapId: idField<'Tap'>() }),
  /** Without a Pass: a day visitor, or the guest of the person whose Pass was put down just before. */
  intention('guest-in', {
    name: nameField,
    spaceId: idField<'Space'>(),
    hostCardId: idField<'Card'>().nullable(),
  }),
  intention('guest-out', { presenceId: idField<'Presence'>() }),
  /** Staff at a till: this person has left. What they owe is priced. */
  intention('presence-out', { presenceId: idField<'Presence'>() }),
  /** What these stays cost goes into the basket, to be paid by any means (RULES B7). */
  intention('add-dues', { presenceIds: z.array(idField<'Presence'>()).min(1).max(100) }),
  /** When they really came and left (RULES B2); null: as it is. */
  intention('correct-presence', {
    presenceId: idField<'Presence'>(),
    inAt: minuteField,
    outAt: minuteField,
    isRemoved: z.boolean(),
    reason: reasonField,
  }),
  /** The list of who is in, on paper, for a fire drill. */
  intention('print-presences', {}),
] as const;

const DEMO = [
  intention('tray-put-down', { uid: z.string().max(20) }),
  intention('tray-take-away', { uid: z.string().max(20) }),
  /** Demo only: cuts or restores the real connection between this station and the cloud. */
  intention('demo-cut-network', { cut: z.boolean() }),
] as const;

export const intentionSchema = z.discriminatedUnion('kind', [
  ...SESSION,
  ...BASKET,
  ...PAYING,
  ...PASS,
  ...TABLES,
  ...CORRECTIONS,
  ...DAY,
  ...STOCK_AND_DOOR,
  ...BADGE,
  ...DEMO,
]);

export type Intention = z.infer<typeof intentionSchema>;
export type IntentionKind = Intention['kind'];
export type IntentionOf<Kind extends IntentionKind> = Extract<Intention, { readonly kind: Kind }>;

/** Largest message a screen may send, in bytes. */
export const INTENTION_BYTES_MAX = 16_384;
