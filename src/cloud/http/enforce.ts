import { assertNever } from '../../shared/assert.ts';
import { findManagedCollective } from '../api/managers.ts';
import { apiError, refuse } from './answers.ts';
import type { SignedInPerson } from './deps.ts';
import { checkSignedRequest } from './signed-requests.ts';
import type { Call, Route } from './route.ts';
import { isApiPath } from './route.ts';

/** The one place where it is decided who may pass. */
export async function runRoute(route: Route, call: Call, body: Uint8Array): Promise<Response> {
  if (route.who !== 'station' && isFromAnotherSite(call)) {
    return call.deps.people.renderRefusal(call, { status: 403, code: 'bad-request' });
  }
  switch (route.who) {
    case 'anyone':
      return route.handle({ ...call, findPerson: () => findPerson(call) });
    case 'demo':
      if (!call.deps.config.demo) return refuseHidden(call);
      return route.handle({ ...call, findPerson: () => findPerson(call) });
    case 'station': {
      const checked = await checkSignedRequest(call, body);
      if (!checked.ok) return refuse(call, checked.error);
      return route.handle({ ...call, station: checked.value, body });
    }
    case 'person': {
      const person = await findPerson(call);
      return person === null ? askToSignIn(call) : route.handle({ ...call, person });
    }
    case 'manager': {
      const person = await findPerson(call);
      if (person === null) return askToSignIn(call);
      const slug = call.c.req.param('collective') ?? '';
      const collective = await findManagedCollective(call.deps.db, person.personId, slug);
      // The same answer for a collective that is not there and one that is not theirs.
      if (collective === null) return refuseHidden(call);
      return route.handle({ ...call, person, collective });
    }
    default:
      return assertNever(route);
  }
}

const findPerson = (call: Call): Promise<SignedInPerson | null> =>
  call.deps.people.findSignedIn(call);

function askToSignIn(call: Call): Response {
  const { method, url } = call.c.req;
  const { pathname, search } = new URL(url);
  // A form that was sent is not sent again behind the person's back: they come back to the start.
  const next = method === 'GET' ? pathname + search : '/';
  return call.c.redirect(call.deps.people.signInPath(next), 303);
}

const refuseHidden = (call: Call): Response | Promise<Response> =>
  isApiPath(call.c.req.path)
    ? refuse(call, apiError('not-found', 'There is nothing at this address.'))
    : call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });

/**
 * Whether a form comes from another site's page. Every browser says where a POST comes from;
 * one that says nothing sends no cookie we would trust either, so it is refused as well.
 * The pairing of a station is under /api/ and uses no cookie.
 */
function isFromAnotherSite(call: Call): boolean {
  const { method, path } = call.c.req;
  if (method === 'GET' || isApiPath(path)) return false;
  const site = call.c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = call.c.req.header('origin');
  if (origin === undefined) return true;
  if (origin === new URL(call.deps.config.publicUrl).origin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== call.c.req.header('host');
}
