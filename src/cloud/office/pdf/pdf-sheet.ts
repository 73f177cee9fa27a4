import { readFileSync } from 'node:fs';
import PdfDocument from 'pdfkit';
import { encode } from 'uqr';
import type { Language } from '../../../shared/i18n.ts';
import { resourcesPath } from '../../../shared/node/resources.ts';
import type { Instant } from '../../../shared/time.ts';
import { printable } from './printable.ts';

/** Papers of the office as PDF: A4, our typeface, tables that go over pages. */

type Align = 'left' | 'right';

export type PdfColumn = {
  readonly label: string;
  /** Share of the width; the shares of all columns are added up. */
  readonly width: number;
  readonly align?: Align;
};

export type PdfPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly lines: readonly string[]; readonly isSoft?: boolean }
  /** Who writes, and to whom. */
  | {
      readonly kind: 'sides';
      readonly left: readonly string[];
      readonly right: readonly string[];
    }
  | {
      readonly kind: 'table';
      readonly columns: readonly PdfColumn[];
      readonly rows: readonly (readonly string[])[];
      /** Sums, in strong letters under a line. */
      readonly foot?: readonly (readonly string[])[];
    }
  /** Figures that matter, one below the other at the right edge; the last one is the largest. */
  | { readonly kind: 'totals'; readonly rows: readonly (readonly [label: string, value: string])[] }
  /** One bar for each value. */
  | {
      readonly kind: 'bars';
      readonly bars: readonly { readonly label: string; readonly value: number }[];
    }
  /** A ticket to cut out: what it is beside its QR. The first line is large, the second strong. */
  | { readonly kind: 'ticket'; readonly lines: readonly string[]; readonly code: string };

export type PdfSheet = {
  readonly title: string;
  readonly by: string;
  readonly language: Language;
  readonly at: Instant;
  /** Under each page, with its number. */
  readonly foot: (page: number, pages: number) => string;
  readonly parts: readonly PdfPart[];
};

const MARGIN = 48;
const FOOT_HEIGHT = 30;
const INK = '#141c3a';
const SOFT = '#38415f';
const LINE = '#c2cacd';
const AMBER = '#ffb938';
const SIZE = { text: 10, small: 8.5, heading: 13, title: 20, total: 15 } as const;
const CELL_GAP = 8;
const ROW_PAD = 4;

// Two weights of our typeface, cut from the variable file as plain TrueType: pdfkit cannot take single
// letters out of a WOFF2. Read once; every paper holds the letters that it uses of them.
const fonts = {
  text: readFileSync(resourcesPath('fonts', 'atkinson-hyperlegible-next-420.ttf')),
  strong: readFileSync(resourcesPath('fonts', 'atkinson-hyperlegible-next-680.ttf')),
};

type Doc = PDFKit.PDFDocument;

/** Draws all parts below each other and numbers the pages. */
export async function makePdf(sheet: PdfSheet): Promise<Uint8Array<ArrayBuffer>> {
  const doc = new PdfDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT_HEIGHT },
    bufferPages: true,
    lang: sheet.language,
    displayTitle: true,
    info: {
      Title: sheet.title,
      Author: sheet.by,
      Creator: 'TiBillet',
      Producer: 'TiBillet',
      CreationDate: new Date(sheet.at),
      ModDate: new Date(sheet.at),
    },
  });
  doc.registerFont('text', fonts.text).registerFont('strong', fonts.strong);
  const written = collect(doc);
  drawHead(doc, sheet);
  for (const part of sheet.parts) drawPart(doc, part);
  drawFeet(doc, sheet);
  doc.end();
  return written;
}

async function collect(doc: Doc): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of doc) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}

const widthOf = (doc: Doc): number => doc.page.width - 2 * MARGIN;
const bottomOf = (doc: Doc): number => doc.page.height - MARGIN - FOOT_HEIGHT;

function drawHead(doc: Doc, { title, by }: PdfSheet): void {
  doc.rect(MARGIN, MARGIN, 44, 5).fill(AMBER);
  doc.rect(MARGIN + 44, MARGIN, widthOf(doc) - 44, 5).fill(INK);
  doc.font('strong').fontSize(SIZE.text).fillColor(SOFT);
  doc.text(printable(by), MARGIN, MARGIN + 18);
  doc.font('strong').fontSize(SIZE.title).fillColor(INK).text(printable(title));
  doc.moveDown(0.6);
}

