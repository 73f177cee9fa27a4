import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { assert } from '../../../src/shared/assert.ts';

/** docs/look.md promises; this reads the tokens and the files that keep the promise. */

const LOOK = new URL('../../../resources/look/', import.meta.url);
const css = readFileSync(new URL('tokens.css', LOOK), 'utf8');

const declarationsIn = (block: string): ReadonlyMap<string, string> =>
  new Map(
    [...block.matchAll(/(--[\w-]+|color-scheme):\s*([^;]+);/g)].map(([, name, value]) => [
      name!,
      value!,
    ]),
  );

function blockAfter(start: string): ReadonlyMap<string, string> {
  const from = css.indexOf(start);
  assert(from >= 0, `no block ${start}`);
  return declarationsIn(css.slice(from, css.indexOf('}', from)));
}

const light = blockAfter(':root {');
const darkBySystem = blockAfter(":root:not([data-theme='light'])");
const darkByChoice = blockAfter(":root[data-theme='dark']");
const dark = new Map([...light, ...darkByChoice]);

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.039_28 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high! + 0.05) / (low! + 0.05);
}

const WALLS = ['--page', '--surface', '--raised'] as const;
const GARLAND = ['cherry', 'tangerine', 'straw', 'leaf', 'pool', 'sky', 'plum', 'stone'];

/** Words on a wall, with the ratio they need. */
const PAIRS: readonly (readonly [ink: string, wall: string, ratio: number])[] = [
  ...WALLS.flatMap((wall) =>
    [
      ['--ink', 7],
      ['--ink-soft', 7],
      ['--done-text', 7],
      ['--refused-text', 7],
      ['--attention-text', 7],
      ['--line-strong', 3],
    ].map(([ink, ratio]) => [String(ink), wall, Number(ratio)] as const),
  ),
  ...GARLAND.map((colour) => ['--ink', `--${colour}-tint`, 7] as const),
  ['--on-accent', '--accent', 7],
  ['--on-accent', '--accent-pressed', 7],
  ['--on-dusk', '--dusk', 7],
  ['--on-dusk-soft', '--dusk', 7],
  ['--on-dusk', '--dusk-raised', 7],
  ['--on-dusk-soft', '--dusk-raised', 7],
  ['--accent', '--dusk', 7],
  ['--on-dusk', '--stub', 7],
  ['--on-dusk-soft', '--stub', 7],
  ['--on-dusk', '--stub-key', 7],
  ['--on-done', '--done', 7],
  ['--on-refused', '--refused', 7],
  ['--on-attention', '--attention', 7],
  ['--done-mark', '--done', 3],
  ['--refused-mark', '--refused', 3],
  ['--attention-mark', '--attention', 3],
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('%s theme', (_name, tokens) => {
  test.each(PAIRS)('%s is read on %s: at least %d to 1', (ink, wall, ratio) => {
    expect(contrast(tokens.get(ink)!, tokens.get(wall)!)).toBeGreaterThanOrEqual(ratio);
  });

  test.each([...WALLS, '--stub', '--accent', '--done', '--refused'])(
    'of the two focus rings one is seen on %s',
    (wall) => {
      const rings = ['--focus', '--focus-gap'].map((ring) =>
        contrast(tokens.get(ring)!, tokens.get(wall)!),
      );
      expect(Math.max(...rings)).toBeGreaterThanOrEqual(3);
    },
  );
});

test('dark is the same whether the system or the person asks for it', () => {
  expect([...darkByChoice]).toEqual([...darkBySystem]);
});

test('dark changes only names that light has', () => {
  expect([...darkByChoice.keys()].filter((name) => !light.has(name))).toEqual([]);
});

test('the colours that docs/look.md prints are the ones of the tokens', () => {
  const doc = readFileSync(new URL('../../docs/look.md', LOOK), 'utf8');
  const known = new Set([...light.values(), ...dark.values()]);
  const printed = doc.match(/#[\da-f]{6}/g) ?? [];
  expect(printed.length).toBeGreaterThan(10);
  expect(printed.filter((colour) => !known.has(colour))).toEqual([]);
});

const ICONS = readdirSync(new URL('icons/', LOOK));
const ONE_SET =
  /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1\.9" stroke-linecap="round" stroke-linejoin="round">(<path d="[^"]+"\/>)+<\/svg>\n$/;

test.each(ICONS)('%s is of the set: same grid, stroke and ends, the colour of the text', (file) => {
  expect(readFileSync(new URL(`icons/${file}`, LOOK), 'utf8')).toMatch(ONE_SET);
});

test.each(['done', 'refused', 'attention', 'tap'])('the sound %s is small', (name) => {
  expect(statSync(new URL(`../sounds/${name}.wav`, LOOK)).size).toBeLessThan(40_000);
});

test('screens load one font file; papers have two weights of it that a PDF can hold; their licence is with them', () => {
  expect(readdirSync(new URL('../fonts/', LOOK)).toSorted()).toEqual([
    'OFL.txt',
    'atkinson-hyperlegible-next-420.ttf',
    'atkinson-hyperlegible-next-680.ttf',
    'atkinson-hyperlegible-next.woff2',
  ]);
});
