import { createTransport } from 'nodemailer';
import { assert } from '../../shared/assert.ts';
import type { MailPort } from '../http/deps.ts';

/** An SMTP server that does not answer is left after this long; the queue tries again later. */
const SMTP_WAIT_MS_MAX = 15_000;

/** The mail server of the settings. Without one the port refuses: nobody should call it. */
export function createSmtpMail(settings: {
  readonly smtpUrl?: string | undefined;
  readonly mailFrom: string;
}): MailPort & { readonly close: () => void } {
  const { smtpUrl, mailFrom } = settings;
  if (smtpUrl === undefined) {
    return {
      send: async () => {
        assert(false, 'a mail was sent although no SMTP server is set');
      },
      close: () => {},
    };
  }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: SMTP_WAIT_MS_MAX,
    greetingTimeout: SMTP_WAIT_MS_MAX,
    socketTimeout: SMTP_WAIT_MS_MAX,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      await transport.sendMail({
        from: mailFrom,
        // An object, not a text: a comma in an address cannot make it two.
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        ...(mail.html === undefined ? {} : { html: mail.html }),
        attachments: [
          ...(mail.pictures ?? []).map(({ id, base64 }) => ({
            ...{ cid: id, filename: `${id}.png`, contentType: 'image/png' },
            content: Buffer.from(base64, 'base64'),
            contentDisposition: 'inline' as const,
          })),
          ...(mail.attachments ?? []).map(({ name, contentType, base64 }) => ({
            ...{ filename: name, contentType, content: Buffer.from(base64, 'base64') },
            contentDisposition: 'attachment' as const,
          })),
        ],
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
