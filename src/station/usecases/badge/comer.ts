import type { TapHolder } from '../../../domain/journal/badge-entries.ts';
import { toId } from '../../../shared/ids.ts';
import type { SpaceId } from '../../../shared/ids.ts';
import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import { readPairing } from '../../projections/pairing.ts';
import type { Known } from '../../work/knowledge.ts';
import type { StationContext } from '../context.ts';
import type { AskedPass } from '../paying/ask-pass.ts';

/** Somebody at the door. */
export type Comer = {
  readonly holder: TapHolder;
  /** What can pay; null for a guest. */
  readonly pass: AskedPass | null;
  readonly seenAtMs: number | null;
};

export type Space = Known<'space'>;

export const spacesInOrder = ({ knowledge }: StationContext): readonly Space[] =>
  knowledge
    .all('space')
    .toSorted((a, b) => a.sortOrder - b.sortOrder || a.name.localeCompare(b.name, 'fr'));

/** Where one can badge here; none when the collective has no badge station. */
export const badgeSpaces = (context: StationContext): readonly Space[] =>
  context.knowledge.settings()?.badge == null ? [] : spacesInOrder(context);

export const findSpace = (context: StationContext, spaceId: SpaceId): Space | undefined =>
  badgeSpaces(context).find(({ id }) => id === spaceId);

/** The version that is in force now; the first one when the plan itself was not heard of. */
export const versionNow = ({ knowledge }: StationContext, { planId }: Space): number =>
  knowledge.one('badge-plan', planId)?.versions.at(-1)?.version ?? 1;

/** A sale that nobody of the staff made: the station itself. */
export function stationStaff(context: StationContext): StaffRef {
  const name = readPairing(context.journal.database)?.stationName ?? '';
  return { id: toId<'Staff'>(context.stationId), name };
}
