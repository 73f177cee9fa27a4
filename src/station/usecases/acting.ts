import type { Intention, IntentionKind, IntentionOf } from '../../contract/kiosk/intentions.ts';
import type { Activity } from '../../contract/kiosk/activity.ts';
import type { StaffRef } from '../../domain/journal/sale-entries.ts';
import type { Cents } from '../../shared/money.ts';
import type { CommandResult, StationContext } from './context.ts';

/** Who asks, and the manager who agreed to it for this once (RULES T10, T12). */
export type Acting = {
  readonly staff: StaffRef;
  readonly isManager: boolean;
  readonly approvedBy: StaffRef | null;
};

export type ApprovedAction = Extract<Activity, { readonly kind: 'approval' }>['action'];

/** The manager who answers for an action: whoever agreed to it, or the manager who does it. */
export const managerOf = ({ staff, isManager, approvedBy }: Acting): StaffRef | null =>
  approvedBy ?? (isManager ? staff : null);

/** What an entry keeps beside `staff`: null when they needed nobody. */
export const approvedByOf = (acting: Acting): StaffRef | null => acting.approvedBy;

export type Outcome = Promise<CommandResult> | CommandResult;

/** What a use case may do beside the context. */
export type TillDeps = {
  readonly context: StationContext;
  /** Keeps this intention and asks for a manager; it runs again with `approvedBy` when one agrees. */
  readonly askApproval: (
    intention: Intention,
    action: ApprovedAction,
    cents: Cents | null,
  ) => CommandResult;
  /** No other intention or tap runs, and none waits, while something slow decides about money. */
  readonly whilePaying: (pay: () => Promise<CommandResult>) => Promise<CommandResult>;
  /** Leaves a result, so that the basket is seen again. */
  readonly leaveResult: () => void;
};

/** One function for each intention of a feature; `run-intention.ts` puts the features together. */
export type Handlers<Kind extends IntentionKind> = {
  readonly [Each in Kind]: (
    deps: TillDeps,
    acting: Acting,
    intention: IntentionOf<Each>,
  ) => Outcome;
};
