import type { PersonId } from '../../shared/ids.ts';
import type { Language } from '../../shared/i18n.ts';
import type { WritableDb } from '../db/open-database.ts';
import { findWalletOfPerson } from '../ledger/wallets.ts';
import type { Look } from '../site/look.ts';

/** How a person wants pages to look, on every device where they are signed in. */
export async function changeLook(
  tx: WritableDb,
  personId: PersonId,
  { textSize, contrast }: Look,
): Promise<void> {
  await tx.query
    .updateTable('person')
    .set({ text_size: textSize, contrast })
    .where('id', '=', personId)
    .execute();
}

/** What somebody chose before they signed in goes with them, unless they had chosen something else. */
export async function keepLook(
  tx: WritableDb,
  personId: PersonId,
  { textSize, contrast }: Look,
): Promise<void> {
  if (textSize === 'normal' && contrast === 'normal') return;
  await tx.query
    .updateTable('person')
    .set({ text_size: textSize, contrast })
    .where('id', '=', personId)
    .where('text_size', '=', 'normal')
    .where('contrast', '=', 'normal')
    .execute();
}

/** The language of their mails, and of pages where nothing else was chosen. */
export async function changeLanguage(
  tx: WritableDb,
  personId: PersonId,
  language: Language,
): Promise<void> {
  await tx.query.updateTable('person').set({ language }).where('id', '=', personId).execute();
}

/** Their name, as tills, doors and bookings show it. */
export async function changeName(tx: WritableDb, personId: PersonId, name: string): Promise<void> {
  await tx.query.updateTable('person').set({ name }).where('id', '=', personId).execute();
  // Badge stations greet by name.
  const walletId = await findWalletOfPerson(tx, personId);
  if (walletId !== undefined) tx.changed('badge-account', walletId, null);
}
