/** Browsers and systems by a word of their own in the header, most particular first. */
const BROWSERS: readonly (readonly [string, string])[] = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
];

const SYSTEMS: readonly (readonly [string, string])[] = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
];

const find = (words: readonly (readonly [string, string])[], header: string): string =>
  words.find(([word]) => header.includes(word))?.[1] ?? '';

/**
 * What a person recognises their phone by: "Firefox, Android". Empty when nothing is known.
 * Only these words are kept, never the whole header.
 */
export const deviceName = (userAgent: string): string =>
  [find(BROWSERS, userAgent), find(SYSTEMS, userAgent)].filter((word) => word !== '').join(', ');
