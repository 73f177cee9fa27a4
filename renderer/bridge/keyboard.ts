/**
 * Tells a keyboard reader from a person. A reader types a Pass in one burst ended by Enter; a person
 * is slower. What a reader types never reaches a button or a keypad.
 */

/** Keys closer than this belong to one burst. Readers leave 1 to 30 ms; a fast typist 80 ms and more. */
const BURST_GAP_MS_MAX = 60;
/** How long a single key is held back before it counts as typed by a person. */
const HOLD_MS = 90;
/** Shorter bursts are two fingers falling together. The shortest UID has 8 characters. */
const BURST_LENGTH_MIN = 4;
/** As in the contract: a longer text is cut there and refused by the station. */
const BURST_LENGTH_MAX = 500;

export type TypedKey =
  { readonly kind: 'character'; readonly character: string } | { readonly kind: 'erase' };

type Burst = {
  readonly text: string;
  /** Time of the last key by the machine's own clock, so that a busy page cuts no burst in two. */
  readonly lastAtMs: number;
  /** How many of its characters are decided: told as a person's typing, or nobody's. */
  readonly toldLength: number;
  /** How many of those were told: taken back when the burst turns out to be a reader's. */
  readonly typedCount: number;
};
const NO_BURST: Burst = {
  text: '',
  lastAtMs: Number.NEGATIVE_INFINITY,
  toldLength: 0,
  typedCount: 0,
};

const listeners = new Map<(key: TypedKey) => void, { readonly takesSpace: boolean }>();

/**
 * Hears what a person types on a real keyboard. Returns how to stop. With `takesSpace`, a space is
 * a letter; otherwise it presses the button that has the focus.
 */
export function onTypedKey(
  listener: (key: TypedKey) => void,
  { takesSpace }: { readonly takesSpace: boolean } = { takesSpace: false },
): () => void {
  listeners.set(listener, { takesSpace });
  return () => listeners.delete(listener);
}

export function watchKeyboard(page: Window, onWedge: (text: string) => void): () => void {
  let burst = NO_BURST;
  let holdTimer: ReturnType<typeof setTimeout> | undefined;

  const tell = (key: TypedKey) => {
    for (const listener of listeners.keys()) listener(key);
  };
  /** Tells what waits. The burst stays: its next key may only be late in reaching this page. */
  const tellHeld = () => {
    const held = burst.text.slice(burst.toldLength);
    const isTyping = burst.text.length < BURST_LENGTH_MIN;
    burst = { ...burst, toldLength: burst.text.length };
    // A long burst without Enter came from a reader that was cut short: it is nobody's typing.
    if (!isTyping) return;
    burst = { ...burst, typedCount: burst.typedCount + held.length };
    for (const character of held) tell({ kind: 'character', character });
  };

  const onKey = (event: KeyboardEvent) => {
    // AltGr writes "@" on a French keyboard, and comes as Ctrl with Alt.
    const isLetter = event.key.length === 1 && event.getModifierState('AltGraph');
    if (!isLetter && (event.ctrlKey || event.altKey || event.metaKey)) return;
    const follows = event.timeStamp - burst.lastAtMs <= BURST_GAP_MS_MAX;
    if (event.key === 'Enter') {
      if (!follows || burst.text.length < BURST_LENGTH_MIN) return;
      clearTimeout(holdTimer);
      const { text, typedCount } = burst;
      burst = NO_BURST;
      // The page was busy, and took the first keys for a person's.
      for (let taken = 0; taken < typedCount; taken += 1) tell({ kind: 'erase' });
      event.preventDefault();
      event.stopImmediatePropagation();
      onWedge(text);
      return;
    }
    if (event.key === 'Backspace') {
      clearTimeout(holdTimer);
      tellHeld();
      tell({ kind: 'erase' });
      return;
    }
    const takesSpace = [...listeners.values()].some((one) => one.takesSpace);
    if (event.key.length !== 1 || (event.key === ' ' && !follows && !takesSpace)) return;
    if (event.key === ' ') event.preventDefault();
    clearTimeout(holdTimer);
    if (!follows) tellHeld();
    const before = follows ? burst : NO_BURST;
    burst = {
      text: (before.text + event.key).slice(0, BURST_LENGTH_MAX),
      lastAtMs: event.timeStamp,
      toldLength: before.toldLength,
      typedCount: before.typedCount,
    };
    holdTimer = setTimeout(tellHeld, HOLD_MS);
  };

  page.addEventListener('keydown', onKey, { capture: true });
  return () => {
    clearTimeout(holdTimer);
    page.removeEventListener('keydown', onKey, { capture: true });
  };
}
