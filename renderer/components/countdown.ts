const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;

/** `1:05`: minutes and seconds still to wait. */
export function countdown(waitMs: number): string {
  const seconds = Math.ceil(waitMs / MS_PER_SECOND);
  const rest = String(seconds % SECONDS_PER_MINUTE).padStart(2, '0');
  return `${Math.trunc(seconds / SECONDS_PER_MINUTE)}:${rest}`;
}
