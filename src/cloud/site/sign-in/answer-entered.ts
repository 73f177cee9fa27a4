import type { Call } from '../../http/route.ts';
import { answerLinking } from '../pass/answer-linking.tsx';
import { writeCookie } from '../cookies.ts';
import type { Entered } from './enter.ts';

/** Gives the cookie, then does what the person came for: link a Pass, or go on. */
export async function answerEntered(call: Call, entered: Entered): Promise<Response> {
  writeCookie(call, 'session', entered.sessionSecret);
  const { cardQr, nextPath } = entered.proved;
  if (cardQr !== null) return answerLinking(call, entered.personId, cardQr);
  return call.c.redirect(nextPath, 303);
}
