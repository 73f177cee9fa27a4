import attentionUrl from '../../resources/sounds/attention.wav?url';
import doneUrl from '../../resources/sounds/done.wav?url';
import refusedUrl from '../../resources/sounds/refused.wav?url';
import tapUrl from '../../resources/sounds/tap.wav?url';

const ADDRESSES = {
  done: doneUrl,
  refused: refusedUrl,
  attention: attentionUrl,
  tap: tapUrl,
} as const;
export type SoundName = keyof typeof ADDRESSES;

/** A touch is felt more than heard; a result is heard over a bar. */
const LEVELS: Readonly<Record<SoundName, number>> = {
  done: 1,
  refused: 1,
  attention: 1,
  tap: 0.35,
};

let context: AudioContext | null = null;
const ready = new Map<SoundName, AudioBuffer>();

/** Decodes the four sounds once, so that one plays at the moment it is asked for. */
export async function loadSounds(): Promise<void> {
  if (context !== null) return;
  const audio = new AudioContext({ latencyHint: 'interactive' });
  context = audio;
  await Promise.all(
    (Object.keys(ADDRESSES) as SoundName[]).map(async (name) => {
      const answer = await fetch(ADDRESSES[name]);
      ready.set(name, await audio.decodeAudioData(await answer.arrayBuffer()));
    }),
  );
}

/** Plays one sound. A browser stays silent until the first touch; the kiosk window does not. */
export function playSound(name: SoundName): void {
  // Written on the page as well, so that a test hears it.
  document.documentElement.dataset['sound'] = name;
  const buffer = ready.get(name);
  if (context === null || buffer === undefined) return;
  if (context.state === 'suspended') void context.resume();
  const source = context.createBufferSource();
  const volume = context.createGain();
  volume.gain.value = LEVELS[name];
  source.buffer = buffer;
  source.connect(volume).connect(context.destination);
  source.start();
}
