import type { PeoplePort } from '../http/deps.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { readCookie } from '../site/cookies.ts';
import { renderRefusal } from '../site/refusal-page.tsx';
import { signInPath } from '../site/paths.ts';
import { findSession, markSessionSeen } from './session-store.ts';

/** How the site knows a person, and how its refusals look. */
export const people: PeoplePort = {
  findSignedIn: async (call) => {
    const secret = readCookie(call, 'session');
    if (secret === undefined) return null;
    const { db, clock } = call.deps;
    const found = await findSession(db, secret, clock());
    if (found === null) return null;
    if (found.isSeenOld) {
      await writeTransaction(db, (tx) => markSessionSeen(tx, found.person.sessionId, clock()));
    }
    return found.person;
  },
  signInPath,
  renderRefusal,
};
