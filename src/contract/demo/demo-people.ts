import { z } from 'zod';
import { idField, listOf } from '../fields.ts';
import { nameField, emailField, bothLanguagesField, DAYS_MAX } from './demo-fields.ts';

/** What one wallet holds of one asset, written to the ledger as one credit from the asset's issuing account. */
const balanceSchema = z.strictObject({
  assetId: idField<'Asset'>(),
  /** Cents for `global`, `local`, `gift`; minutes for `time`; whole points for `points`. */
  amount: z.int().min(1).max(1_000_000),
  creditedDaysAgo: z.int().min(0).max(DAYS_MAX),
});

const walletSchema = z.strictObject({ id: idField<'Wallet'>(), balances: listOf(balanceSchema) });

/** people.json: a list. A person's wallet is the one of all their linked Passes (RULES C4). */
export const demoPersonSchema = z.strictObject({
  id: idField<'Person'>(),
  firstName: nameField,
  lastName: nameField,
  email: emailField,
  language: z.enum(['fr', 'en']),
  /** `large` for people who read with difficulty. */
  textSize: z.enum(['normal', 'large']),
  wallet: walletSchema,
});

/** What the demo's tray writes on a Pass, on the kiosk. */
const traySchema = z.strictObject({ label: bothLanguagesField, hint: bothLanguagesField });

const uidField = z.string().regex(/^([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/);
const cardNumberField = z.string().regex(/^[0-9A-F]{8}$/);
const qrField = z.uuid();

/** cards.json: a list. Who holds the money is `personId` or `wallet`, never both. */
export const demoCardSchema = z.strictObject({
  id: idField<'Card'>(),
  /** Printed on the Pass: the first 8 characters of its QR, in capitals. */
  number: cardNumberField,
  /** The QR reads `<site>/qr/<qrUuid>`. */
  qrUuid: qrField,
  /** What its chip answers. */
  uid: uidField,
  /** False: from a batch file, so the cloud knows only the first 4 bytes and learns the rest (RULES C1). */
  isUidKnown: z.boolean(),
  /** The collective that handed it over. */
  collectiveId: idField<'Collective'>(),
  state: z.enum(['blank', 'anonymous', 'linked', 'lost', 'retired']),
  /** The holder, whose wallet it spends: always when `linked`; when `lost`, if it was linked before. */
  personId: idField<'Person'>().nullable(),
  /** The Pass's own wallet: always when `anonymous`; when `lost`, if nobody had linked it. */
  wallet: walletSchema.nullable(),
  /** 0 to 3: picks the offline limit. */
  trustLevel: z.int().min(0).max(3),
  tray: traySchema,
});

/** staff.json: a list. The staff Pass is a card of its own beside the 12 of the public: blank, without money. */
export const demoStaffSchema = z.strictObject({
  id: idField<'Staff'>(),
  collectiveId: idField<'Collective'>(),
  name: nameField,
  right: z.enum(['manager', 'cashier']),
  /** In clear because it is a demo; stored hashed like any other. */
  pin: z.string().regex(/^\d{6}$/),
  /** Null: signs in by PIN only. */
  card: z
    .strictObject({
      id: idField<'Card'>(),
      number: cardNumberField,
      qrUuid: qrField,
      uid: uidField,
      tray: traySchema,
    })
    .nullable(),
});
