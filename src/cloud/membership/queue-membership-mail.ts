import type { Instant } from '../../shared/time.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { Mail } from '../http/deps.ts';
import { uuidOf } from '../ledger/account-id.ts';
import { queueMail } from '../mail/mail-store.ts';

/** Queues a mail once for each thing it tells; nobody without an address is written to. */
export async function queueMembershipMail(
  tx: WritableDb,
  told: string,
  mail: Mail,
  now: Instant,
): Promise<void> {
  if (mail.to === '') return;
  const id = uuidOf(`mail of membership: ${told}`);
  const known = await tx.query.selectFrom('mail').select('id').where('id', '=', id).execute();
  if (known.length === 0) await queueMail(tx, id, mail, now);
}