function drawPart(doc: Doc, part: PdfPart): void {
  switch (part.kind) {
    case 'heading':
      ensureRoom(doc, 60);
      doc.moveDown(0.4).font('strong').fontSize(SIZE.heading).fillColor(INK);
      doc.text(printable(part.text), MARGIN).moveDown(0.3);
      return;
    case 'text':
      doc.font('text').fontSize(part.isSoft === true ? SIZE.small : SIZE.text);
      doc.fillColor(part.isSoft === true ? SOFT : INK);
      for (const line of part.lines)
        doc.text(printable(line), MARGIN, undefined, { width: widthOf(doc) });
      doc.moveDown(0.6);
      return;
    case 'sides':
      drawSides(doc, part);
      return;
    case 'table':
      drawTable(doc, part);
      return;
    case 'totals':
      drawTotals(doc, part.rows);
      return;
    case 'bars':
      drawBars(doc, part.bars);
      return;
    case 'ticket':
      drawTicket(doc, part);
  }
}

/** Begins a page when what follows has no room on this one. */
function ensureRoom(doc: Doc, height: number): void {
  if (doc.y + height > bottomOf(doc)) doc.addPage();
}

function drawSides(doc: Doc, { left, right }: Extract<PdfPart, { kind: 'sides' }>): void {
  const width = widthOf(doc) / 2 - CELL_GAP;
  const top = doc.y;
  const write = (lines: readonly string[], x: number): number => {
    for (const [index, line] of lines.entries()) {
      doc
        .font(index === 0 ? 'strong' : 'text')
        .fontSize(SIZE.text)
        .fillColor(INK);
      doc.text(printable(line), x, index === 0 ? top : undefined, { width });
    }
    return doc.y;
  };
  const ends = [write(left, MARGIN), write(right, MARGIN + width + 2 * CELL_GAP)];
  doc.x = MARGIN;
  doc.y = Math.max(...ends) + 14;
}

type Cells = readonly { readonly x: number; readonly width: number; readonly align: Align }[];

function drawTable(doc: Doc, { columns, rows, foot }: Extract<PdfPart, { kind: 'table' }>): void {
  const shares = columns.reduce((sum, { width }) => sum + width, 0);
  const unit = (widthOf(doc) - CELL_GAP * (columns.length - 1)) / shares;
  const cells: Cells = columns.map(({ width, align = 'left' }, index) => ({
    x: MARGIN + columns.slice(0, index).reduce((sum, one) => sum + one.width * unit + CELL_GAP, 0),
    width: width * unit,
    align,
  }));
  const head = columns.map(({ label }) => label);
  const drawTableHead = (): void => {
    drawRow(doc, cells, head, 'strong', SOFT);
    rule(doc, INK, 1);
  };
  ensureRoom(doc, 60);
  drawTableHead();
  for (const row of rows) {
    if (doc.y + heightOf(doc, cells, row, 'text') > bottomOf(doc)) {
      doc.addPage();
      drawTableHead();
    }
    drawRow(doc, cells, row, 'text', INK);
    rule(doc, LINE, 0.5);
  }
  for (const row of foot ?? []) {
    ensureRoom(doc, heightOf(doc, cells, row, 'strong'));
    drawRow(doc, cells, row, 'strong', INK);
  }
  doc.x = MARGIN;
  doc.y += 12;
}

type FontName = 'text' | 'strong';

function heightOf(doc: Doc, cells: Cells, row: readonly string[], font: FontName): number {
  doc.font(font).fontSize(SIZE.small + 0.5);
  const heights = cells.map(({ width }, index) =>
    doc.heightOfString(printable(row[index] ?? ''), { width }),
  );
  return Math.max(...heights) + 2 * ROW_PAD;
}

function drawRow(
  doc: Doc,
  cells: Cells,
  row: readonly string[],
  font: FontName,
  colour: string,
): void {
  const height = heightOf(doc, cells, row, font);
  const top = doc.y;
  doc.fillColor(colour);
  for (const [index, { x, width, align }] of cells.entries()) {
    doc.text(printable(row[index] ?? ''), x, top + ROW_PAD, { width, align });
  }
  doc.y = top + height;
}

function rule(doc: Doc, colour: string, thickness: number): void {
  doc.moveTo(MARGIN, doc.y).lineTo(MARGIN + widthOf(doc), doc.y);
  doc.lineWidth(thickness).strokeColor(colour).stroke();
}

