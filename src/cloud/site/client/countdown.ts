/**
 * Counts down how long places are kept (RULES E3). Without this module the page says until what
 * hour. Whoever listens is told at five minutes, at one, and at the end, not each second.
 */

const MINUTE_MS = 60_000;
const TOLD_AT_MINUTES: readonly number[] = [5, 1, 0];

const clock = document.querySelector<HTMLElement>('[data-ends-in-ms]');
if (clock !== null) start(clock);

function start(shown: HTMLElement): void {
  // What is left is counted from here: the clock of the phone may be wrong.
  const endsAt = Date.now() + Number(shown.dataset['endsInMs'] ?? '0');
  const spoken = document.getElementById(shown.dataset['spoken'] ?? '');
  let told = Number.POSITIVE_INFINITY;

  const draw = (): void => {
    const leftMs = Math.max(0, endsAt - Date.now());
    const text = clockText(leftMs);
    if (shown.textContent !== text) shown.textContent = text;
    const now = TOLD_AT_MINUTES.findLast((minutes) => leftMs <= minutes * MINUTE_MS);
    if (now !== undefined && now < told) {
      told = now;
      shown.classList.toggle('is-short', true);
      if (spoken !== null) spoken.textContent = spoken.dataset[`at${now}`] ?? '';
    }
    if (leftMs > 0) return;
    clearInterval(timer);
    // The page says what became of the places; a moment later, so that the cloud agrees.
    setTimeout(() => location.reload(), 1_500);
  };

  const timer = setInterval(draw, 250);
  shown.hidden = false;
  draw();
}

/** `14:05`. */
function clockText(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

// Back from the bank, or by the browser's own arrow: an old page would count down places that are paid.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
