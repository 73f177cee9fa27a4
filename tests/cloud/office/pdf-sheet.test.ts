import { expect, test } from 'vitest';
import { makePdf } from '../../../src/cloud/office/pdf/pdf-sheet.ts';
import type { PdfPart } from '../../../src/cloud/office/pdf/pdf-sheet.ts';
import { printable } from '../../../src/cloud/office/pdf/printable.ts';
import { toInstant } from '../../../src/shared/time.ts';
import { readPdfText } from '../../helpers/pdf-text.ts';

const paper = (parts: readonly PdfPart[]) =>
  makePdf({
    ...{ title: 'Présences', by: 'L’Établi', language: 'fr', parts },
    at: toInstant('2026-11-22T17:10:00.000Z'),
    foot: (page, pages) => `Page ${page} sur ${pages}`,
  });

test('a long table goes over pages, each with its head and its number, and loses no row', async () => {
  const rows = Array.from({ length: 120 }, (_, index) => [`Personne ${index + 1}`, '12,00 €']);
  const columns = [
    { label: 'Nom', width: 3 },
    { label: 'Montant', width: 1, align: 'right' },
  ] as const;
  const pages = readPdfText(await paper([{ kind: 'table', columns, rows }]));
  expect(pages.length).toBeGreaterThan(2);
  for (const [index, page] of pages.entries()) {
    expect(page).toContain('Nom\nMontant\n');
    expect(page.endsWith(`Page ${index + 1} sur ${pages.length}`)).toBe(true);
  }
  const written = pages.join('\n').match(/^Personne \d+$/gm) ?? [];
  expect(new Set(written).size).toBe(120);
});

test('the same paper is the same bytes', async () => {
  const parts: readonly PdfPart[] = [{ kind: 'text', lines: ['12,00 €, déjà payé à l’Établi'] }];
  expect(await paper(parts)).toEqual(await paper(parts));
});

test.each([
  ['12,00\u202f€ d’été, “œuvre”', '12,00\u00a0€ d’été, “œuvre”'],
  ['Łukasz Žižek Nguyễn', 'Lukasz Zizek Nguyen'],
  ['A\u0000\tB', 'A B'],
  ['e\u0301te\u0301', 'été'],
  ['李', '?'],
])('%j is written as %j', (text, written) => {
  expect(printable(text)).toBe(written);
});
