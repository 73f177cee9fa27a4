import type { PersonId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { listOwnShifts } from '../../volunteers/read-shifts.ts';
import type { ShiftOnSite } from '../../volunteers/read-shifts.ts';
import { ButtonLink } from '../parts/form.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';
import { ShiftItem } from './shift-item.tsx';

/** The shifts that a person signed up for and that are not over. */
export const readOwnShifts = (
  db: ReadableDb,
  personId: PersonId,
  now: Instant,
): Promise<readonly ShiftOnSite[]> => listOwnShifts(db, personId, now);

type OwnShiftsProps = {
  readonly visit: Visit;
  readonly shifts: readonly ShiftOnSite[];
  /** Where a list of all shifts stands on the same page, none leads there. */
  readonly isAlone?: boolean;
};

/** My shifts, each with the way to drop out; says where to help when there is none. */
export const OwnShifts = ({ visit, shifts, isAlone = true }: OwnShiftsProps) => {
  const { t } = visit;
  return (
    <section class="panel shifts-panel" id="mes-creneaux">
      <h2>{t('volunteers.own')}</h2>
      {shifts.length === 0 ? <p class="soft">{t('volunteers.ownNone')}</p> : null}
      <ul class="shifts">
        {shifts.map((shift) => (
          <ShiftItem visit={visit} shift={shift} isDaySaid isEventSaid />
        ))}
      </ul>
      {isAlone ? (
        <ButtonLink href={PATHS_OF_SITE.volunteers} kind="second" icon="hand">
          {t('volunteers.find')}
        </ButtonLink>
      ) : null}
    </section>
  );
};
