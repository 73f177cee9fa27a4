import { qrcode } from 'receiptline';
import { assert } from '../../shared/assert.ts';
import { FIXED_SPACE, toPaperText } from './alphabet.ts';
import type { Alphabet } from './alphabet.ts';
import type { Cell, CellStyle, ColumnWidth, PaperLine, Row, Table } from './paper-line.ts';

/** The paper that is written on: how many characters a line holds, and which it knows. */
export type Paper = { readonly columns: number; readonly alphabet: Alphabet };

/** Dots of one character, the same on every receipt printer. */
const CHARACTER_DOTS = 12;
/** Sizes of one square of a QR that receiptline writes. */
const QR_CELL_DOTS_MIN = 3;
const QR_CELL_DOTS_MAX = 8;
/** The part of the paper's width that a QR may take, so that a phone sees white around it. */
const QR_WIDTH_SHARE = 0.7;

/** A longer one has squares that a phone cannot tell apart on 58 mm paper. */
const QR_SIGNS_MAX = 400;
const QR_DATA = new RegExp(`^[ -~]{1,${QR_SIGNS_MAX}}$`);

/** Marks of receiptline around a text, and how wide its characters become. */
const STYLES: Readonly<Record<CellStyle, { readonly mark: string; readonly width: number }>> = {
  plain: { mark: '', width: 1 },
  strong: { mark: '"', width: 1 },
  tall: { mark: '^^"', width: 1 },
  large: { mark: '^^^"', width: 2 },
  inverse: { mark: '^^^`', width: 2 },
};

/**
 * Lines of plain text as receiptline reads them. All escaping is done here and nowhere else, and
 * lines are cut between words, which receiptline does not do.
 */
export function writeMarkup(lines: readonly PaperLine[], paper: Paper): string {
  return lines.flatMap((line) => writeLine(line, paper)).join('\n');
}

function writeLine(line: PaperLine, paper: Paper): readonly string[] {
  switch (line.kind) {
    case 'rule':
      return ['{width:auto}', '-'];
    case 'gap':
      return ['{width:auto}', '|~|'];
    case 'code':
      return ['{width:auto}', writeCode(line.data, paper)];
    case 'text': {
      const cell = toPaperCell(line.cell, paper);
      return ['{width:auto}', `|${writeCell(cell, paper.columns)}|`];
    }
    case 'table':
      return writeTable(line, paper);
  }
}

function writeTable(table: Table, paper: Paper): readonly string[] {
  const cells = table.rows.map((row) => row.map((cell) => toPaperCell(cell, paper)));
  const rows = table.mayShrink === true ? cells.map((row) => shrinkToFit(row, paper)) : cells;
  const widths = measureColumns(table.columns, rows, paper.columns);
  return [
    `{width:${widths.join(' ')}}`,
    ...rows.map(
      (row) => `|${row.map((cell, index) => writeCell(cell, widths[index] ?? 0)).join('|')}|`,
    ),
  ];
}

/** A row that is too long in large letters keeps their height only. */
function shrinkToFit(row: Row, paper: Paper): Row {
  const width = row.reduce((sum, cell) => sum + measureCell(cell) + 1, -1);
  return width <= paper.columns ? row : row.map((cell) => ({ ...cell, style: 'tall' }));
}

/** Widths in characters that fill the paper, with one free character between two columns. */
function measureColumns(
  columns: readonly ColumnWidth[],
  rows: readonly Row[],
  paperColumns: number,
): readonly number[] {
  const free = paperColumns - (columns.length - 1);
  const fits = columns.map((column, index) =>
    column === 'fit'
      ? Math.min(Math.max(1, ...rows.map((row) => measureCell(row[index]))), Math.floor(free / 2))
      : 0,
  );
  const restCount = columns.filter((column) => column === 'rest').length;
  const rest = free - fits.reduce((sum, width) => sum + width, 0);
  const firstRest = columns.indexOf('rest');
  return columns.map((column, index) => {
    if (column === 'fit') return fits[index] ?? 1;
    const share = Math.max(1, Math.floor(rest / restCount));
    return index === firstRest ? rest - share * (restCount - 1) : share;
  });
}

const toPaperCell = (cell: Cell, paper: Paper): Cell => ({
  ...cell,
  text: toPaperText(cell.text, paper.alphabet).trim(),
});

const measureCell = (cell: Cell | undefined): number =>
  cell === undefined
    ? 0
    : (Array.from(cell.text).length + (cell.indent ?? 0)) * STYLES[cell.style].width;

function writeCell(cell: Cell, width: number): string {
  const { mark, width: scale } = STYLES[cell.style];
  const indent = FIXED_SPACE.repeat(cell.indent ?? 0);
  const room = Math.max(1, Math.floor(width / scale) - indent.length);
  const padded = cell.style === 'inverse' ? `${FIXED_SPACE}${cell.text}${FIXED_SPACE}` : cell.text;
  const lines = wrapWords(padded, room).map((line, index, all) => {
    const text = `${indent}${line}`;
    // A line that fills the column ends by itself: one more end would leave a line free.
    const isFull = Array.from(text).length * scale === width;
    return `${escapeMarkup(text)}${isFull || index === all.length - 1 ? '' : '\\n'}`;
  });
  const written = cell.text === '' ? '' : `${mark}${lines.join('')}${closing(mark)}`;
  // A column is drawn to the bar that it touches.
  const before = cell.align === 'left' ? '' : ' ';
  const after = cell.align === 'right' ? '' : ' ';
  return `${before}${written}${after}`;
}

const closing = (mark: string): string => Array.from(mark).toReversed().join('');

/** Cut at the last space that fits; a word longer than the line is cut where the line ends. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line: readonly string[] = [];
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const signs = Array.from(word);
    if (line.length > 0 && line.length + 1 + signs.length <= width) {
      line = [...line, ' ', ...signs];
      continue;
    }
    if (line.length > 0) lines.push(line.join(''));
    const cuts = Math.floor((signs.length - 1) / width);
    for (let cut = 0; cut < cuts; cut++) {
      lines.push(signs.slice(cut * width, (cut + 1) * width).join(''));
    }
    line = signs.slice(cuts * width);
  }
  return line.length > 0 || lines.length === 0 ? [...lines, line.join('')] : lines;
}

const MARKS = /[\\|{}\-=~_"`^;:]/g;

/** Signs with a meaning for receiptline, as their codes: a name can neither break nor add mark-up. */
const escapeMarkup = (text: string): string =>
  text
    .replaceAll(MARKS, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .replaceAll(FIXED_SPACE, '~');

function writeCode(data: string, paper: Paper): string {
  assert(QR_DATA.test(data), `a QR of 1 to ${QR_SIGNS_MAX} ASCII signs, got ${data.length}`);
  const squares = qrcode.generate({ data, type: 'qrcode', cell: 3, level: 'm' }).length;
  const fitting = Math.floor((paper.columns * CHARACTER_DOTS * QR_WIDTH_SHARE) / squares);
  const cell = Math.min(QR_CELL_DOTS_MAX, Math.max(QR_CELL_DOTS_MIN, fitting));
  const escaped = data.replaceAll(
    /[^A-Za-z0-9]/g,
    (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `{code:${escaped};option:qrcode,${cell},m}`;
}
