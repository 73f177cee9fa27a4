import { writeTransaction } from '../db/write-transaction.ts';
import type { CloudDeps } from '../http/deps.ts';
import { claimDueMails, markMailFailed, markMailSent, readCarried } from './mail-store.ts';
import { withSiteAddress } from './site-address.ts';

type MailDeps = Pick<CloudDeps, 'db' | 'clock' | 'logger' | 'mail' | 'config' | 'cloudKey'>;

/**
 * Sends what waits in the queue, once through. Run it every two seconds or so; several instances
 * may run it at once. Without an SMTP server nothing leaves and nothing is lost: the mails wait,
 * and the demo shows them on a page. Gives how many were sent.
 */
export async function sendWaitingMails(deps: MailDeps): Promise<number> {
  if (deps.config.smtpUrl === undefined) return 0;
  const { cloudKey } = deps;
  const { publicUrl } = deps.config;
  const due = await writeTransaction(deps.db, (tx) => claimDueMails(tx, deps.clock()));
  let sent = 0;
  for (const row of due) {
    try {
      await deps.mail.send({
        to: row.to_address,
        subject: row.subject,
        text: withSiteAddress(row.text, publicUrl),
        ...(row.html === '' ? {} : { html: withSiteAddress(row.html, publicUrl) }),
        ...readCarried(row.attachments, { cloudKey, publicUrl }),
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      deps.logger.warn({ mailId: row.id, tries: row.tries + 1, error: message }, 'mail not sent');
      await writeTransaction(deps.db, (tx) =>
        markMailFailed(tx, { id: row.id, triesBefore: row.tries, error: message }, deps.clock()),
      );
      continue;
    }
    await writeTransaction(deps.db, (tx) =>
      markMailSent(tx, row.id, deps.clock(), deps.config.demo),
    );
    sent += 1;
  }
  return sent;
}
