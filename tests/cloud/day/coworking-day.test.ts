import { expect, it } from 'vitest';
import { auditLedger } from '../../../src/cloud/ledger/audit-ledger.ts';
import { COWORKING_DAY, DAY_MOMENTS } from '../../../src/cli/day/coworking-day.ts';
import type { DayPlace } from '../../../src/cli/day/day-place.ts';
import { readDayTable } from '../../../src/cli/day/day-table.ts';
import type { Played } from '../../../src/cli/day/play-day.ts';
import { DAY_TIME_ZONE, runCoworkingDay } from '../../../src/cli/day/run-day.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { Temporal } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';
import { DEMO_ETABLI } from '../../helpers/demo-coworking.ts';
import { ledgerOf } from '../../helpers/demo-passes.ts';

/**
 * The day of `tibillet seed --day coworking`, reckoned by hand with the figures of the demo. Desks:
 * 3.00 an hour by quarters rounded up, half-day 7.00 up to 4 h, day 12.00. Meeting room: 8.00 an
 * hour by half hours. Workshop: 10 min free, 3.00 an hour for members.
 */
const BY_HAND = [
  // 90 min; then 130 more: 220 of the day, rounded 225, is a half-day of 7.00, less 4.50.
  ['Léo', '08:30', '10:00', 90, 450, 450],
  // 465 min: 23.25 by the hour, two half-days 14.00, a day 12.00.
  ['Chloé', '08:55', '16:40', 465, 1_200, 1_200],
  // 210 min: 10.50 by the hour, a half-day 7.00.
  ['Bruno', '09:00', '12:30', 210, 700, 700],
  // 130 min rounded 135: 6.75 (RULES 10, case 8).
  ['Anouk', '09:05', '11:15', 130, 675, 675],
  // 250 of the 450 min that the team has left.
  ['Solène Tanguy', '09:10', '13:20', 250, 0, 0],
  // 105 min, paid at a door without network.
  ['Oscar', '09:15', '11:00', 105, 525, 525],
  // 180 min: 9.00 by the hour, a half-day 7.00. Her guest: 120 min.
  ['Mona', '09:45', '12:45', 180, 700, 700],
  ['Paul', '09:45', '11:45', 120, 600, 600],
  // 240 min: the 200 that Solène left, then 40 rounded 45.
  ['Awa Diallo', '10:00', '14:00', 240, 225, 225],
  // 50 min rounded 60, in cash at the till.
  ['Gaël', '10:05', '10:55', 50, 300, 300],
  // 30 min; the first tap was taken back.
  ['Karima', '10:30', '11:00', 30, 150, 150],
  // 30 min; the door that she left by did not know that she was in.
  ['Rosa', '10:45', '11:15', 30, 150, 150],
  // 60 min: the 20 that are left, then 40 rounded 45 (RULES 10, case 7).
  ['Yanis Benali', '13:30', '14:30', 60, 225, 225],
  ['Nadia', '14:00', '16:30', 150, 0, 0],
  // 70 min rounded 90 at 8.00.
  ['Quentin', '14:01', '15:11', 70, 1_200, 1_200],
  // Closed at 20:00: 355 min rounded 360, 18.00 by the hour, a day 12.00.
  ['Iris', '14:05', '20:00', 355, 1_200, 1_200],
  ['Léo', '15:00', '17:10', 130, 250, 250],
  // 40 min less 10 free, as a member.
  ['Simone', '15:00', '15:40', 40, 150, 150],
  // 20 min rounded 30, by bank card at the till.
  ['Visiteuse', '16:00', '16:20', 20, 150, 150],
] as const;

/** What is left on each Pass: local money, and global money beside it. */
const LEFT_BY_HAND: Readonly<Record<string, readonly [number, number]>> = {
  Anouk: [1_325, 0],
  Bruno: [300, 0],
  Chloé: [0, 300],
  'Yanis Benali': [275, 0],
  'Solène Tanguy': [0, 2_500],
  'Awa Diallo': [0, 14_775],
  Gaël: [0, 0],
  Iris: [300, 0],
  Karima: [350, 0],
  Léo: [1_300, 0],
  Mona: [1_700, 0],
  Nadia: [0, 0],
  Oscar: [1_475, 0],
  Rosa: [850, 0],
  Quentin: [800, 0],
  Simone: [850, 0],
};

type Left = Readonly<Record<string, readonly [number, number]>>;

/** What is on the Passes at the end, and Nadia's minutes. */
async function countMoney({ deps }: DayPlace['cloud']): Promise<[Left, number | undefined]> {
  const people = await deps.db.query
    .selectFrom('person')
    .innerJoin('wallet', 'wallet.person_id', 'person.id')
    .select(['person.name', 'wallet.id'])
    .where('person.name', 'in', Object.keys(LEFT_BY_HAND))
    .execute();
  const ledgers = new Map<string, Record<string, number>>();
  for (const { name, id } of people) ledgers.set(name, await ledgerOf(deps.db, id));
  const left = [...ledgers].map(([name, ledger]): [string, readonly [number, number]] => [
    name,
    [ledger[DEMO_ETABLI.local] ?? 0, ledger[DEMO_ETABLI.global] ?? 0],
  ]);
  return [Object.fromEntries(left), ledgers.get('Nadia')?.[DEMO_ETABLI.time]];
}

const hour = (at: Instant | null): string =>
  at === null
    ? ''
    : Temporal.Instant.from(at)
        .toZonedDateTimeISO(DAY_TIME_ZONE)
        .toPlainTime()
        .toString()
        .slice(0, 5);

it('a day in a coworking place, played from the kiosk, costs to the cent what it costs by hand', async () => {
  const played: Played[] = [];
  const dues = new Map<string, readonly string[]>();
  let money: [Left, number | undefined] = [{}, 0];
  let faults: unknown;
  const rows = unwrap(
    await runCoworkingDay({
      speed: 'max',
      stopping: new AbortController().signal,
      onReady: () => undefined,
      onPlayed: async (one, { cloud, collectiveId }) => {
        played.push(one);
        if (one.moment.does !== 'jobs') return;
        const day = await readDayTable(cloud.deps.db, { collectiveId, day: COWORKING_DAY });
        dues.set(
          one.moment.at,
          day.filter(({ dueCents }) => dueCents !== 0).map(({ name }) => name),
        );
        money = await countMoney(cloud);
        faults = await auditLedger(cloud.deps.db);
      },
    }),
  );
  expect(played.map(({ moment }) => moment)).toEqual(DAY_MOMENTS);
  expect(
    rows.map((row) => [
      ...[row.name, hour(row.inAt), hour(row.outAt)],
      ...[row.stayedMinutes, row.billedCents, row.paidCents],
    ]),
  ).toEqual(BY_HAND);
  // Iris has 48 hours to say when she left; then it is taken.
  expect([...dues.values()]).toEqual([['Iris'], []]);
  expect(money).toEqual([LEFT_BY_HAND, 150]);
  expect(faults).toEqual([]);
}, 60_000);
