const TEXTS: ReadonlySet<string> = new Set(['SUMMARY', 'DESCRIPTION', 'LOCATION', 'UID', 'NAME']);

/** Reads a calendar as RFC 5545 writes it: unfolds, splits names from values, takes escapes away. */
export function parseCalendar(file: string): {
  readonly name: string;
  readonly refresh: string;
  readonly events: readonly Readonly<Record<string, string>>[];
} {
  const lines = file
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter((line) => line !== '');
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') {
    throw new Error('not a calendar');
  }
  const calendar: Record<string, string> = {};
  const events: Record<string, string>[] = [];
  let inside = calendar;
  for (const line of lines.slice(1, -1)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).split(';')[0] ?? '';
    const value = line.slice(colon + 1);
    if (!/^[A-Z-]+$/.test(name)) throw new Error(`no name in ${line}`);
    if (TEXTS.has(name) && /[;,\\]/.test(value.replaceAll(/\\[\\;,nN]/g, ''))) {
      throw new Error(`a bare sign in ${line}`);
    }
    if (line === 'BEGIN:VEVENT') {
      inside = {};
      events.push(inside);
    } else if (line === 'END:VEVENT') {
      inside = calendar;
    } else {
      inside[name] = unescapeText(value);
    }
  }
  for (const event of events) {
    for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY']) {
      if (event[name] === undefined) throw new Error(`an event without ${name}`);
    }
  }
  return {
    name: calendar['X-WR-CALNAME'] ?? '',
    refresh: calendar['REFRESH-INTERVAL'] ?? '',
    events,
  };
}

const unescapeText = (value: string): string =>
  value.replaceAll(/\\([\\;,nN])/g, (_, letter: string) =>
    letter === 'n' || letter === 'N' ? '\n' : letter,
  );
