import { answerJson } from '../http/answers.ts';
import type { Route } from '../http/route.ts';

/** Lets a station with a wrong clock see how wrong, before it is paired too. */
export const showTimeRoute = {
  method: 'GET',
  path: '/api/time',
  who: 'anyone',
  handle: (call) => answerJson(call, { serverTime: call.deps.clock() }),
} satisfies Route;
