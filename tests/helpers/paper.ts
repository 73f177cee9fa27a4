import jsQR from 'jsqr';

/**
 * A receipt printer as far as paper goes: reads ESC/POS bytes and keeps what would be on paper.
 * Written from the manual of the commands, not from our code. A command it does not know is a
 * failure: a real printer would print it as rubbish.
 */

export type PaperLine =
  | {
      readonly kind: 'line';
      readonly text: string;
      /** B bold, H high, W wide, I white on black, U underlined: what any part of it is. */
      readonly marks: string;
    }
  | { readonly kind: 'image'; readonly qr: string | null; readonly widthDots: number };

export type Paper = {
  /** Papers that were cut off, then what is still in the printer. */
  readonly sheets: readonly (readonly PaperLine[])[];
  readonly rest: readonly PaperLine[];
  readonly kicks: readonly ('in turn' | 'at once')[];
  /** Questions to answer, in their order: DLE EOT n as `status n`, GS r as `printed`. */
  readonly questions: readonly string[];
  /** Bytes of a command whose end has not come yet. */
  readonly unread: number;
};

/** Code page 858 as published: 0x80 to 0xFF. */
const CP858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';
const CP858_NUMBER = 0x13;
const CHARACTER_DOTS = 12;

type Pen = {
  position: number;
  left: number;
  codePage: number;
  bold: boolean;
  inverse: boolean;
  underlined: boolean;
  widthScale: number;
  heightScale: number;
};

const freshPen = (): Pen => ({
  position: 0,
  left: 0,
  codePage: 0,
  bold: false,
  inverse: false,
  underlined: false,
  widthScale: 1,
  heightScale: 1,
});

/** Lengths of the commands that change nothing a person reads. */
const QUIET: Readonly<Record<string, number>> = {
  '1b 7b': 3,
  '1b 4d': 3,
  '1b 20': 3,
  '1b 32': 2,
  '1b 33': 3,
  '1b 61': 3,
  '1c 2e': 2,
  '1c 2d': 3,
  '1c 43': 3,
  '1c 53': 4,
  '1d 61': 3,
  '1d 57': 4,
};

export function readPaper(bytes: Uint8Array): Paper {
  let pen = freshPen();
  let line = new Map<number, string>();
  let marks = new Set<string>();
  let sheet: PaperLine[] = [];
  const sheets: PaperLine[][] = [];
  const kicks: ('in turn' | 'at once')[] = [];
  const questions: string[] = [];
  let at = 0;

  const put = (sign: string): void => {
    line.set(Math.round((pen.left + pen.position) / CHARACTER_DOTS), sign);
    if (pen.bold) marks.add('B');
    if (pen.heightScale > 1) marks.add('H');
    if (pen.widthScale > 1) marks.add('W');
    if (pen.inverse) marks.add('I');
    if (pen.underlined) marks.add('U');
    pen.position += CHARACTER_DOTS * pen.widthScale;
  };
  const feed = (): void => {
    const last = Math.max(-1, ...line.keys());
    const text = Array.from({ length: last + 1 }, (_, index) => line.get(index) ?? ' ').join('');
    const order = ['B', 'H', 'W', 'I', 'U'].filter((mark) => marks.has(mark)).join('');
    sheet.push({ kind: 'line', text: text.trimEnd(), marks: text.trim() === '' ? '' : order });
    line = new Map();
    marks = new Set();
    pen.position = 0;
  };

  while (at < bytes.length) {
    const byte = bytes[at]!;
    const next = bytes[at + 1];
    const value = (offset: number): number => bytes[at + offset] ?? 0;
    const word = (offset: number): number => value(offset) + 256 * value(offset + 1);
    if ([0x10, 0x1b, 0x1c, 0x1d].includes(byte) && next === undefined) break;
    const name = `${hex(byte)} ${hex(next ?? 0)}`;
    const size = sizeOf(name, bytes, at);
    if (byte >= 0x20 || byte === 0x0a || byte === 0x00) {
      if (byte === 0x0a) feed();
      else if (byte !== 0x00) put(toSign(byte, pen));
      at += 1;
      continue;
    }
    if (size === null) throw new Error(`byte ${at}: no printer knows the command ${name}`);
    if (at + size > bytes.length) break;
    switch (name) {
      case '1b 40':
        pen = freshPen();
        break;
      case '1b 74':
        pen.codePage = value(2);
        break;
      case '1b 45':
        pen.bold = (value(2) & 1) === 1;
        break;
      case '1b 2d':
        pen.underlined = value(2) !== 0 && value(2) !== 0x30;
        break;
      case '1d 42':
        pen.inverse = (value(2) & 1) === 1;
        break;
      case '1d 21':
        pen.widthScale = (value(2) >> 4) + 1;
        pen.heightScale = (value(2) & 7) + 1;
        break;
      case '1d 4c':
        pen.left = word(2);
        break;
      case '1b 24':
        pen.position = word(2);
        break;
      case '1b 5c':
        pen.position += word(2) > 0x7fff ? word(2) - 0x10000 : word(2);
        break;
      case '1d 56':
        sheets.push(sheet);
        sheet = [];
        break;
      case '1b 70':
        kicks.push('in turn');
        break;
      case '10 14':
        kicks.push('at once');
        break;
      case '10 04':
        questions.push(`status ${value(2)}`);
        break;
      case '1d 72':
        questions.push('printed');
        break;
      case '1d 76':
        sheet.push(readImage(bytes.subarray(at + 8, at + size), word(4)));
        break;
      default:
        break;
    }
    at += size;
  }
  return { sheets, rest: sheet, kicks, questions, unread: bytes.length - at };
}

