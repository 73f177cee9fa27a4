import type { Intention } from '../../contract/kiosk/intentions.ts';
import { pinBlockedUntil, pinTriesLeft } from '../../domain/till/pin.ts';
import type { StaffRef } from '../../domain/journal/sale-entries.ts';
import type { Cents } from '../../shared/money.ts';
import { err } from '../../shared/result.ts';
import { readSession } from '../projections/session.ts';
import type { KnownCard } from '../work/knowledge.ts';
import type { ApprovedAction, Outcome } from './acting.ts';
import { DONE, refuse } from './context.ts';
import type { CommandResult, StationContext } from './context.ts';
import { provePin } from './session/sign-in.ts';

/** What waits for a manager: one action at most, and only while the screen asks for it. */
export type Approvals = {
  readonly ask: (
    intention: Intention,
    action: ApprovedAction,
    cents: Cents | null,
  ) => CommandResult;
  readonly isAsking: () => boolean;
  readonly withPin: (pin: string) => Promise<CommandResult>;
  readonly withPass: (card: KnownCard | undefined, tapSeenAtMs: number) => Outcome;
};

export function createApprovals(deps: {
  readonly context: StationContext;
  /** Carries the intention out in the name of who asked, with the manager who agreed. */
  readonly run: (intention: Intention, approvedBy: StaffRef) => Outcome;
}): Approvals {
  const { context } = deps;
  let waiting: Intention | null = null;

  const isAsking = (): boolean => waiting !== null && context.screen.activity().kind === 'approval';
  const agree = (manager: StaffRef): Outcome => {
    const intention = waiting;
    waiting = null;
    context.screen.setActivity({ kind: 'none' });
    return intention === null ? DONE : deps.run(intention, manager);
  };
  const show = (action: ApprovedAction, cents: Cents | null): void => {
    const session = readSession(context.journal.database);
    context.screen.setActivity({
      kind: 'approval',
      action,
      cents,
      pinBlockedUntilAt: pinBlockedUntil(session.wrongPins, session.lastWrongAt, context.clock()),
      pinTriesLeft: pinTriesLeft(session.wrongPins),
    });
  };

  return {
    isAsking,
    ask: (intention, action, cents) => {
      waiting = intention;
      show(action, cents);
      return DONE;
    },
    withPin: async (pin) => {
      const shown = context.screen.activity();
      if (!isAsking() || shown.kind !== 'approval') return err('busy');
      const staff = await provePin(context, pin);
      if (!staff.ok) {
        show(shown.action, shown.cents);
        return staff;
      }
      if (!staff.value.isManager) return err('not-a-manager');
      return agree({ id: staff.value.id, name: staff.value.name });
    },
    withPass: (card, tapSeenAtMs) => {
      const staff =
        card === undefined
          ? undefined
          : context.knowledge.all('staff').find((one) => one.cardId === card.id);
      if (card?.state === 'lost') return refuse(context, 'card-lost', tapSeenAtMs);
      if (card?.state === 'retired') return refuse(context, 'card-retired', tapSeenAtMs);
      if (staff?.isManager !== true) return refuse(context, 'not-a-manager', tapSeenAtMs);
      return agree({ id: staff.id, name: staff.name });
    },
  };
}
