/**
 * Draws the four sounds of the kiosk from sums of fading sines, as mono 16-bit WAV.
 * Run `node resources/sounds/synthesize.mjs` after a change; the same file comes out every time.
 *
 * They are told apart by rhythm first, pitch second: a bar at night hides pitch.
 *   done       short-LONG, rising    (ti-taaa)
 *   refused    three even low knocks (toc toc toc)
 *   attention  LONG-LONG, the same note, apart (ding ... ding)
 *   tap        one dry touch
 */
import { writeFileSync } from 'node:fs';

const RATE_HZ = 22_050;
const WAV_BYTES_MAX = 40_000;

/** A bar of wood or metal: partials are [ratio to the note, level, seconds until it has faded to a third]. */
const WOOD = [
  [1, 1, 0.16],
  [3.93, 0.34, 0.05],
  [9.2, 0.1, 0.02],
];
const BELL = [
  [1, 1, 0.3],
  [2.01, 0.42, 0.2],
  [3.02, 0.22, 0.11],
  [5.4, 0.08, 0.05],
];
const DRUM = [
  [1, 1, 0.09],
  [1.51, 0.7, 0.07],
  [2.9, 0.6, 0.05],
  [6.1, 0.3, 0.03],
];

const SOUNDS = {
  done: {
    seconds: 0.72,
    notes: [
      { at: 0, hertz: 784, level: 0.5, bar: WOOD },
      { at: 0.11, hertz: 1174.7, level: 0.62, bar: BELL },
    ],
  },
  refused: {
    seconds: 0.62,
    notes: [0, 0.16, 0.32].map((at) => ({ at, hertz: 246.9, level: 0.8, bar: DRUM })),
  },
  attention: {
    seconds: 0.86,
    notes: [0, 0.4].map((at) => ({ at, hertz: 987.8, level: 0.55, bar: BELL })),
  },
  tap: {
    seconds: 0.09,
    notes: [
      {
        at: 0,
        hertz: 620,
        level: 0.3,
        bar: [
          [1, 1, 0.02],
          [2.7, 0.4, 0.01],
        ],
      },
    ],
  },
};

for (const [name, sound] of Object.entries(SOUNDS)) {
  const file = wavFile(render(sound));
  if (file.length > WAV_BYTES_MAX)
    throw new Error(`${name}.wav has ${file.length} bytes, at most ${WAV_BYTES_MAX}`);
  writeFileSync(new URL(`${name}.wav`, import.meta.url), file);
}

function render({ seconds, notes }) {
  const samples = new Float64Array(Math.round(seconds * RATE_HZ));
  for (const { at, hertz, level, bar } of notes) {
    const first = Math.round(at * RATE_HZ);
    for (let index = first; index < samples.length; index += 1) {
      const time = (index - first) / RATE_HZ;
      // 4 ms of rise: soft to the ear, and no click from a cheap speaker.
      const rise = Math.min(1, time / 0.004);
      const sum = bar.reduce(
        (total, [ratio, part, fade]) =>
          total + part * Math.exp(-time / fade) * Math.sin(2 * Math.PI * hertz * ratio * time),
        0,
      );
      samples[index] += level * rise * sum;
    }
  }
  const fadeOut = Math.round(0.02 * RATE_HZ);
  for (let back = 0; back < fadeOut; back += 1)
    samples[samples.length - 1 - back] *= back / fadeOut;
  const peak = samples.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  return samples.map((value) => (value / peak) * 0.85);
}

function wavFile(samples) {
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((value, index) => data.writeInt16LE(Math.round(value * 32_767), index * 2));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE_HZ, 24);
  head.writeUInt32LE(RATE_HZ * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