function drawTotals(doc: Doc, rows: readonly (readonly [string, string])[]): void {
  const width = widthOf(doc) / 2;
  const x = MARGIN + width;
  ensureRoom(doc, rows.length * 20 + 24);
  for (const [index, [label, value]] of rows.entries()) {
    const isLast = index === rows.length - 1;
    if (isLast) {
      doc.rect(x, doc.y + 2, width, 2).fill(AMBER);
      doc.y += 8;
    }
    const top = doc.y;
    doc
      .font(isLast ? 'strong' : 'text')
      .fontSize(isLast ? SIZE.total : SIZE.text)
      .fillColor(INK);
    doc.text(printable(label), x, top, { width: width * 0.6 });
    const below = doc.y;
    doc.text(printable(value), x + width * 0.6, top, { width: width * 0.4, align: 'right' });
    doc.y = Math.max(below, doc.y) + 3;
  }
  doc.x = MARGIN;
  doc.y += 14;
}

const BARS_HEIGHT = 90;

function drawBars(
  doc: Doc,
  bars: readonly { readonly label: string; readonly value: number }[],
): void {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  ensureRoom(doc, BARS_HEIGHT + 24);
  const base = doc.y + BARS_HEIGHT;
  const step = widthOf(doc) / bars.length;
  for (const [index, { label, value }] of bars.entries()) {
    const height = (value / most) * (BARS_HEIGHT - 8);
    const x = MARGIN + index * step;
    if (value > 0) doc.rect(x + step * 0.15, base - height, step * 0.7, height).fill('#2ba198');
    doc.font('text').fontSize(6.5).fillColor(SOFT);
    doc.text(label, x, base + 4, { width: step, align: 'center', lineBreak: false });
  }
  doc
    .moveTo(MARGIN, base)
    .lineTo(MARGIN + widthOf(doc), base)
    .lineWidth(0.8)
    .strokeColor(INK)
    .stroke();
  doc.x = MARGIN;
  doc.y = base + 22;
}

const QR_SIDE = 150;
const TICKET_PAD = 16;

/** Two of them and more stand on a page; none is cut by its edge. */
function drawTicket(doc: Doc, { lines, code }: Extract<PdfPart, { kind: 'ticket' }>): void {
  const height = QR_SIDE + 2 * TICKET_PAD;
  ensureRoom(doc, height + 14);
  const [top, width] = [doc.y, widthOf(doc)];
  doc.roundedRect(MARGIN, top, width, height, 10).lineWidth(1).strokeColor(INK).stroke();
  const edge = MARGIN + width - QR_SIDE - 2 * TICKET_PAD;
  doc
    .moveTo(edge, top)
    .lineTo(edge, top + height)
    .dash(2, { space: 4 });
  doc.strokeColor(LINE).stroke().undash();
  drawQr(doc, code, edge + TICKET_PAD, top + TICKET_PAD);
  const text = { width: edge - MARGIN - 2 * TICKET_PAD };
  doc.y = top + TICKET_PAD;
  for (const [index, line] of lines.entries()) {
    const size = [SIZE.total, SIZE.heading][index] ?? SIZE.text;
    doc
      .font(index < 2 ? 'strong' : 'text')
      .fontSize(size)
      .fillColor(index < 2 ? INK : SOFT);
    doc.text(printable(line), MARGIN + TICKET_PAD, doc.y + (index === 0 ? 0 : 3), text);
  }
  doc.x = MARGIN;
  doc.y = Math.max(doc.y, top + height) + 14;
}

/** Black on the white of the paper, which is its quiet edge. */
function drawQr(doc: Doc, code: string, x: number, y: number): void {
  const { size, data } = encode(code, { border: 0 });
  const square = QR_SIDE / size;
  for (const [row, squares] of data.entries()) {
    for (const [column, isDark] of squares.entries()) {
      // A hair larger: viewers draw light lines between squares that only touch.
      if (isDark) doc.rect(x + column * square, y + row * square, square + 0.1, square + 0.1);
    }
  }
  doc.fill('#000000');
}

function drawFeet(doc: Doc, { foot }: PdfSheet): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // Below the margin, where text would begin a new page by itself.
    doc.page.margins.bottom = 0;
    doc.font('text').fontSize(SIZE.small).fillColor(SOFT);
    doc.text(printable(foot(page - start + 1, count)), MARGIN, doc.page.height - MARGIN, {
      width: widthOf(doc),
      align: 'center',
      lineBreak: false,
    });
  }
}
