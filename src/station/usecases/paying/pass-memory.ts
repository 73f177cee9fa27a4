import type { CardUid } from '../../../domain/card/uid.ts';
import type { Cents } from '../../../shared/money.ts';
import type { KnownCard } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';

/** A Pass that was short, with what it can give. */
export type ShortPass = {
  readonly uid: CardUid;
  /** Undefined: only the cloud knows it. */
  readonly card: KnownCard | undefined;
  readonly availableCents: Cents;
};

export type ShortPayment = {
  readonly wantedCents: Cents;
  /** The first, and the second when that one was short too (RULES M4). */
  readonly passes: readonly ShortPass[];
};

/** What the till remembers between two touches of a payment; a restart or a changed basket forgets it. */
type Memory = {
  readonly basketRevision: number;
  readonly armedCents: Cents | null;
  readonly short: ShortPayment | null;
};

const memories = new WeakMap<StationContext['journal'], Memory>();

const read = ({ journal }: StationContext, basketRevision: number): Memory => {
  const memory = memories.get(journal);
  return memory?.basketRevision === basketRevision
    ? memory
    : { basketRevision, armedCents: null, short: null };
};

/** What the next Pass pays, when it is only a part of what is due. */
export const readArmedCents = (context: StationContext, basketRevision: number): Cents | null =>
  read(context, basketRevision).armedCents;

export function armPass(
  context: StationContext,
  basketRevision: number,
  armedCents: Cents | null,
): void {
  memories.set(context.journal, { basketRevision, armedCents, short: null });
}

export function rememberShort(
  context: StationContext,
  basketRevision: number,
  short: ShortPayment,
): void {
  memories.set(context.journal, { ...read(context, basketRevision), short });
}

/** The payment that was short, while the screen still offers what to do about it. */
export const readShort = (context: StationContext, basketRevision: number): ShortPayment | null =>
  context.screen.activity().kind === 'pass-short' ? read(context, basketRevision).short : null;
