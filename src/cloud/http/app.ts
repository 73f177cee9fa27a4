import { Hono } from 'hono';
import type { Context } from 'hono';
import { assert } from '../../shared/assert.ts';
import { isDatabaseBusy } from './database-failures.ts';
import { answerJson, apiError, refuse } from './answers.ts';
import { BODY_BYTES_MAX_DEFAULT, readBody } from './body.ts';
import type { CloudDeps, PageRefusal } from './deps.ts';
import { runRoute } from './enforce.ts';
import { WHO, isApiPath } from './route.ts';
import type { Call, Route } from './route.ts';
import { securityHeaders } from './security-headers.ts';

type AppEnv = { Variables: { call: Call } };

/**
 * The whole cloud as one Hono app. It holds no state: several may run on one database.
 * Throws at start when a route does not say who may ask it.
 */
export function createApp(deps: CloudDeps, routes: readonly Route[]): Hono<AppEnv> {
  checkRoutes(routes);
  const app = new Hono<AppEnv>();
  app.use(securityHeaders(deps.config.publicUrl));
  app.use(async (c, next) => {
    const call = makeCall(deps, c);
    c.set('call', call);
    c.header('X-Request-Id', call.requestId);
    const startedMs = performance.now();
    await next();
    const tookMs = Math.round(performance.now() - startedMs);
    call.log.debug({ method: c.req.method, status: c.res.status, tookMs }, 'answered');
  });
  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      const call = c.get('call');
      const body = await readBody(c, route.bodyBytesMax ?? BODY_BYTES_MAX_DEFAULT);
      return body === null ? refuseTooLarge(call) : runRoute(route, call, body);
    });
  }
  app.notFound((c) => refuseNotFound(c.get('call')));
  app.onError((error, c) => refuseFailed(c.get('call'), error));
  return app;
}

/** A mistake in the list of routes stops the start, it does not wait for a request. */
function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    assert(WHO.includes(route.who), `${name} does not say who may ask it`);
    assert(!seen.has(name), `${name} is in the list twice`);
    seen.add(name);
    assert(
      route.who !== 'manager' || route.path.split('/').includes(':collective'),
      `${name} is for managers but has no :collective in its path`,
    );
    assert(
      (route.who === 'station') === (isApiPath(route.path) && route.who !== 'anyone'),
      `${name}: stations speak under /api/, people elsewhere`,
    );
  }
}

function makeCall(deps: CloudDeps, c: Context): Call {
  const requestId = deps.makeId();
  // The path alone: a query may hold an address or a code.
  return { deps, c, requestId, log: deps.logger.child({ requestId, path: c.req.path }) };
}

function refuseTooLarge(call: Call): Response | Promise<Response> {
  // What was not read is still on its way: the connection cannot be used again.
  call.c.header('Connection', 'close');
  const message = 'The body is larger than this address takes.';
  return isApiPath(call.c.req.path)
    ? refuse(call, apiError('body-too-large', message))
    : refusePage(call, { status: 413, code: 'too-large' });
}

const refuseNotFound = (call: Call): Response | Promise<Response> =>
  isApiPath(call.c.req.path)
    ? refuse(call, apiError('not-found', 'There is nothing at this address.'))
    : refusePage(call, { status: 404, code: 'not-found' });

/** A bug or a lost database. What is inside stays in the log; outside only the request's id. */
function refuseFailed(call: Call, error: Error): Response | Promise<Response> {
  const isBusy = isDatabaseBusy(error);
  call.log.error({ err: error }, isBusy ? 'database busy' : 'failed');
  if (!isApiPath(call.c.req.path)) {
    return refusePage(call, { status: isBusy ? 503 : 500, code: 'failed' });
  }
  const message = `The cloud could not answer request ${call.requestId}.`;
  return refuse(call, apiError(isBusy ? 'server-busy' : 'server-failed', message));
}

/** A refusal page that fails itself must not hide the first fault. */
async function refusePage(call: Call, refusal: PageRefusal): Promise<Response> {
  try {
    return await call.deps.people.renderRefusal(call, refusal);
  } catch (error) {
    call.log.error({ err: error }, 'the refusal page failed');
    return answerJson(call, { error: { code: refusal.code } }, refusal.status);
  }
}
