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
      const failure = {
        ...{ id: row.id, triesBefore: row.tries, isRefused: isRefusal(error) },
        error: error instanceof Error ? error.message : String(error),
      };
      const isOver = await writeTransaction(deps.db, (tx) =>
        markMailFailed(tx, failure, deps.clock()),
      );
      // Neither the address nor what the mail says: the id leads to the row.
      const told = { mailId: row.id, tries: row.tries + 1, ...codesOf(error) };
      deps.logger.warn(told, isOver ? 'mail given up' : 'mail not sent');
      continue;
    }
    await writeTransaction(deps.db, (tx) =>
      markMailSent(tx, row.id, deps.clock(), deps.config.demo),
    );
    sent += 1;
  }
  return sent;
}

type Codes = { readonly code?: string; readonly responseCode?: number };

/** What nodemailer says of a failure beside its message, which may quote the address. */
function codesOf(error: unknown): Codes {
  if (!(error instanceof Error)) return {};
  const { code, responseCode } = error as Error & { code?: unknown; responseCode?: unknown };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof responseCode === 'number' ? { responseCode } : {}),
  };
}

/**
 * RFC 5321: 5yz is for good. Only what is said of this address or this message: a wrong password of
 * ours, or a server that closes, is not the mail's fault.
 */
function isRefusal(error: unknown): boolean {
  const { code, responseCode = 0 } = codesOf(error);
  const isOfMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return isOfMail && responseCode >= 500 && responseCode < 600;
}
