import type { QuestionOf, Reply } from '../../../contract/kiosk/questions.ts';
import { LIST_LENGTH_MAX } from '../../../contract/fields.ts';
import { Temporal, instantFromMs } from '../../../shared/time.ts';
import type { Day } from '../../../shared/time.ts';
import type { Answers } from '../../answer-question.ts';
import type { StationContext } from '../context.ts';
import { overlap, roomTimes } from './known-goods.ts';

export const sellingAnswers: Answers<'people' | 'room'> = {
  people: findPeople,
  /** When a room is taken on a day of the calendar, earliest first. */
  room: (context, { productId, day }) => {
    const wanted = calendarDay(day, context.knowledge.settings()?.timeZone ?? 'Europe/Paris');
    const taken = roomTimes(context, productId)
      .filter((one) => overlap(one, wanted))
      .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
      .slice(0, LIST_LENGTH_MAX);
    return { kind: 'room', taken };
  },
};

/** Only the cloud knows people (RULES C5): without it nobody is found. */
async function findPeople(
  context: StationContext,
  { cardId, text }: QuestionOf<'people'>,
): Promise<Reply> {
  if (context.connection.state().kind === 'offline') {
    return { kind: 'refused', reason: 'needs-network' };
  }
  const wanted = text.trim();
  const answer = context.connection.watch(
    await context.client.findPeople({
      ...(cardId === null ? {} : { cardId }),
      ...(wanted === '' ? {} : { text: wanted }),
    }),
  );
  if (answer.ok) return { kind: 'people', people: answer.value.people };
  const isAway = answer.error.kind === 'unreachable';
  return { kind: 'refused', reason: isAway ? 'needs-network' : 'cloud-refused' };
}

function calendarDay(day: Day, timeZone: string) {
  const start = Temporal.PlainDate.from(day);
  const midnight = (date: Temporal.PlainDate) =>
    instantFromMs(date.toZonedDateTime({ timeZone }).epochMilliseconds);
  return { startsAt: midnight(start), endsAt: midnight(start.add({ days: 1 })) };
}
