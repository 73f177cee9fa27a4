import { GAP, RULE, centred, left, right, table, textLine } from './paper-line.ts';
import type { PaperLine, Row } from './paper-line.ts';
import type { PresenceListReceipt } from './receipt.ts';
import type { ReceiptWords } from './receipt-words.ts';
import { whoAndWhen } from './who-and-when.ts';

/** The list of a fire drill: how many first, then each space, with a box to tick by hand. */
export function presenceLines(
  receipt: PresenceListReceipt,
  words: ReceiptWords,
): readonly PaperLine[] {
  const { say } = words;
  const { spaces, knownAt, timeZone } = receipt;
  const count = spaces.reduce((sum, { people }) => sum + people.length, 0);
  return [
    ...whoAndWhen(say('presence.title'), receipt, words),
    GAP,
    centred(count === 0 ? say('presence.nobody') : say('presence.count', { count }), 'large'),
    ...(knownAt === null
      ? []
      : [textLine(say('presence.knownAt', { hour: words.moment(knownAt, timeZone) }), 'strong')]),
    ...spaces.flatMap((space) => spaceLines(space, receipt, words)),
    ...(count === 0 ? [] : [RULE, textLine(say('presence.how'))]),
  ];
}

type Space = PresenceListReceipt['spaces'][number];

function spaceLines(
  { name, people }: Space,
  { timeZone }: PresenceListReceipt,
  words: ReceiptWords,
): readonly PaperLine[] {
  if (people.length === 0) return [];
  const rows = people.map((person): Row => {
    const hour = words.hour(person.since, timeZone);
    return [left('[ ]', 'tall'), left(calledBy(person, words), 'tall'), right(hour)];
  });
  return [
    RULE,
    textLine(`${name} (${people.length})`, 'strong'),
    table(['fit', 'rest', 'fit'], rows),
  ];
}

function calledBy(person: Space['people'][number], { say }: ReceiptWords): string {
  if (person.isGuest) return say('presence.guest', { name: person.name });
  return person.name === '' ? `${say('means.pass')} ${person.passNumber}` : person.name;
}
