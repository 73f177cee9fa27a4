import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EVERYTHING,
  daysOfPeriod,
  readFilter,
  writeFilter,
} from '../../../../src/cloud/site/agenda/agenda-filter.ts';
import type { AgendaFilter } from '../../../../src/cloud/site/agenda/agenda-filter.ts';
import { chooseEvents } from '../../../../src/cloud/site/agenda/choose-events.ts';
import { hasAllWords, normalText } from '../../../../src/cloud/site/agenda/normal-text.ts';
import type { ProgrammeEntry } from '../../../../src/cloud/site/agenda/programme-store.ts';
import { collectivesNear } from '../../../../src/cloud/site/agenda/village-store.ts';
import { drawSheet } from '../../../../src/cloud/site/agenda/map-points.ts';
import { toInstant } from '../../../../src/shared/time.ts';
import type { Day } from '../../../../src/shared/time.ts';

const readText = (query: string): AgendaFilter => {
  const search = new URLSearchParams(query);
  return readFilter((name) => search.get(name) ?? undefined);
};

describe('choices in the address', () => {
  const dayOf2026 = fc
    .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(
      ([month, day]) =>
        `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as Day,
    );
  const word = fc.stringMatching(/^[^\s\p{C}]{1,20}$/u);
  const filters = fc.record<AgendaFilter>({
    text: fc.oneof(fc.constant(''), word),
    collective: fc.option(word),
    village: fc.option(word),
    period: fc.option(
      fc.oneof(
        fc.constantFrom(
          { kind: 'today' as const },
          { kind: 'weekend' as const },
          { kind: 'month' as const },
        ),
        fc
          .tuple(dayOf2026, dayOf2026)
          .map((days) => days.toSorted())
          .map(([from, to]) => ({ kind: 'days' as const, from: from!, to: to! })),
      ),
    ),
    tag: fc.option(word),
    isFree: fc.boolean(),
    hasPlaces: fc.boolean(),
  });

  test('what was chosen is written and read back the same, whatever its letters', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(readText(writeFilter(filter))).toEqual(filter);
      }),
    );
  });

  test('an address that says nothing is empty, and nonsense in it is left out', () => {
    expect(writeFilter(EVERYTHING)).toBe('');
    for (const query of [
      'quand=jamais',
      'du=2026-02-31',
      'du=hier',
      'gratuit=non',
      'places=1',
      'q=+++',
      'collectif=',
    ]) {
      expect(readText(query)).toEqual(EVERYTHING);
    }
  });

  test('two days the wrong way round are put right; one alone is that day', () => {
    expect(readText('du=2026-12-05&au=2026-12-01').period).toEqual({
      kind: 'days',
      from: '2026-12-01',
      to: '2026-12-05',
    });
    expect(writeFilter(readText('au=2026-12-01'))).toBe('?du=2026-12-01');
  });

  test.each([
    ['2026-11-22', 'weekend', '2026-11-22', '2026-11-22'],
    ['2026-11-21', 'weekend', '2026-11-21', '2026-11-22'],
    ['2026-11-23', 'weekend', '2026-11-28', '2026-11-29'],
    ['2026-11-30', 'month', '2026-11-30', '2026-11-30'],
    ['2028-02-03', 'month', '2028-02-03', '2028-02-29'],
    ['2026-12-31', 'tomorrow', '2027-01-01', '2027-01-01'],
  ] as const)('on %s, %s is from %s to %s', (today, kind, from, to) => {
    expect(daysOfPeriod({ kind }, today as Day)).toEqual({ from, to });
  });
});

describe('words of a search', () => {
  test('accents, capitals, ligatures and apostrophes make no difference', () => {
    expect(normalText('  L’Établi, chœur & CIDRE ! ')).toBe('l etabli choeur cidre');
    for (const typed of ['etabli', 'ETABLI', 'Établi', 'l’éta', 'atelier velo', 'vélo  etabli']) {
      expect(hasAllWords(['Atelier vélo du samedi', 'L’Établi'], typed)).toBe(true);
    }
  });

  test('each word must begin a word; none in the middle of one', () => {
    expect(hasAllWords(['Atelier vélo'], 'velo danse')).toBe(false);
    expect(hasAllWords(['Atelier vélo'], 'telier')).toBe(false);
  });
});

describe('days of an event', () => {
  const entry = (startsAt: string, endsAt: string, timeZone = 'Europe/Paris'): ProgrammeEntry => ({
    id: 'event',
    startsAt: toInstant(startsAt),
    endsAt: toInstant(endsAt),
    collectiveId: 'collective',
    collectiveSlug: 'lieu',
    collectiveName: 'Lieu',
    timeZone,
    tags: ['danse'],
    texts: ['Bal'],
    isFree: true,
  });
  const now = toInstant('2026-11-20T10:00:00.000Z');
  const isFoundOn = (event: ProgrammeEntry, day: string, at = now): boolean =>
    chooseEvents([event], readText(`du=${day}`), { now: at, villageIds: null }).length === 1;

  test('an evening that ends after midnight belongs to its evening only', () => {
    const evening = entry('2026-11-21T19:30:00.000Z', '2026-11-22T01:00:00.000Z');
    expect(isFoundOn(evening, '2026-11-21')).toBe(true);
    expect(isFoundOn(evening, '2026-11-22')).toBe(false);
    // At one in the morning it is still on: who looks for today finds it.
    expect(isFoundOn(evening, '2026-11-22', toInstant('2026-11-22T00:10:00.000Z'))).toBe(true);
  });

  test('a festival is found on each of its days, and not on the day after', () => {
    const festival = entry('2026-11-27T16:00:00.000Z', '2026-11-29T18:00:00.000Z');
    const days = ['2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'];
    expect(days.map((day) => isFoundOn(festival, day))).toEqual([false, true, true, true, false]);
  });

  test('a day is the one of the place, not of the server', () => {
    const inReunion = entry(
      '2026-11-21T21:00:00.000Z',
      '2026-11-21T23:00:00.000Z',
      'Indian/Reunion',
    );
    expect(isFoundOn(inReunion, '2026-11-22')).toBe(true);
    expect(isFoundOn(inReunion, '2026-11-21')).toBe(false);
  });
});

describe('collectives near a person', () => {
  const member = (id: string, sharesAgenda: boolean) => ({
    ...{ id, slug: id, name: id, summary: '', picture: null },
    ...{ sharesAgenda, sharesMemberships: true, sharesLocalCurrency: true },
  });
  const village = {
    ...{ id: 'v', slug: 'v', name: 'V', description: '', picture: null },
    members: [member('own', true), member('open', true), member('closed', false)],
  };

  test('are those of their villages that share the agenda, and no others', () => {
    expect(collectivesNear([village], new Set(['own']))).toEqual(new Set(['open']));
    expect(collectivesNear([village], new Set(['elsewhere']))).toEqual(new Set());
    expect(collectivesNear([village], new Set(['closed']))).toEqual(new Set(['own', 'open']));
  });
});

describe('the drawn map', () => {
  test('keeps places inside the sheet, north above, and apart from each other', () => {
    const { points, squareMeters } = drawSheet([
      { latitudeE6: 48_207_140, longitudeE6: -1_930_620 },
      { latitudeE6: 48_208_910, longitudeE6: -1_927_840 },
      { latitudeE6: 48_208_910, longitudeE6: -1_927_840 },
    ]);
    const [first, second, third] = points;
    expect(second!.y).toBeLessThan(first!.y);
    expect(second!.x).toBeGreaterThan(first!.x);
    expect(third!.x - second!.x).toBeGreaterThanOrEqual(40);
    expect(points.every(({ x, y }) => x > 0 && x < 480 && y > 0 && y < 300)).toBe(true);
    expect(squareMeters).toBe(100);
  });
});
