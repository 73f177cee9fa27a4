/** The letters that the typeface has: Latin with accents, and the marks that our texts use. */
const OTHERS =
  '\u0131\u0152\u0153\u2009\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u2039\u203a\u20ac\u2122\u2212';

const hasLetter = (letter: string): boolean => {
  const code = letter.codePointAt(0) ?? 0;
  return (
    (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || OTHERS.includes(letter)
  );
};

/** A letter of another script that has no near one. */
const UNKNOWN = '?';

/** A text as the typeface can write it: letters that it lacks lose what it cannot draw of them. */
export const printable = (text: string): string =>
  Array.from(text.replaceAll('\u202f', '\u00a0').replaceAll('\t', ' ').normalize('NFC'))
    .map((letter) => {
      if (hasLetter(letter)) return letter;
      const [base = ''] = letter.normalize('NFKD');
      if (hasLetter(base)) return base;
      return /\p{C}|\p{M}/u.test(letter) ? '' : (NEAR[letter] ?? UNKNOWN);
    })
    .join('');

/** Letters that Unicode does not take apart. */
const NEAR: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ħ: 'h',
  '\u2010': '-',
  '\u2011': '-',
};
