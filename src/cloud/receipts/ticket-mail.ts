import { dayOf, formatDay, formatHour } from '../../shared/format.ts';
import type { Language } from '../../shared/i18n.ts';
import type { EventId, TicketId } from '../../shared/ids.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import type { Instant } from '../../shared/time.ts';
import { ticketCode } from '../goods/ticket-code.ts';
import type { Mail } from '../http/deps.ts';
import { mailHtml } from '../mail/mail-html.ts';
import type { MailPart } from '../mail/mail-html.ts';
import { qrPng } from '../mail/qr-png.ts';
import { MAIL_TEXTS } from '../mail/texts.ts';

export type MailedTickets = {
  readonly event: {
    readonly id: EventId;
    readonly name: string;
    readonly startsAt: Instant;
    readonly doorsAt: Instant | null;
    readonly place: string;
    readonly timeZone: string;
  };
  readonly tickets: readonly {
    readonly id: TicketId;
    readonly priceName: string;
    readonly holderName: string;
  }[];
};

const PICTURE_PIXELS = 300;

/** Tickets by mail, each with its QR, signed by the cloud so that a door needs no network (RULES E6). */
export function ticketMail(
  order: MailedTickets & { readonly to: string; readonly language: Language },
  cloudKey: SigningKey,
): Mail {
  const { event, tickets, to, language } = order;
  const t = MAIL_TEXTS[language];
  const count = tickets.length;
  const subject = t('tickets.subject', { count, event: event.name });
  const where = placeLines(event, language);
  const each = tickets.map((ticket, index) => {
    const code = ticketCode({ ticketId: ticket.id, eventId: event.id }, cloudKey);
    const names = [
      ticket.priceName,
      ...(ticket.holderName === '' ? [] : [t('tickets.holder', { name: ticket.holderName })]),
    ].join(' · ');
    const id = `ticket-${index + 1}`;
    const base64 = Buffer.from(qrPng(code)).toString('base64');
    return { id, code, names, base64 };
  });
  const lead = t('tickets.lead', { count, event: event.name });
  const text = [
    lead,
    ...where,
    '',
    t('tickets.show'),
    t('tickets.once'),
    ...each.flatMap(({ names, code }) => ['', names, t('tickets.code'), code]),
    '',
    t('sign'),
    '',
  ].join('\n');
  const html = mailHtml({
    language,
    title: subject,
    parts: [
      { kind: 'text', text: lead },
      ...where.map((line): MailPart => ({ kind: 'text', text: line })),
      { kind: 'text', text: `${t('tickets.show')} ${t('tickets.once')}` },
      ...each.flatMap(({ id, names }): readonly MailPart[] => [
        { kind: 'text', text: names },
        { kind: 'picture', id, alt: t('tickets.square'), width: PICTURE_PIXELS },
      ]),
      { kind: 'small', text: t('sign') },
    ],
  });
  return { to, subject, text, html, pictures: each.map(({ id, base64 }) => ({ id, base64 })) };
}

function placeLines(event: MailedTickets['event'], language: Language): readonly string[] {
  const t = MAIL_TEXTS[language];
  const { startsAt, doorsAt, place, timeZone } = event;
  const hour = (at: Instant): string => formatHour(at, timeZone, language);
  const day = formatDay(dayOf(startsAt, timeZone), language);
  return [
    t('tickets.when', { day, hour: hour(startsAt) }),
    ...(doorsAt === null ? [] : [t('tickets.doors', { hour: hour(doorsAt) })]),
    ...(place === '' ? [] : [place]),
  ];
}