function sizeOf(name: string, bytes: Uint8Array, at: number): number | null {
  const quiet = QUIET[name];
  if (quiet !== undefined) return quiet;
  switch (name) {
    case '1b 40':
      return 2;
    case '1b 74':
    case '1b 45':
    case '1b 2d':
    case '1d 42':
    case '1d 21':
    case '10 04':
    case '1d 72':
      return 3;
    case '1d 4c':
    case '1b 24':
    case '1b 5c':
      return 4;
    case '1d 56':
      return (bytes[at + 2] ?? 0) >= 65 ? 4 : 3;
    case '1b 70':
    case '10 14':
      return 5;
    case '1d 76': {
      const widthBytes = (bytes[at + 4] ?? 0) + 256 * (bytes[at + 5] ?? 0);
      const height = (bytes[at + 6] ?? 0) + 256 * (bytes[at + 7] ?? 0);
      return 8 + widthBytes * height;
    }
    default:
      return null;
  }
}

function toSign(byte: number, pen: Pen): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  if (pen.codePage !== CP858_NUMBER) throw new Error(`byte ${hex(byte)} in page ${pen.codePage}`);
  return CP858[byte - 0x80] ?? '';
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** The margin of white that a phone needs around a code. */
const QUIET_DOTS = 32;

const readImage = (bits: Uint8Array, widthBytes: number): PaperLine => ({
  kind: 'image',
  qr: readQr(bits, widthBytes, bits.length / widthBytes),
  widthDots: widthBytes * 8,
});

function readQr(bits: Uint8Array, widthBytes: number, height: number): string | null {
  const width = widthBytes * 8 + 2 * QUIET_DOTS;
  const pixels = new Uint8ClampedArray(width * (height + 2 * QUIET_DOTS) * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < widthBytes * 8; x++) {
      if (((bits[y * widthBytes + (x >> 3)]! >> (7 - (x & 7))) & 1) === 0) continue;
      const pixel = ((y + QUIET_DOTS) * width + x + QUIET_DOTS) * 4;
      pixels.fill(0, pixel, pixel + 3);
    }
  }
  return jsQR(pixels, width, height + 2 * QUIET_DOTS)?.data ?? null;
}

/** A sheet as a text file: marks on the left, edges of the paper as bars. */
export function showSheet(sheet: readonly PaperLine[], columns: number): string {
  const lines = sheet.map((line) => {
    if (line.kind === 'line') return `${line.marks.padEnd(4)}|${line.text.padEnd(columns)}|`;
    const box = '[ QR ]'.padStart((columns + 6) / 2).padEnd(columns);
    return `    |${box}| ${line.qr ?? 'nobody can read it'}`;
  });
  return `${lines.join('\n')}\n`;
}
