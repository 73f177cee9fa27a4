import type { Db } from '../../cloud/db/open-database.ts';
import type { PresenceState } from '../../domain/badge/presence.ts';
import { formatCents, formatHour, formatMinutes } from '../../shared/format.ts';
import { cents } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import type { Instant } from '../../shared/time.ts';

/** One stay, as the cloud has it at the end of the day. */
export type DayRow = {
  readonly name: string;
  readonly space: string;
  readonly inAt: Instant | null;
  readonly outAt: Instant | null;
  readonly state: PresenceState;
  readonly stayedMinutes: number;
  /** Given by a volunteer. */
  readonly timeMinutes: number;
  readonly billedCents: Cents;
  readonly paidCents: Cents;
  readonly dueCents: Cents;
};

/** Who stayed how long on a day, what it costs, and what of it is paid. */
export async function readDayTable(
  { query }: Db,
  place: { readonly collectiveId: string; readonly day: string },
): Promise<readonly DayRow[]> {
  const rows = await query
    .selectFrom('presence')
    .innerJoin('badge_space', 'badge_space.id', 'presence.space_id')
    .leftJoin('wallet', 'wallet.id', 'presence.wallet_id')
    .leftJoin('person', 'person.id', 'wallet.person_id')
    .select(['person.name as person_name', 'guest_name', 'badge_space.name as space_name'])
    .select(['in_at', 'out_at', 'state', 'stayed_minutes', 'time_minutes'])
    .select(['billed_cents', 'paid_cents'])
    .where('presence.collective_id', '=', place.collectiveId)
    .where('day', '=', place.day)
    .where('state', '<>', 'removed')
    .orderBy('in_at')
    .orderBy('presence.id')
    .execute();
  return rows.map((row) => ({
    name: row.person_name ?? row.guest_name,
    space: row.space_name,
    inAt: row.in_at as Instant | null,
    outAt: row.out_at as Instant | null,
    state: row.state,
    stayedMinutes: row.stayed_minutes,
    timeMinutes: row.time_minutes,
    billedCents: cents(row.billed_cents),
    paidCents: cents(row.paid_cents),
    dueCents: cents(row.billed_cents - row.paid_cents),
  }));
}

const HEAD = ['who', 'where', 'in', 'out', 'stayed', 'billed', 'paid', 'due', ''] as const;
const NUMBERS_FROM = 4;
const NUMBERS_TO = 7;

/** The same for a terminal, with the sums under it. Hours are the place's. */
export function printDayTable(rows: readonly DayRow[], timeZone: string): string {
  const hour = (at: Instant | null): string => (at === null ? '' : formatHour(at, timeZone, 'fr'));
  const sum = (of: (row: DayRow) => number): string =>
    formatCents(cents(rows.reduce((total, row) => total + of(row), 0)), 'fr');
  const lines: readonly (readonly string[])[] = [
    HEAD,
    ...rows.map((row) => [
      ...[
        row.name,
        row.space,
        hour(row.inAt),
        hour(row.outAt),
        formatMinutes(row.stayedMinutes, 'fr'),
      ],
      ...[row.billedCents, row.paidCents, row.dueCents].map((one) => formatCents(one, 'fr')),
      noteOf(row),
    ]),
    [
      ...['', '', '', '', ''],
      ...[sum((row) => row.billedCents), sum((row) => row.paidCents), sum((row) => row.dueCents)],
      '',
    ],
  ];
  const widths = HEAD.map((_, column) =>
    Math.max(...lines.map((line) => (line[column] ?? '').length)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const isNumber = column >= NUMBERS_FROM && column <= NUMBERS_TO;
          const width = widths[column] ?? 0;
          return isNumber ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function noteOf({ state, timeMinutes }: DayRow): string {
  if (timeMinutes > 0) return `${formatMinutes(timeMinutes, 'fr')} given`;
  return state === 'automatic' ? 'closed by itself' : '';
}
