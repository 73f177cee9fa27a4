import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import { formatMinutes } from '../../../src/shared/format.ts';
import type { IconName } from '../../components/icon.tsx';
import type { Texts } from '../../app/texts.ts';

export type StayRow = ReplyOf<'presences'>['rows'][number];

/** As staff call them: a name, or the number of a Pass that nobody has linked. */
export const stayName = ({ name, cardNumber }: StayRow, { say }: Texts): string =>
  name === '' ? say('presence.pass', { number: cardNumber }) : name;

export const stayIcon = ({ isGuest, state }: StayRow): IconName =>
  state === 'automatic' || state === 'no-in' ? 'warning' : isGuest ? 'people' : 'user';

/** `Bureaux partagés · depuis 9 h 10 · 2 h 10`: where, when, how long. */
export function stayWords(row: StayRow, texts: Texts): string {
  const { say, language } = texts;
  return [
    row.spaceName,
    hoursWords(row, texts),
    ...(row.state === 'no-in' ? [] : [formatMinutes(row.stayedMinutes, language)]),
    ...(row.isGuest ? [say('presence.guest')] : []),
    ...markWords(row, texts),
  ].join(' · ');
}

/** From when to when, as far as that is known. The day of a stay that is over stands beside. */
export function hoursWords({ inAt, outAt }: StayRow, { say, since, clock }: Texts): string {
  if (inAt === null) return outAt === null ? '' : say('presence.left', { hour: clock(outAt) });
  if (outAt === null) return say('presence.since', { hour: since(inAt) });
  return say('presence.from-to', { from: clock(inAt), to: clock(outAt) });
}

/** `28 oct.`: what is to be paid may be of another month. */
export const dayWords = ({ day }: StayRow, { language }: Texts): string =>
  new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    Date.parse(`${day}T12:00:00Z`),
  );

/** What staff should look at twice. */
export function markWords({ state }: StayRow, { say }: Texts): readonly string[] {
  switch (state) {
    case 'automatic':
      return [say('presence.automatic')];
    case 'no-in':
      return [say('presence.no-in')];
    case 'removed':
      return [say('presence.removed')];
    case 'open':
    case 'closed':
      return [];
  }
}

/** What can be put into the basket. */
export const isDue = ({ state, dueCents }: StayRow): boolean =>
  state !== 'open' && state !== 'removed' && dueCents > 0;
