import type { PersonId } from '../../shared/ids.ts';
import type { ReadableDb } from '../db/open-database.ts';

/** Everything we keep of a person's bookings and waiting lists, in plain words. */
export type ExportedBookings = {
  readonly bookings: readonly {
    readonly event: string;
    readonly collective: string;
    readonly startsAt: string;
    readonly state: string;
    readonly madeAt: string;
    readonly bookedAt: string | null;
    readonly closedAt: string | null;
    readonly paidBy: string | null;
    readonly promoCode: string | null;
    readonly totalCents: number;
    readonly places: readonly {
      readonly price: string;
      readonly name: string;
      readonly cents: number;
      readonly state: string;
      readonly cameInAt: string | null;
    }[];
    readonly answers: readonly { readonly question: string; readonly answer: string }[];
  }[];
  readonly waitingLists: readonly {
    readonly event: string;
    readonly collective: string;
    readonly places: number;
    readonly state: string;
    readonly joinedAt: string;
    readonly offerEndsAt: string | null;
  }[];
};

export async function exportBookings(
  _db: ReadableDb,
  _personId: PersonId,
): Promise<ExportedBookings> {
  throw new Error('not written yet');
}
