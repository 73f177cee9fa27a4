const NARROW_SPACE = '\u202f';

/** What a collective wrote, with "20 h", "5 €" and the marks "? ! : ;" kept on one line. */
export const keepTogether = (text: string): string =>
  text
    .replaceAll(/(\d) (h|€|%)(?![\p{L}])/gu, `$1${NARROW_SPACE}$2`)
    .replaceAll(/(h) (\d\d)(?!\d)/g, `$1${NARROW_SPACE}$2`)
    .replaceAll(/ ([?!:;»])/g, '\u00a0$1')
    .replaceAll('« ', '«\u00a0');
