/**
 * The signs a paper can show. A screen shows them all; a receipt printer knows code page 858 only:
 * the accents of western Europe and the euro, no typographic quotes, no narrow space.
 */
export type Alphabet = 'printer' | 'screen';

/** Bytes 0x80 to 0xFF of code page 858, in their order. */
export const CODE_PAGE_858 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤' +
  'ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0';

const PRINTABLE = new Set(CODE_PAGE_858);

/** What stands for a sign that a printer lacks. */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  ...'‘’‚‛′'.split('').map((quote): [string, string] => [quote, "'"]),
  ...'“”„″'.split('').map((quote): [string, string] => [quote, '"']),
  ...'‐‑‒–—―−'.split('').map((dash): [string, string] => [dash, '-']),
  ['…', '...'],
  ['œ', 'oe'],
  ['Œ', 'OE'],
  ['•', '·'],
  ['‹', '<'],
  ['›', '>'],
  ['→', '->'],
  ['ł', 'l'],
  ['Ł', 'L'],
  ['ẞ', 'SS'],
]);

// Marks that join, hide or turn the reading direction would let a name write over its neighbours.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Variation_Selector}]/gu;
const ANY_SPACE = /[\t\n\r\p{Zs}\p{Zl}\p{Zp}]/gu;
/** Kept on its line: `2,50 €` is never cut. */
export const FIXED_SPACE = '\u00A0';
const FIXED_SPACES = /[\u00A0\u202F\u2007]/gu;

/** Text of people as a paper can show it: one line, no hidden signs, in the alphabet asked. */
export function toPaperText(text: string, alphabet: Alphabet): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(FIXED_SPACES, FIXED_SPACE)
    .replaceAll(ANY_SPACE, (space) => (space === FIXED_SPACE ? FIXED_SPACE : ' '))
    .replaceAll(INVISIBLE, '');
  if (alphabet === 'screen') return plain;
  return Array.from(plain.replaceAll(/Œ(?=\p{Ll})/gu, 'Oe'), toPrinterSign).join('');
}

function toPrinterSign(sign: string): string {
  if (isPrintable(sign)) return sign;
  const standIn = STAND_INS.get(sign);
  if (standIn !== undefined) return standIn;
  // š is written s, ﬁ is written fi.
  const bare = sign.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return bare !== '' && Array.from(bare).every(isPrintable) ? bare : '?';
}

const isPrintable = (sign: string): boolean => (sign >= ' ' && sign <= '~') || PRINTABLE.has(sign);
