import type { EventId, TicketId } from '../../shared/ids.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import { ticketCode } from '../goods/ticket-code.ts';
import type { MailAttachment, MailPicture } from '../http/deps.ts';
import { writeCalendar } from '../site/feeds/calendar-file.ts';
import type { CalendarFile } from '../site/feeds/calendar-file.ts';
import { qrPng } from './qr-png.ts';
import { withSiteAddress } from './site-address.ts';

/**
 * Parts of a mail that are made as it leaves, for mails that are written inside a transaction: the
 * queue knows which ticket and which day, never a code that opens a door.
 */
export type LatePart = LatePicture | LateCalendar;

/** The QR of a ticket, shown as `cid:<id>`. */
export type LatePicture = {
  readonly id: string;
  readonly ticket: { readonly ticketId: TicketId; readonly eventId: EventId };
};

/** An entry for a calendar; its addresses begin with SITE_ADDRESS. */
export type LateCalendar = { readonly name: string; readonly calendar: CalendarFile };

export type LateDeps = { readonly cloudKey: SigningKey; readonly publicUrl: string };

export const drawLatePicture = (
  { id, ticket }: LatePicture,
  { cloudKey }: LateDeps,
): MailPicture => ({
  id,
  base64: Buffer.from(qrPng(ticketCode(ticket, cloudKey))).toString('base64'),
});

export function writeLateCalendar(
  { name, calendar }: LateCalendar,
  { publicUrl }: LateDeps,
): MailAttachment {
  const file = JSON.parse(withSiteAddress(JSON.stringify(calendar), publicUrl)) as CalendarFile;
  return {
    name,
    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
    base64: Buffer.from(writeCalendar(file)).toString('base64'),
  };
}
