import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  canDropOut,
  decideSignUp,
  dropOutEnd,
  minutesOfShift,
  shiftsOverlap,
} from '../../../src/domain/agenda/shift-rules.ts';
import { addMs, toInstant } from '../../../src/shared/time.ts';

const HOUR_MS = 3_600_000;
const START = toInstant('2026-12-05T18:00:00.000Z');
const at = (hours: number) => addMs(START, hours * HOUR_MS);
const between = (from: number, to: number) => ({ startsAt: at(from), endsAt: at(to) });
const shift = { ...between(0, 3), needed: 2, dropOutUntil: null };

describe('two shifts', () => {
  test.each([
    ['one within the other', between(0, 4), between(1, 2), true],
    ['one begins in the other', between(0, 2), between(1, 3), true],
    ['the same time', between(0, 2), between(0, 2), true],
    ['one begins as the other ends', between(0, 2), between(2, 4), false],
    ['apart', between(0, 1), between(3, 4), false],
  ])('%s', (_, one, other, expected) => {
    expect(shiftsOverlap(one, other)).toBe(expected);
    expect(shiftsOverlap(other, one)).toBe(expected);
  });

  test('overlap exactly when one minute belongs to both', () => {
    const time = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(time, time, ([a, lengthA], [b, lengthB]) => {
        const [one, other] = [between(a, a + lengthA), between(b, b + lengthB)];
        const shared = Array.from({ length: 121 }, (_, hour) => hour).some(
          (hour) => hour >= a && hour < a + lengthA && hour >= b && hour < b + lengthB,
        );
        expect(shiftsOverlap(one, other)).toBe(shared);
      }),
    );
  });
});

describe('the last moment to drop out', () => {
  test('is the start when nothing else is said, and never later', () => {
    expect(dropOutEnd(shift)).toBe(START);
    expect(dropOutEnd({ ...shift, dropOutUntil: at(5) })).toBe(START);
    expect(dropOutEnd({ ...shift, dropOutUntil: at(-24) })).toBe(at(-24));
  });

  test('is over at that very moment', () => {
    const early = { ...shift, dropOutUntil: at(-24) };
    expect(canDropOut(early, addMs(at(-24), -1))).toBe(true);
    expect(canDropOut(early, at(-24))).toBe(false);
  });
});

describe('signing up', () => {
  const facts = { filled: 1, others: [], now: at(-1) };
  test('takes the last place, not one more', () => {
    expect(decideSignUp(shift, facts).ok).toBe(true);
    expect(decideSignUp(shift, { ...facts, filled: 2 })).toEqual({
      ok: false,
      error: { code: 'shift-full' },
    });
  });

  test('ends when it starts', () => {
    expect(decideSignUp(shift, { ...facts, now: START })).toEqual({
      ok: false,
      error: { code: 'shift-started' },
    });
  });

  test('names the other shift that is at the same time, also of a full one', () => {
    const others = [{ id: 'bar', ...between(2, 4) }];
    expect(decideSignUp(shift, { ...facts, filled: 2, others })).toEqual({
      ok: false,
      error: { code: 'shifts-overlap', otherId: 'bar' },
    });
  });
});

describe('the hours of a shift', () => {
  test('are whole minutes; what is short of one is not counted', () => {
    expect(minutesOfShift(between(0, 2.5))).toBe(150);
    expect(minutesOfShift({ startsAt: START, endsAt: addMs(START, 119_999) })).toBe(1);
  });
});
