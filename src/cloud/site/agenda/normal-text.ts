/**
 * A text as it is compared in a search: without accents, capitals and punctuation. "L’Établi" and
 * "l'etabli" become `l etabli`.
 */
export const normalText = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether each word that was typed begins a word of one of the texts. */
export function hasAllWords(texts: readonly string[], typed: string): boolean {
  const where = ` ${texts.map(normalText).join(' ')}`;
  return normalText(typed)
    .split(' ')
    .every((word) => where.includes(` ${word}`));
}
