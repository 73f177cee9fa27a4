import { EXIT_MAY_PASS, EXIT_WAITS_FOR_SOMEBODY } from '../../shared/exit-codes.ts';
import { formatCents, formatHour, formatMinutes } from '../../shared/format.ts';
import { COWORKING_DAY } from './coworking-day.ts';
import type { DaySpeed } from './day-clock.ts';
import type { DayPlace } from './day-place.ts';
import { printDayTable } from './day-table.ts';
import type { Played } from './play-day.ts';
import { DAY_TIME_ZONE, runCoworkingDay } from './run-day.ts';

const EXIT_NOT_AS_WRITTEN = 2;
const EXIT_STOPPED = 130;

/** Plays the day for somebody at a terminal: where to watch, what happens, what it costs. */
export async function playCoworkingDay(options: {
  readonly speed: DaySpeed;
  readonly isJson: boolean;
}): Promise<number> {
  const { speed, isJson } = options;
  const say = (line: unknown, text: string): void =>
    void process.stdout.write(isJson ? `${JSON.stringify(line)}\n` : `${text}\n`);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => stopping.abort());
  }
  try {
    const rows = await runCoworkingDay({
      speed,
      stopping: stopping.signal,
      onReady: (place) => say({ kind: 'ready', ...addressesOf(place) }, describePlace(place)),
      onPlayed: (played) =>
        say(
          { kind: 'played', ...played.moment, at: played.at, result: played.result },
          describePlayed(played),
        ),
    });
    if (!rows.ok) {
      process.stderr.write(`${rows.error.sentence}\n`);
      return rows.error.mayPass ? EXIT_MAY_PASS : EXIT_WAITS_FOR_SOMEBODY;
    }
    say(
      { kind: 'over', day: COWORKING_DAY, rows: rows.value },
      `\n${printDayTable(rows.value, DAY_TIME_ZONE)}`,
    );
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) return EXIT_STOPPED;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT_NOT_AS_WRITTEN;
  }
}

const addressesOf = ({ cloud, stations }: DayPlace) => ({
  siteUrl: cloud.url,
  doorUrl: stations.street.kioskUrl,
  yardUrl: stations.yard.kioskUrl,
  tillUrl: stations.till.kioskUrl,
});

function describePlace(place: DayPlace): string {
  const { siteUrl, doorUrl, yardUrl, tillUrl } = addressesOf(place);
  return [
    '',
    `  Watch    ${doorUrl}`,
    `  other    ${yardUrl}`,
    `  till     ${tillUrl}`,
    `  Site     ${siteUrl}`,
    '',
  ].join('\n');
}

function describePlayed({ moment, at, result }: Played): string {
  const who = 'who' in moment ? moment.who : 'name' in moment ? moment.name : '';
  const where = 'door' in moment ? ` (${moment.door})` : '';
  const head = `${formatHour(at, DAY_TIME_ZONE, 'fr').padEnd(9)} ${moment.does.padEnd(10)} ${who}${where}`;
  return result?.kind === 'badged-out'
    ? `${head}: ${formatMinutes(result.stayedMinutes, 'fr')}, ${formatCents(result.cents, 'fr')}, ${result.payment.kind}`
    : head;
}
