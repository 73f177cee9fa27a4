import { z } from 'zod';
import { COUNT_MAX, centsFromZeroField, idField, listOf, textField } from '../fields.ts';

/**
 * What the screen may ask of the station (RULES T3): product ids, counts and sums handed over,
 * never a price, a right or a balance. Each carries an id made at the first touch: a second
 * touch sends the same id and counts once.
 */
const intention = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ id: idField<'Intention'>(), kind: z.literal(kind), ...shape });

export const intentionSchema = z.discriminatedUnion('kind', [
  /** The 8 digits made on the pages of gestion; only while the station is not paired. */
  intention('pair', { code: z.string().regex(/^\d{8}$/) }),
  intention('sign-in-with-pin', { pin: z.string().regex(/^\d{6}$/) }),
  intention('sign-out', {}),
  /** Closes a full-screen kiosk: a manager's PIN. Without a window it is refused. */
  intention('leave-kiosk', { pin: z.string().regex(/^\d{6}$/) }),
  intention('choose-point-of-sale', { pointOfSaleId: textField }),
  intention('add-product', {
    productId: idField<'Product'>(),
    choiceIds: listOf(textField),
    count: z.int().min(1).max(COUNT_MAX),
  }),
  /** A count of 0 takes the line out. */
  intention('set-line-count', { lineId: idField<'Line'>(), count: z.int().min(0).max(COUNT_MAX) }),
  intention('discard-basket', {}),
  /** Pays the whole basket in cash. `givenCents` is what the person handed over. */
  intention('pay-cash', { basketRevision: z.int(), givenCents: centsFromZeroField }),
  /** After a short Pass: the Pass pays what it has, cash pays the rest. */
  intention('pay-rest-in-cash', { basketRevision: z.int(), givenCents: centsFromZeroField }),
  /** Leaves `pass-short` or a result and goes back to the basket. */
  intention('dismiss', {}),
  /** What a keyboard reader typed, ended by Enter. */
  intention('wedge-typed', { text: z.string().max(64) }),
  intention('set-preferences', {
    language: z.enum(['fr', 'en']),
    theme: z.enum(['auto', 'dark', 'light']),
    sound: z.boolean(),
  }),
  /** Demo only. */
  intention('tray-put-down', { uid: z.string().max(20) }),
  intention('tray-take-away', { uid: z.string().max(20) }),
  /** Demo only: cuts or restores the real connection between this station and the cloud. */
  intention('demo-cut-network', { cut: z.boolean() }),
]);

export type Intention = z.infer<typeof intentionSchema>;
export type IntentionKind = Intention['kind'];

/** Largest message a screen may send, in bytes. */
export const INTENTION_BYTES_MAX = 16_384;
