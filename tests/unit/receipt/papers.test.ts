import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Receipt, SaleReceipt } from '../../../src/domain/receipt/receipt.ts';
import { toPaperText } from '../../../src/domain/receipt/alphabet.ts';
import { wrapWords } from '../../../src/domain/receipt/write-markup.ts';
import { renderEscPos, renderSvg } from '../../../src/station/printers/render.ts';
import { cents } from '../../../src/shared/money.ts';
import { readPaper, showSheet } from '../../helpers/paper.ts';
import type { PaperLine } from '../../helpers/paper.ts';
import { EVENT_TICKET, ORDER, SALE, SAMPLES, TEST_PAGE } from '../../helpers/sample-receipts.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/receipts');

/** The paper that comes out; there is one, and nothing is left in the printer. */
function print(receipt: Receipt, columns: number, language: 'fr' | 'en' = 'fr') {
  const paper = readPaper(renderEscPos(receipt, language, columns));
  expect(paper).toMatchObject({ rest: [], kicks: [], questions: [], unread: 0 });
  expect(paper.sheets).toHaveLength(1);
  return paper.sheets[0]!;
}

const textOf = (sheet: readonly PaperLine[]): readonly string[] =>
  sheet.map((line) => (line.kind === 'line' ? line.text : `QR ${line.qr}`));

const signsOf = (signs: string) => fc.constantFrom(...signs.split(''));

describe('papers as they come out', () => {
  test.each(Object.keys(SAMPLES))('%s in French', async (name) => {
    const sheet = showSheet(print(SAMPLES[name]!, 42), 42);
    await expect(sheet).toMatchFileSnapshot(join(FIXTURES, `${name}.fr.txt`));
  });

  test.each(Object.keys(SAMPLES))('%s in English', async (name) => {
    const sheet = showSheet(print(SAMPLES[name]!, 48, 'en'), 48);
    await expect(sheet).toMatchFileSnapshot(join(FIXTURES, `${name}.en.txt`));
  });

  test.each(['sale', 'order', 'closing', 'event-ticket'])('%s on narrow paper', async (name) => {
    const sheet = showSheet(print(SAMPLES[name]!, 32), 32);
    await expect(sheet).toMatchFileSnapshot(join(FIXTURES, `${name}.narrow.txt`));
  });

  test.each([32, 42, 48])('no line is wider than %i columns, no word is cut', (columns) => {
    for (const receipt of Object.values(SAMPLES)) {
      for (const line of print(receipt, columns)) {
        if (line.kind === 'line') expect(line.text.length).toBeLessThanOrEqual(columns);
        else expect(line.widthDots).toBeLessThanOrEqual(columns * 12);
      }
    }
    const words = textOf(print(SALE, columns)).join(' ').split(/\s+/);
    for (const word of ['gingembre', 'jardin', 'vendredi']) expect(words).toContain(word);
  });
});

describe('marks that nobody may miss', () => {
  const large = (sheet: readonly PaperLine[]): readonly string[] =>
    sheet.flatMap((line) =>
      line.kind === 'line' && line.marks.includes('W') ? [line.text.replaceAll(' ', '')] : [],
    );

  test('an original does not say DUPLICATA, every later copy does, with its number', () => {
    expect(large(print(SALE, 42))).not.toContain('DUPLICATA');
    for (const copy of [2, 3]) {
      const sheet = print({ ...SALE, copy }, 42);
      expect(large(sheet)).toContain('DUPLICATA');
      expect(textOf(sheet).map((text) => text.trim())).toContain(`copie n° ${copy}`);
    }
  });

  test.each(Object.keys(SAMPLES))('%s of the training says FACTICE above and below', (name) => {
    const sheet = print({ ...SAMPLES[name]!, isTraining: true, copy: 2 }, 32);
    const said = large(sheet);
    expect(said[0]).toBe('FACTICE');
    expect(said.at(-1)).toBe('FACTICE');
    expect(said).toContain('DUPLICATA');
    expect(large(print({ ...SAMPLES[name]!, isTraining: false }, 32))).not.toContain('FACTICE');
  });

  test('the total is in large letters, in tall ones where it would not fit', () => {
    const total = (amount: number) =>
      print({ ...SALE, totalCents: cents(amount) }, 32).find(
        (line) => line.kind === 'line' && line.text.replaceAll(' ', '').startsWith('TOTAL'),
      );
    expect(total(1410)).toMatchObject({ marks: 'BHW' });
    const longest = total(1_000_000_000);
    expect(longest).toMatchObject({ marks: 'BH' });
    expect(longest).toMatchObject({ text: expect.stringMatching(/^TOTAL +10 000 000,00 €$/) });
  });

  test('the code of a ticket is read by a camera, on narrow and on wide paper', () => {
    for (const columns of [32, 42, 48]) {
      const code = print(EVENT_TICKET, columns).find((line) => line.kind === 'image');
      expect(code).toMatchObject({ qr: (EVENT_TICKET as { code: string }).code });
    }
  });
});

