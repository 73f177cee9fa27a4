import { expect, it } from 'vitest';
import { createDayClock } from '../../../src/cli/day/day-clock.ts';
import { instantOfMoment } from '../../../src/cli/day/play-day.ts';
import { addMs, msOfInstant, toInstant } from '../../../src/shared/time.ts';

const begin = toInstant('2026-11-03T07:00:00.000Z');
const never = new AbortController().signal;

it('the clock of a played day stands still until time passes, and then arrives exactly', async () => {
  const day = createDayClock(begin, 1_000, never);
  expect([day.clock(), day.passedMs()]).toEqual([begin, 0]);
  const passing = day.passTo(addMs(begin, 60_000));
  const seen: number[] = [];
  for (let look = 0; look < 5; look += 1) {
    await new Promise((done) => setTimeout(done, 5));
    seen.push(msOfInstant(day.clock()));
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBeGreaterThan(msOfInstant(begin));
  await passing;
  expect(day.clock()).toBe(addMs(begin, 60_000));
  await day.passTo(begin);
  expect(day.passedMs()).toBe(60_000);
});

it('leaves out hours in which nobody comes, and as fast as it can all of them', async () => {
  const watched = createDayClock(begin, 1, never);
  await watched.passTo(addMs(begin, 3 * 3_600_000));
  expect(watched.passedMs()).toBe(3 * 3_600_000);
  const fast = createDayClock(begin, 'max', never);
  await fast.passTo(addMs(begin, 60_000));
  expect(fast.passedMs()).toBe(60_000);
});

it('ends in the middle when it is stopped', async () => {
  const stop = new AbortController();
  const passing = createDayClock(begin, 1, stop.signal).passTo(addMs(begin, 60_000));
  stop.abort();
  await expect(passing).rejects.toThrow();
});

it('finds its moments on the wall of the place, also days later', () => {
  expect(instantOfMoment('08:30', '2026-11-03', 'Europe/Paris')).toBe('2026-11-03T07:30:00.000Z');
  expect(instantOfMoment('+2 20:05', '2026-11-03', 'Europe/Paris')).toBe(
    '2026-11-05T19:05:00.000Z',
  );
});
