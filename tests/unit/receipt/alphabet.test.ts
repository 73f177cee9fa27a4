import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_PAGE_858, toPaperText } from '../../../src/domain/receipt/alphabet.ts';
import { toEscPos } from '../../../src/station/printers/to-esc-pos.ts';

/** The bytes between the order "code page 858" and the end of the line. */
function printedBytes(text: string): readonly number[] {
  const bytes = [...toEscPos(`|${text} |`, { columns: 48 })];
  const pageAt = bytes.findIndex(
    (byte, index) => byte === 0x1b && bytes[index + 1] === 0x74 && bytes[index + 2] === 19,
  );
  expect(pageAt).toBeGreaterThan(0);
  return bytes.slice(pageAt + 3, bytes.indexOf(0x0a, pageAt));
}

describe('what a printer writes', () => {
  // From the published table of code page 858, byte by byte.
  test.each([
    ['€', 0xd5],
    ['é', 0x82],
    ['è', 0x8a],
    ['ê', 0x88],
    ['ë', 0x89],
    ['à', 0x85],
    ['â', 0x83],
    ['ä', 0x84],
    ['ç', 0x87],
    ['î', 0x8c],
    ['ï', 0x8b],
    ['ô', 0x93],
    ['ö', 0x94],
    ['ù', 0x97],
    ['û', 0x96],
    ['ü', 0x81],
    ['ÿ', 0x98],
    ['æ', 0x91],
    ['É', 0x90],
    ['È', 0xd4],
    ['Ê', 0xd2],
    ['À', 0xb7],
    ['Â', 0xb6],
    ['Ç', 0x80],
    ['Î', 0xd7],
    ['Ô', 0xe2],
    ['Ù', 0xeb],
    ['Û', 0xea],
    ['«', 0xae],
    ['»', 0xaf],
    ['°', 0xf8],
    ['×', 0x9e],
    ['½', 0xab],
    ['·', 0xfa],
  ])('%s is its byte of code page 858', (sign, byte) => {
    expect(printedBytes(sign)).toEqual([byte]);
  });

  test('every sign of the page is its byte', () => {
    const wrong = Array.from(CODE_PAGE_858).filter(
      (sign, index) => sign !== '\u00A0' && printedBytes(sign)[0] !== 0x80 + index,
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['2,50\u202F€', '2,50\u00A0€'],
    ['l’été “indien”', 'l\'été "indien"'],
    ['9 h – 12 h — ‑ −3', '9 h - 12 h - - -3'],
    ['et puis…', 'et puis...'],
    ['œuf, Œuf, ŒUF', 'oeuf, Oeuf, OEUF'],
    ['Škoda, Łódź, ﬁn', 'Skoda, Lódz, fin'],
    ['thé 🍵 日', 'thé ? ?'],
    ['e\u0301te\u0301', 'été'],
    ['cœur de b\u00ADœuf', 'coeur de boeuf'],
  ])('%s is written %s', (text, written) => {
    expect(toPaperText(text, 'printer')).toBe(written);
  });
});

test('a screen keeps every sign that people can read', () => {
  expect(toPaperText('l’œuf – “š” 🍵', 'screen')).toBe('l’œuf – “š” 🍵');
});

test('no sign hides, joins, ends the line or turns the direction', () => {
  expect(toPaperText('a\u200B\u202Eb\u0000c\r\nd\te\uFEFF\uD800f', 'screen')).toBe(
    'abc  d e\uFFFDf',
  );
});

test('whatever the text, a printer is given signs it has', () => {
  const known = new Set(CODE_PAGE_858);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const strange = Array.from(toPaperText(text, 'printer')).filter(
        (sign) => !known.has(sign) && !/^[ -~]$/.test(sign),
      );
      expect(strange).toEqual([]);
    }),
  );
});
