import type { AcceptedTap, OpeningOutcome } from './door-opening.ts';

/** Tells the thing at the door that the call is ours. */
const DOOR_SECRET_HEADER = 'x-tibillet-secret';

/** One POST with the tap as JSON. A redirect is a failure: the secret goes to nobody else. */
export async function callWebhook(
  webhook: { readonly url: string; readonly secret: string; readonly msMax: number },
  { direction, spaceId, at }: AcceptedTap,
  stopping: AbortSignal,
): Promise<OpeningOutcome> {
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [DOOR_SECRET_HEADER]: webhook.secret },
      body: JSON.stringify({ direction, spaceId, at }),
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(webhook.msMax), stopping]),
    });
    // What it says is of no use; left unread it would hold the connection.
    await answer.body?.cancel();
    return answer.ok ? { kind: 'opened' } : { kind: 'failed', why: `HTTP ${answer.status}` };
  } catch (error) {
    if (error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name)) {
      return { kind: 'given-up' };
    }
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { kind: 'failed', why: cause instanceof Error ? cause.message : String(cause) };
  }
}
