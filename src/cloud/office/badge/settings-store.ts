import { randomBytes } from 'node:crypto';
import type { CollectiveId } from '../../../shared/ids.ts';
import type { ReadableDb, WritableDb } from '../../db/open-database.ts';

export type BadgeSettings = {
  readonly welcome: string;
  readonly allowsGuests: boolean;
  readonly allowsSite: boolean;
  readonly keepMonths: number;
  readonly invoiceText: string;
};

const DOOR_SECRET_BYTES = 16;
const DEFAULT_SETTINGS: BadgeSettings = {
  welcome: '',
  allowsGuests: true,
  allowsSite: false,
  keepMonths: 3,
  invoiceText: '',
};

/** How the collective badges; `doorSecret` null until it has been saved once. */
export async function readBadgeSettings(
  db: ReadableDb,
  collectiveId: CollectiveId,
): Promise<BadgeSettings & { readonly doorSecret: string | null }> {
  const row = await db.query
    .selectFrom('badge_settings')
    .selectAll()
    .where('collective_id', '=', collectiveId)
    .executeTakeFirst();
  if (row === undefined) return { ...DEFAULT_SETTINGS, doorSecret: null };
  return {
    welcome: row.welcome,
    allowsGuests: row.allows_guests === 1,
    allowsSite: row.allows_site === 1,
    keepMonths: row.keep_months,
    invoiceText: row.invoice_text,
    doorSecret: row.door_secret,
  };
}

export async function saveBadgeSettings(
  tx: WritableDb,
  collectiveId: CollectiveId,
  settings: BadgeSettings,
): Promise<void> {
  const values = columnsOf(settings);
  await tx.query
    .insertInto('badge_settings')
    .values({ collective_id: collectiveId, door_secret: makeDoorSecret(), ...values })
    .onConflict((conflict) => conflict.column('collective_id').doUpdateSet(values))
    .execute();
  tx.changed('settings', collectiveId, collectiveId);
}

const columnsOf = (settings: BadgeSettings) => ({
  welcome: settings.welcome,
  allows_guests: settings.allowsGuests ? (1 as const) : (0 as const),
  allows_site: settings.allowsSite ? (1 as const) : (0 as const),
  keep_months: settings.keepMonths,
  invoice_text: settings.invoiceText,
});

/** A collective badges once it has settings: its first space gives it the usual ones. */
export async function ensureBadgeSettings(
  tx: WritableDb,
  collectiveId: CollectiveId,
): Promise<void> {
  await tx.query
    .insertInto('badge_settings')
    .values({
      collective_id: collectiveId,
      door_secret: makeDoorSecret(),
      ...columnsOf(DEFAULT_SETTINGS),
    })
    .onConflict((conflict) => conflict.column('collective_id').doNothing())
    .execute();
}

/** A new address for the QR at the door: who photographed the old one can no longer use it. */
export async function renewDoor(tx: WritableDb, collectiveId: CollectiveId): Promise<void> {
  await tx.query
    .updateTable('badge_settings')
    .set({ door_secret: makeDoorSecret() })
    .where('collective_id', '=', collectiveId)
    .execute();
  tx.changed('settings', collectiveId, collectiveId);
}

const makeDoorSecret = (): string => randomBytes(DOOR_SECRET_BYTES).toString('hex');
