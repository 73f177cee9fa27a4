import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What people read, checked (STYLE, Words). French is the source, English is complete. */

const LOCALES = join(import.meta.dirname, '../../resources/locales');
const WORDS_MAX = 15;

const BANNED_WORDS = [
  'cashless',
  'wallet',
  'check-in',
  'check in',
  'token',
  'solde négatif',
  'solde insuffisant',
  'erreur 500',
  'uid',
  'nfc',
] as const;

type Sentences = ReadonlyMap<string, string>;

const filesOf = (language: string): readonly string[] =>
  readdirSync(join(LOCALES, language)).filter((file) => file.endsWith('.json'));

function readSentences(language: string, file: string): Sentences {
  const content: unknown = JSON.parse(readFileSync(join(LOCALES, language, file), 'utf8'));
  return new Map(flatten(content, ''));
}

function flatten(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) throw new Error(`${path} is not a text`);
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** One idea each: cut at the end of a sentence, not inside an abbreviation, an address or a number. */
const sentencesOf = (text: string): readonly string[] => text.split(/[.!?…]\s+|\n/u);

/** Words as a reader counts them: "l’agenda" is two, "14 h 30" is one number, a mark alone is none. */
const countWords = (sentence: string): number =>
  sentence
    .replaceAll(/\{\{\w+\}\}/g, 'mot')
    .split(/[\s’'\u00a0\u202f]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const placeholdersOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted();

/** French has forms that English lacks, and the other way round: the stem is what must be there. */
const stemOf = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');

const files = filesOf('fr');

test('each French file has its English one, and the other way round', () => {
  expect(files.length).toBeGreaterThan(0);
  expect(filesOf('en').toSorted()).toEqual(files.toSorted());
});

describe.each(files)('%s', (file) => {
  const french = readSentences('fr', file);
  const english = readSentences('en', file);

  test('every sentence exists in both languages', () => {
    const keys = (sentences: Sentences): readonly string[] =>
      [...new Set([...sentences.keys()].map(stemOf))].toSorted();
    expect(keys(english)).toEqual(keys(french));
  });

  test('no sentence is empty, and both languages fill in the same values', () => {
    for (const [key, text] of french) {
      const other = english.get(key) ?? text;
      expect([key, text.trim() === '', other.trim() === '']).toEqual([key, false, false]);
      expect([key, ...placeholdersOf(other)]).toEqual([key, ...placeholdersOf(text)]);
    }
  });

  test(`no French sentence is longer than ${WORDS_MAX} words`, () => {
    const long = [...french].flatMap(([key, text]) =>
      sentencesOf(text)
        .filter((sentence) => countWords(sentence) > WORDS_MAX)
        .map((sentence) => `${key} (${countWords(sentence)}): ${sentence}`),
    );
    expect(long).toEqual([]);
  });

  test('no word that people do not use', () => {
    const found = [...french].flatMap(([key, text]) => {
      const words = ` ${text
        .toLowerCase()
        .replaceAll(/\{\{\w+\}\}/g, '')
        .replaceAll(/[^\p{L}\p{N}\s-]/gu, ' ')} `;
      return BANNED_WORDS.filter((word) => words.includes(` ${word} `)).map(
        (word) => `${key}: ${word}`,
      );
    });
    expect(found).toEqual([]);
  });

  test('French is typed with its own apostrophe', () => {
    const straight = [...french].filter(([, text]) => text.includes("'")).map(([key]) => key);
    expect(straight).toEqual([]);
  });
});

/** `site.json` and `site-booking.json` are read as one: of two groups of one name the first would be lost. */
test('no two files of one surface have a group of the same name', () => {
  const groups = files.flatMap((file) => {
    const surface = file.replace(/(-\w+)?\.json$/, '');
    const text = readFileSync(join(LOCALES, 'fr', file), 'utf8');
    // As written, not as parsed: a group that stands twice in one file is lost as well.
    return [...text.matchAll(/^ {2}"([\w-]+)":/gm)].map((match) => `${surface}: ${match[1]}`);
  });
  expect(groups.length).toBeGreaterThan(files.length);
  expect(groups.filter((group, index) => groups.indexOf(group) !== index)).toEqual([]);
});

test('every file of the site and of its mails is read', () => {
  const areas = ['account', 'agenda', 'bank', 'booking', 'members', 'volunteers'];
  expect(files).toEqual(expect.arrayContaining(areas.map((area) => `site-${area}.json`)));
  expect(files).toEqual(
    expect.arrayContaining(['site.json', 'mail.json', 'mail-account.json', 'mail-booking.json']),
  );
});

test('the check itself finds what it looks for', () => {
  const sixteen = Array.from({ length: 16 }, () => 'mot').join(' ');
  expect(countWords(sixteen)).toBe(16);
  expect(countWords('L’agenda, à {{hour}} !')).toBe(4);
  expect(sentencesOf('Une idée. Une autre !').length).toBe(2);
});