describe('names that people type', () => {
  const nasty = fc.oneof(
    fc.string({ unit: signsOf('|{}-^ \\~_"`=;:xn5aéœ’€'), minLength: 1, maxLength: 20 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom('|{}-^ \\ ~', '{code:1}', '---', '===', '^^^^', '\\x41', '\\n', '{width:1}|'),
  );
  const squeeze = (text: string): string => text.replaceAll(/[\s\u00A0]/g, '');
  const sale = (label: string): SaleReceipt => ({
    ...SALE,
    lines: [{ ...SALE.lines[0]!, label, options: [], unitCents: null }],
  });

  test('a name is printed as it is, and changes nothing around it', () => {
    const plain = print(sale('Thé'), 48);
    const at = plain.findIndex((line) => line.kind === 'line' && line.text.includes('Thé'));
    fc.assert(
      fc.property(nasty, (label) => {
        const sheet = print(sale(label), 48);
        expect(sheet).toHaveLength(plain.length);
        expect([...sheet.slice(0, at), ...sheet.slice(at + 1)]).toEqual([
          ...plain.slice(0, at),
          ...plain.slice(at + 1),
        ]);
        const written = squeeze(toPaperText(label, 'printer'));
        expect(sheet[at]).toMatchObject({ marks: '' });
        expect(squeeze(textOf(sheet)[at]!)).toBe(`2${written}3,00€`);
      }),
      { numRuns: 300 },
    );
  });

  test('whatever is typed anywhere, each paper comes out whole and once', () => {
    fc.assert(
      fc.property(nasty, fc.constantFrom(32, 42, 48), (text, columns) => {
        const collective = { name: text, lines: [text] };
        const head = {
          collective,
          footer: [text],
          staffName: text,
          pointOfSale: text,
          number: text,
        };
        const lines = SALE.lines.map((line) => ({
          ...line,
          label: text,
          options: [text],
          measure: text,
        }));
        const papers = [
          { ...SALE, ...head, tab: text, lines },
          { ...ORDER, ...head, note: text, destination: text, tab: text },
          { ...EVENT_TICKET, ...head, holder: text, priceName: text },
          { ...TEST_PAGE, ...head, printerName: text },
        ] as readonly Receipt[];
        for (const paper of papers) expect(print(paper, columns).length).toBeGreaterThan(5);
      }),
      { numRuns: 100 },
    );
  });

  test('a very long name goes on below, every word of it', () => {
    const label = 'Assiette de fromages fermiers du pays de Rennes et confiture '.repeat(3).trim();
    const text = textOf(print(sale(label), 32))
      .join(' ')
      .replaceAll(/\s+/g, ' ');
    expect(text.replace(' 3,00 €', '')).toContain(label);
  });
});

describe('lines cut between words', () => {
  test('no line is too long, no letter is lost', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 48 }),
        (text, width) => {
          const lines = wrapWords(text, width);
          for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });
});

describe('the drawing for the screen', () => {
  const TAGS =
    /<\/?(svg|title|defs|filter|feFlood|feComposite|path|g|text|tspan)((?: [\w:-]+="[^"<>&]*")*)\/?>/g;

  /** What stands outside the few tags, and what in them could load or run something. */
  const harmIn = (svg: string): readonly string[] => {
    const outside = svg.replaceAll(TAGS, '').match(/[<>]|&(?!(amp|lt|gt|#xa0);)/g) ?? [];
    const attributes = [...svg.matchAll(TAGS)].map((match) => match[2]).join('');
    const loading = attributes
      .replace(' xmlns="http://www.w3.org/2000/svg"', '')
      .match(/https?:|\/\/|href|\son|style|data:|javascript|url\((?!#receipt-inverse\))/gi);
    return [...outside, ...(loading ?? [])];
  };

  test.each(Object.keys(SAMPLES))('%s loads nothing and runs nothing', (name) => {
    expect(harmIn(renderSvg({ ...SAMPLES[name]!, isTraining: true }, 'fr'))).toEqual([]);
  });

  test('nor does one with names made to break it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: signsOf('<>&"\'/=ascriptlonurl():;#{}|\\'), maxLength: 30 }),
      fc.constantFrom('<script>alert(1)</script>', '"><image href="//x"/>', '</title><b>', '$&$1'),
    );
    fc.assert(
      fc.property(text, (name) => {
        const collective = { name, lines: [name] };
        const svg = renderSvg({ ...SALE, collective, tab: name, footer: [name] }, 'en');
        expect(harmIn(svg)).toEqual([]);
      }),
    );
  });

  test('the same paper is the same drawing', () => {
    expect(renderSvg(SALE, 'fr')).toBe(renderSvg(SALE, 'fr'));
    expect(renderSvg(SALE, 'fr')).toContain('<title>Le Tremplin, mardi 3 novembre 2026</title>');
  });
});
