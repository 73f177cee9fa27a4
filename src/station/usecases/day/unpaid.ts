import type { DayClosed } from '../../../domain/journal/till-entries.ts';
import { readBasketShown } from '../basket/shown.ts';
import type { StationContext } from '../context.ts';
import { readParked } from '../tables/shown.ts';

/** What nobody has paid yet: what is put aside, and the basket on the counter under no name. */
export function readUnpaid(context: StationContext): DayClosed['unpaid'] {
  const open = readBasketShown(context);
  const parked = readParked(context).map(({ name, totalCents }) => ({ name, totalCents }));
  return open.lines.length === 0
    ? parked
    : [...parked, { name: open.name, totalCents: open.totalCents }];
}
