import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { CardLookAnswer } from '../../../contract/sync/questions.ts';
import type { CardState } from '../../../domain/card/state.ts';
import { DONE, refuse } from '../context.ts';
import type { CommandResult, StationContext, TappedPass } from '../context.ts';
import type { CloudResult } from '../../sync/cloud-client.ts';
import { cardRefusal } from './card-refusal.ts';
import { deskActivity } from './desk-activity.ts';
import { findPass } from './known-pass.ts';
import { keepDesk, readDesk } from './open-desk.ts';
import type { CardLook, OpenDesk } from './open-desk.ts';

/**
 * Lays a Pass open on the counter (RULES T7): at once what is known here, then, with the network,
 * what the cloud tells beside it. Nobody's name is shown (RULES C5).
 */
export function openPassDesk(
  context: StationContext,
  tapped: TappedPass,
): Promise<CommandResult> | CommandResult {
  const card = findPass(context, tapped.uid);
  if (card === undefined) return openUnknown(context, tapped);
  const refusal = refuseState(card.state);
  if (refusal !== null) return refuse(context, refusal, tapped.seenAtMs);
  const desk: OpenDesk = {
    uid: tapped.uid,
    tapSeenAtMs: tapped.seenAtMs,
    cardId: card.id,
    look: null,
  };
  showDesk(context, desk);
  if (context.connection.state().kind === 'online') void lookFurther(context, desk);
  return DONE;
}

/** Nothing is shown of a Pass that nobody may use any more. */
function refuseState(state: CardState): Refusal | null {
  if (state === 'lost') return 'card-lost';
  return state === 'retired' ? 'card-retired' : null;
}

function showDesk(context: StationContext, desk: OpenDesk): void {
  keepDesk(context, desk);
  const activity = deskActivity(context, desk);
  if (activity !== null) context.screen.setActivity(activity);
}

/** The same desk with the cloud's picture, unless somebody went on meanwhile. */
async function lookFurther(context: StationContext, desk: OpenDesk): Promise<void> {
  const looked = await lookAt(context, { cardId: desk.cardId });
  const isOpen = readDesk(context) === desk && context.screen.activity().kind === 'pass-desk';
  if (!looked.ok || !isOpen || looked.value.answer.cardId !== desk.cardId) return;
  const refusal = refuseState(looked.value.answer.state);
  if (refusal !== null) {
    refuse(context, refusal, desk.tapSeenAtMs);
    return;
  }
  showDesk(context, { ...desk, look: looked.value });
}

/** A Pass that no feed told of: from elsewhere, or learnt by the cloud a moment ago. */
async function openUnknown(context: StationContext, tapped: TappedPass): Promise<CommandResult> {
  if (context.connection.state().kind === 'offline') {
    return refuse(context, 'card-unknown', tapped.seenAtMs);
  }
  context.screen.setActivity({ kind: 'pass-at-work' });
  const looked = await lookAt(context, { uid: tapped.uid });
  if (!looked.ok) {
    const reason: Refusal =
      looked.error.kind === 'refused' ? cardRefusal(looked.error.error.code) : 'card-unknown';
    return refuse(context, reason, tapped.seenAtMs);
  }
  const { cardId, state } = looked.value.answer;
  const refusal = refuseState(state);
  if (refusal !== null) return refuse(context, refusal, tapped.seenAtMs);
  const { uid, seenAtMs } = tapped;
  showDesk(context, { uid, tapSeenAtMs: seenAtMs, cardId, look: looked.value });
  return DONE;
}

async function lookAt(
  context: StationContext,
  which: { readonly cardId: CardLookAnswer['cardId'] } | { readonly uid: string },
): Promise<CloudResult<CardLook>> {
  const unsecuredSeq = context.settings.getNumber('acked-seq');
  const reservedSeq = context.journal.head().seq;
  const answer = context.connection.watch(await context.client.lookAtCard(which));
  if (!answer.ok) return answer;
  const creditSeq = context.synchroniser.sentSeq();
  return {
    ok: true,
    value: {
      answer: answer.value,
      at: context.clock(),
      reflected: { unsecuredSeq, reservedSeq, creditSeq },
    },
  };
}
