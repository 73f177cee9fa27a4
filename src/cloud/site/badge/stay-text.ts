const NARROW_SPACE = '\u202f';
const MINUTES_PER_HOUR = 60;

/** How long somebody stayed, `25 min`, `2 h`, `2 h 05`. The same in both languages. */
export function formatStay(minutes: number): string {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  if (hours === 0) return `${rest}${NARROW_SPACE}min`;
  const whole = `${hours}${NARROW_SPACE}h`;
  return rest === 0 ? whole : `${whole}${NARROW_SPACE}${String(rest).padStart(2, '0')}`;
}
