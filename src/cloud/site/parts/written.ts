const NARROW_SPACE = '\u202f';
const NO_BREAK_SPACE = '\u00a0';

/**
 * French as it is printed: "20 h", "5 €", the marks "? ! : ;" and the number of a Pass stay on the
 * line of the word before them.
 */
export const keepTogether = (text: string): string =>
  text
    .replaceAll(/(\d) (h|€|%)(?!\p{L})/gu, `$1${NARROW_SPACE}$2`)
    .replaceAll(/(\dh|\u202fh) (\d\d)(?!\d)/g, `$1${NARROW_SPACE}$2`)
    .replaceAll(/ ([?!:;»])/g, `${NO_BREAK_SPACE}$1`)
    .replaceAll('« ', `«${NO_BREAK_SPACE}`)
    .replaceAll(/\bPass ([0-9A-F]{8})\b/g, `Pass${NO_BREAK_SPACE}$1`);
