import { GAP, RULE, centred, textLine } from './paper-line.ts';
import type { PaperLine } from './paper-line.ts';
import type { EventTicketReceipt } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { numbered } from './who-and-when.ts';

/** A ticket for an event: what, when, where, and the code that opens the door once. */
export function ticketLines(
  receipt: EventTicketReceipt,
  words: ReceiptWords,
): readonly PaperLine[] {
  const { say } = words;
  const { event, holder, codeText } = receipt;
  const price =
    receipt.priceCents === null
      ? receipt.priceName
      : `${receipt.priceName} · ${words.amount(receipt.priceCents)}`;
  return [
    RULE,
    GAP,
    centred(event.name, 'large'),
    GAP,
    centred(words.moment(event.startsAt, receipt.timeZone), 'strong'),
    ...(event.place === null ? [] : [centred(event.place)]),
    GAP,
    centred(price, 'tall'),
    ...(holder === null ? [] : [centred(say('eventTicket.holder', { name: holder }))]),
    GAP,
    { kind: 'code', data: receipt.code },
    ...(codeText === null ? [] : [GAP, centred(codeText, 'strong')]),
    GAP,
    centred(say('eventTicket.once')),
    RULE,
    textLine(numbered(say('title.eventTicket'), receipt.number, words)),
    textLine(words.moment(receipt.at, receipt.timeZone)),
  ];
}
