import { msOfInstant } from '../../../shared/time.ts';
import type { Instant } from '../../../shared/time.ts';

/** Calendar files as RFC 5545 writes them. */

export type CalendarEvent = {
  /** The same for ever, so that a calendar changes its entry and makes no second one. */
  readonly uid: string;
  readonly name: string;
  readonly description: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** When what it says was last written. */
  readonly changedAt: Instant;
  /** On one line; empty when there is none. */
  readonly place: string;
  readonly latitudeE6?: number | null;
  readonly longitudeE6?: number | null;
  readonly url: string;
  readonly tags?: readonly string[];
  /** A booking is the reader's own time; an event that only takes place is not. */
  readonly isBusy?: boolean;
  readonly isCancelled?: boolean;
};

export type CalendarFile = {
  readonly name: string;
  readonly events: readonly CalendarEvent[];
  /** How often a calendar should look again; not said for one event alone. */
  readonly refreshHours?: number;
};

const LINE_BYTES_MAX = 75;
const LINE_END = '\r\n';

/** Writes a calendar. The same events give the same bytes, so that it can be answered "unchanged". */
export function writeCalendar({ name, events, refreshHours }: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//TiBillet//Lespass//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    ...(refreshHours === undefined
      ? []
      : [
          `REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`,
          `X-PUBLISHED-TTL:PT${refreshHours}H`,
        ]),
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return lines.map(foldLine).join(LINE_END) + LINE_END;
}

function eventLines(event: CalendarEvent): readonly string[] {
  const { latitudeE6 = null, longitudeE6 = null, tags = [] } = event;
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    // Of a published entry: when it was last written, not when this file was.
    `DTSTAMP:${utcTime(event.changedAt)}`,
    `LAST-MODIFIED:${utcTime(event.changedAt)}`,
    // Grows with each change, as it must; seconds since 2026 stay within a calendar's numbers.
    `SEQUENCE:${sequenceOf(event.changedAt)}`,
    `DTSTART:${utcTime(event.startsAt)}`,
    `DTEND:${utcTime(event.endsAt)}`,
    `SUMMARY:${escapeText(event.name)}`,
    ...(event.description === '' ? [] : [`DESCRIPTION:${escapeText(event.description)}`]),
    ...(event.place === '' ? [] : [`LOCATION:${escapeText(event.place)}`]),
    ...(latitudeE6 === null || longitudeE6 === null
      ? []
      : [`GEO:${(latitudeE6 / 1e6).toFixed(6)};${(longitudeE6 / 1e6).toFixed(6)}`]),
    ...(tags.length === 0 ? [] : [`CATEGORIES:${tags.map(escapeText).join(',')}`]),
    `URL:${event.url}`,
    `STATUS:${event.isCancelled === true ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${event.isBusy === true ? 'OPAQUE' : 'TRANSPARENT'}`,
    'END:VEVENT',
  ];
}

/** `20261122T193000Z`: UTC, so that no calendar needs our time zones. */
const utcTime = (instant: Instant): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

const SEQUENCE_FROM_MS = Date.UTC(2026, 0, 1);

const sequenceOf = (changedAt: Instant): number =>
  Math.max(0, Math.floor((msOfInstant(changedAt) - SEQUENCE_FROM_MS) / 1_000));

/** Backslash, comma, semicolon and line ends, which mean something else in a calendar. */
const escapeText = (text: string): string =>
  text
    .replaceAll('\\', String.raw`\\`)
    .replaceAll(';', String.raw`\;`)
    .replaceAll(',', String.raw`\,`)
    .replaceAll(/\r\n|\r|\n/g, String.raw`\n`)
    // Other control characters have no place in a calendar.
    .replaceAll(/\p{Cc}/gu, '');

/** At most 75 bytes a line, never cut inside a letter. What follows begins with a space. */
function foldLine(line: string): string {
  if (Buffer.byteLength(line) <= LINE_BYTES_MAX) return line;
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const letter of line) {
    const size = Buffer.byteLength(letter);
    // The space in front of each further line counts too.
    const room = pieces.length === 0 ? LINE_BYTES_MAX : LINE_BYTES_MAX - 1;
    if (bytes + size > room) {
      pieces.push(piece);
      piece = '';
      bytes = 0;
    }
    piece += letter;
    bytes += size;
  }
  return [...pieces, piece].join(`${LINE_END} `);
}
