import type { DayRule } from '../../../shared/time.ts';
import type { ManagerCall } from '../../http/route.ts';
import type { ManagedCollective } from '../../http/deps.ts';
import { openVisit } from '../../site/visit.ts';
import type { Visit } from '../../site/visit.ts';

/** What every badge page of a collective is drawn with. */
export type BadgeOffice = {
  readonly visit: Visit;
  readonly collective: ManagedCollective;
  /** When its day turns, and where its clock stands. */
  readonly rule: DayRule;
};

export async function openBadgeOffice(call: ManagerCall): Promise<BadgeOffice> {
  const { collective } = call;
  const row = await call.deps.db.query
    .selectFrom('collective')
    .select(['time_zone', 'cut_off_hour'])
    .where('id', '=', collective.id)
    .executeTakeFirstOrThrow();
  return {
    visit: openVisit(call, call.person),
    collective,
    rule: { timeZone: row.time_zone, cutOffHour: row.cut_off_hour },
  };
}

/** For what is not there, and for what is another collective's. */
export const refuseUnknown = (call: ManagerCall): Response | Promise<Response> =>
  call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });

/** Who did it, as rows keep it. */
export const nameOfManager = async ({ deps, person }: ManagerCall): Promise<string> => {
  const row = await deps.db.query
    .selectFrom('person')
    .select('name')
    .where('id', '=', person.personId)
    .executeTakeFirst();
  return row === undefined || row.name === '' ? person.email : row.name;
};
