import type { PersonId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { listComingShifts } from '../../volunteers/read-shifts.ts';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import type { Visit } from '../visit.ts';
import { ShiftItem } from './shift-item.tsx';

/** The shifts of an event that have not started. */
export const readEventShifts = (
  db: ReadableDb,
  eventId: string,
  personId: PersonId | null,
  now: Instant,
): Promise<readonly ShiftOnSite[]> => listComingShifts(db, { personId, now }, { eventId });

type EventShiftsProps = { readonly visit: Visit; readonly shifts: readonly ShiftOnSite[] };

/** Where help is needed for an event; nothing when none is asked for. */
export const EventShifts = ({ visit, shifts }: EventShiftsProps) =>
  shifts.length === 0 ? null : (
    <section class="panel shifts-panel" id="benevoles">
      <h2>{visit.t('volunteers.forEvent')}</h2>
      <p class="soft">{visit.t('volunteers.forEventLead')}</p>
      <ul class="shifts">
        {shifts.map((shift) => (
          <ShiftItem visit={visit} shift={shift} isDaySaid isEventSaid={false} />
        ))}
      </ul>
    </section>
  );
