const NARROW_SPACE = '\u202f';
const MINUTES_PER_HOUR = 60;

/** A length of time, `3 h 30`. The same in both languages. */
export function formatMinutes(minutes: number): string {
  const rest = String(minutes % MINUTES_PER_HOUR).padStart(2, '0');
  return `${Math.floor(minutes / MINUTES_PER_HOUR)}${NARROW_SPACE}h${NARROW_SPACE}${rest}`;
}
