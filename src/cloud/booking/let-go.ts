import type { Result } from '../../shared/result.ts';
import type { WritableDb } from '../db/open-database.ts';
import type { OwnBooking } from './extend-hold.ts';

/** The person does not want the places they hold, or that they were offered: somebody else may. */
export async function letGo(
  _tx: WritableDb,
  _order: OwnBooking,
): Promise<Result<void, 'booking-unknown' | 'booked'>> {
  throw new Error('not written yet');
}
