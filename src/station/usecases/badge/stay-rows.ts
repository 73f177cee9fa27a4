import { LIST_LENGTH_MAX } from '../../../contract/fields.ts';
import type { QuestionOf, ReplyOf } from '../../../contract/kiosk/questions.ts';
import type { CardId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { StationContext } from '../context.ts';
import { passOf } from '../pass/known-pass.ts';
import { knownPresences } from './known-presences.ts';
import type { KnownHolder, KnownPresence } from './known-presences.ts';

type StayRow = ReplyOf<'presences'>['rows'][number];

const rowOf = (stay: KnownPresence): StayRow => ({
  presenceId: stay.presenceId,
  name: stay.holder.name,
  cardNumber: stay.holder.kind === 'card' ? stay.holder.cardNumber : '',
  isGuest: stay.holder.kind === 'guest',
  spaceName: stay.spaceName,
  day: stay.day,
  inAt: stay.inAt,
  outAt: stay.outAt,
  state: stay.state,
  stayedMinutes: stay.stayedMinutes,
  cents: stay.cents,
  dueCents: stay.dueCents,
  why: [...(stay.bill?.why ?? [])] as StayRow['why'],
});

/** Who is in now, or all that is known of a day; who came first stands first. */
export function answerPresences(
  context: StationContext,
  { day }: QuestionOf<'presences'>,
): ReplyOf<'presences'> {
  const now = context.clock();
  const connection = context.connection.state();
  return {
    kind: 'presences',
    rows: knownPresences(context, now)
      .filter((stay) => (day === null ? stay.state === 'open' : stay.day === day))
      .toSorted(byStart)
      .slice(0, LIST_LENGTH_MAX)
      .map(rowOf),
    knownAt: connection.kind === 'online' ? now : connection.sinceAt,
  };
}

/** Stays that nobody has paid, the newest first: of one Pass, of a name, or all. */
export function answerDues(
  context: StationContext,
  { cardId, text }: QuestionOf<'dues'>,
): ReplyOf<'dues'> {
  const words = plain(text).split(/\s+/).filter(Boolean);
  return {
    kind: 'dues',
    rows: knownPresences(context, context.clock())
      .filter(isDue)
      .filter(({ holder }) => cardId === null || isOfCard(context, holder, cardId))
      .filter(({ holder }) => words.every((word) => searched(holder).includes(word)))
      .toReversed()
      .slice(0, LIST_LENGTH_MAX)
      .map(rowOf),
  };
}

/** Guests who are in, to be found by their first name at the door. */
export function answerGuests(context: StationContext): ReplyOf<'guests'> {
  return {
    kind: 'guests',
    rows: knownPresences(context, context.clock())
      .flatMap(({ presenceId, holder, spaceName, inAt, state }) =>
        holder.kind === 'guest' && state === 'open' && inAt !== null
          ? [{ presenceId, name: holder.name, spaceName, inAt }]
          : [],
      )
      .slice(0, LIST_LENGTH_MAX),
  };
}

/** Somebody who is still in owes nothing yet. */
export const isDue = ({ state, dueCents }: KnownPresence): boolean =>
  state !== 'open' && state !== 'removed' && dueCents > 0;

/** Theirs, or of a guest they brought. */
function isOfCard(context: StationContext, holder: KnownHolder, cardId: CardId): boolean {
  const owner = holder.kind === 'guest' ? holder.hostCardId : holder.cardId;
  if (owner === cardId) return true;
  const walletId = passOf(context, cardId)?.walletId ?? null;
  if (walletId === null) return false;
  if (holder.kind === 'card' && holder.walletId !== null) return holder.walletId === walletId;
  return owner !== null && passOf(context, owner)?.walletId === walletId;
}

const searched = (holder: KnownHolder): string =>
  plain(
    holder.kind === 'guest'
      ? `${holder.name} ${holder.hostName}`
      : `${holder.name} ${holder.cardNumber}`,
  );

/** Without accents and capitals: nobody types "Zoé" in a hurry. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

const startOf = (stay: KnownPresence): Instant | '' => stay.inAt ?? stay.outAt ?? '';
const byStart = (a: KnownPresence, b: KnownPresence): number =>
  startOf(a) < startOf(b) ? -1 : startOf(a) > startOf(b) ? 1 : 0;
