import type { CardId, SpaceId } from '../../../shared/ids.ts';
import { addMs } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';
import type { StationContext } from '../context.ts';
import type { Comer } from './comer.ts';

/** A space that was chosen waits so long for its Pass, and a Pass so long for its space. */
export const CHOICE_MS = 20_000;
/** Who put a Pass down so long ago at the most may bring a guest. */
const HOST_MS_MAX = 5 * 60_000;

/** What the door remembers between two touches; a restart forgets it. */
type Memory = {
  readonly chosen: { readonly spaceId: SpaceId; readonly untilAt: Instant } | null;
  /** Asked for its space (`ask-space` is on the screen). */
  readonly waiting: Comer | null;
  readonly last: { readonly cardId: CardId; readonly at: Instant } | null;
};

const NOTHING: Memory = { chosen: null, waiting: null, last: null };
const memories = new WeakMap<StationContext['journal'], Memory>();

const read = ({ journal }: StationContext): Memory => memories.get(journal) ?? NOTHING;
const change = (context: StationContext, part: Partial<Memory>): void =>
  void memories.set(context.journal, { ...read(context), ...part });

/** The space of the next tap; null when none was chosen, or when nobody came. */
export function chosenSpaceId(context: StationContext): SpaceId | null {
  const { chosen } = read(context);
  return chosen !== null && context.clock() < chosen.untilAt ? chosen.spaceId : null;
}

export function chooseNext(context: StationContext, spaceId: SpaceId | null): void {
  const untilAt = addMs(context.clock(), CHOICE_MS);
  change(context, { chosen: spaceId === null ? null : { spaceId, untilAt } });
  if (spaceId !== null) context.screen.refreshAt(untilAt);
}

/** The Pass that was asked for its space, while the question is still on the screen. */
export const waitingPass = (context: StationContext): Comer | null =>
  context.screen.activity().kind === 'ask-space' ? read(context).waiting : null;

export const keepWaiting = (context: StationContext, waiting: Comer | null): void =>
  change(context, { waiting });

export const noteHost = (context: StationContext, cardId: CardId): void =>
  change(context, { last: { cardId, at: context.clock() } });

/** Whether this Pass was the last one put down, a moment ago. */
export function isHostHere(context: StationContext, cardId: CardId): boolean {
  const { last } = read(context);
  return last?.cardId === cardId && context.clock() <= addMs(last.at, HOST_MS_MAX);
}
