import { DEFAULT_LANGUAGE, isLanguage } from '../../shared/i18n.ts';
import type { Language } from '../../shared/i18n.ts';
import { parseEmail } from '../auth/email.ts';
import type { MailOrderTable } from '../db/goods-tables.ts';
import type { ReadableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps, Mail } from '../http/deps.ts';
import { queueMail } from '../mail/mail-store.ts';
import { readMailedTickets } from '../receipts/read-mailed-tickets.ts';
import { readPaper } from '../receipts/read-paper.ts';
import { receiptMail } from '../receipts/receipt-mail.ts';
import { ticketMail } from '../receipts/ticket-mail.ts';
import { receiptPath } from '../site/paths.ts';
import type { Job } from './job.ts';

/** How many in one turn. */
const ORDERS_MAX = 50;

/**
 * Writes the receipts and tickets that tills were asked to mail, and puts them in the queue. Two
 * instances at once write the same mail under the same id, which is stored once.
 */
export const writePapersJob: Job = {
  name: 'write-papers',
  everyMs: 2_000,
  isShared: false,
  run: async (deps) => {
    const waiting = await deps.db.query
      .selectFrom('mail_order')
      .selectAll()
      .where('written_at', 'is', null)
      .orderBy('asked_at')
      .orderBy('id')
      .limit(ORDERS_MAX)
      .execute();
    for (const order of waiting) await writePaper(deps, order);
  },
};

async function writePaper(deps: CloudDeps, order: MailOrderTable): Promise<void> {
  const mail = await makeMail(deps, order);
  const now = deps.clock();
  await writeTransaction(deps.db, async (tx) => {
    const written = await tx.query
      .updateTable('mail_order')
      .set({ written_at: now })
      .where('id', '=', order.id)
      .where('written_at', 'is', null)
      .executeTakeFirst();
    // Tickets that were taken back since need no mail.
    if (mail === null || written.numUpdatedRows === 0n) return;
    await queueMail(tx, order.id, mail, now);
  });
}

async function makeMail(deps: CloudDeps, order: MailOrderTable): Promise<Mail | null> {
  const { db, config, cloudKey } = deps;
  const to = order.to_address;
  const language = await readLanguage(db, to);
  const ref = { stationId: order.station_id, seq: order.seq };
  if (order.line_id !== null) {
    const tickets = await readMailedTickets(db, ref, order.line_id);
    return tickets === null ? null : ticketMail({ ...tickets, to, language }, cloudKey);
  }
  const paper = await readPaper(db, ref, language);
  if (paper === null) return null;
  const saleId = await readSaleId(db, ref);
  const pageUrl = saleId === null ? null : config.publicUrl + receiptPath(saleId);
  return receiptMail({ to, language, paper, pageUrl });
}

/** The language of who has this address here; French for somebody unknown. */
async function readLanguage(db: ReadableDb, address: string): Promise<Language> {
  const email = parseEmail(address);
  if (!email.ok) return DEFAULT_LANGUAGE;
  const row = await db.query
    .selectFrom('person')
    .select('language')
    .where('email', '=', email.value)
    .executeTakeFirst();
  return isLanguage(row?.language) ? row.language : DEFAULT_LANGUAGE;
}

async function readSaleId(
  db: ReadableDb,
  ref: { readonly stationId: string; readonly seq: number },
): Promise<string | null> {
  const row = await db.query
    .selectFrom('sale')
    .select('id')
    .where('station_id', '=', ref.stationId)
    .where('seq', '=', ref.seq)
    .executeTakeFirst();
  return row?.id ?? null;
}
