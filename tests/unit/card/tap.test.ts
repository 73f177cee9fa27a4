import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_CARD_SEEN, SAME_TAP_MS, decideTap } from '../../../src/domain/card/tap.ts';
import type { CardSighting, TapDecision } from '../../../src/domain/card/tap.ts';
import { parseUidHex } from '../../../src/domain/card/uid.ts';
import { unwrap } from '../../../src/shared/result.ts';

const MARIE = unwrap(parseUidHex('04A22B91'));
const PAUL = unwrap(parseUidHex('04A22B91C35E80'));

const put = (uid: typeof MARIE, atMs: number, readerId = 'bar'): CardSighting => ({
  kind: 'put-down',
  readerId,
  uid,
  atMs,
});
const take = (uid: typeof MARIE, atMs: number, readerId = 'bar'): CardSighting => ({
  kind: 'taken-away',
  readerId,
  uid,
  atMs,
});
const unread = (atMs: number, readerId = 'bar'): CardSighting => ({
  kind: 'unread',
  readerId,
  atMs,
});

function decide(sightings: readonly CardSighting[]): readonly TapDecision[] {
  let state = NO_CARD_SEEN;
  return sightings.map((sighting) => {
    const step = decideTap(state, sighting);
    state = step.state;
    return step.decision;
  });
}

/** The decisions for cards put down only: what a person notices. */
const decidePuts = (sightings: readonly CardSighting[]): readonly TapDecision[] =>
  decide(sightings).filter((_, index) => sightings[index]?.kind === 'put-down');

describe('one tap counts once', () => {
  test('a card put down is a tap', () => {
    expect(decide([put(MARIE, 0)])).toEqual(['tap']);
  });

  test('the same card again within 2 s is the same tap', () => {
    expect(decidePuts([put(MARIE, 0), take(MARIE, 300), put(MARIE, 2_299)])).toEqual([
      'tap',
      'same-tap',
    ]);
  });

  test('the same card again 2 s after it was taken away is a new tap', () => {
    expect(decidePuts([put(MARIE, 0), take(MARIE, 300), put(MARIE, 2_300)])).toEqual([
      'tap',
      'tap',
    ]);
  });

  test('a card held for a minute and lost for an instant is one tap', () => {
    expect(decidePuts([put(MARIE, 0), take(MARIE, 60_000), put(MARIE, 60_100)])).toEqual([
      'tap',
      'same-tap',
    ]);
  });

  test('the same card on a second reader is one tap, held or within 2 s', () => {
    expect(decidePuts([put(MARIE, 0, 'bar'), put(MARIE, 5_000, 'door')])).toEqual([
      'tap',
      'same-tap',
    ]);
    expect(
      decidePuts([put(MARIE, 0, 'bar'), take(MARIE, 100, 'bar'), put(MARIE, 1_000, 'door')]),
    ).toEqual(['tap', 'same-tap']);
  });

  test('another card as soon as the first one left is a tap', () => {
    expect(decidePuts([put(MARIE, 0), take(MARIE, 100), put(PAUL, 101)])).toEqual(['tap', 'tap']);
  });

  test('a card on a reader that is unplugged and back within 2 s is one tap', () => {
    const gone: CardSighting = { kind: 'reader-gone', readerId: 'bar', atMs: 8_000 };
    expect(decidePuts([put(MARIE, 0), gone, put(MARIE, 9_500)])).toEqual(['tap', 'same-tap']);
  });
});

describe('two cards at once', () => {
  test('the second card is refused, on the same reader and on another one', () => {
    expect(decidePuts([put(MARIE, 0), put(PAUL, 50)])).toEqual(['tap', 'several-cards']);
    expect(decidePuts([put(MARIE, 0, 'bar'), put(PAUL, 50, 'door')])).toEqual([
      'tap',
      'several-cards',
    ]);
  });

  test('the refused card counts once it is put down again alone, without a wait', () => {
    expect(
      decidePuts([put(MARIE, 0), put(PAUL, 50), take(PAUL, 400), take(MARIE, 450), put(PAUL, 500)]),
    ).toEqual(['tap', 'several-cards', 'tap']);
  });

  test('the refused card does not pay by staying when the first one leaves', () => {
    expect(decide([put(MARIE, 0), put(PAUL, 50), take(MARIE, 400)]).at(-1)).toBe('nothing');
  });

  test('the first card is still the same tap after the second one left', () => {
    expect(
      decidePuts([put(MARIE, 0), put(PAUL, 50), take(PAUL, 90), put(MARIE, 100, 'door')]),
    ).toEqual(['tap', 'several-cards', 'same-tap']);
  });
});

describe('a card that cannot be read', () => {
  test('is told', () => {
    expect(decide([unread(0)])).toEqual(['refusal']);
  });

  test('is not told at the end of a good tap on that reader', () => {
    expect(decide([put(MARIE, 0), take(MARIE, 500), unread(700)]).at(-1)).toBe('same-tap');
  });

  test('is told again 2 s later, and at once on another reader', () => {
    expect(decide([put(MARIE, 0), take(MARIE, 500), unread(2_500)]).at(-1)).toBe('refusal');
    expect(decide([put(MARIE, 0), take(MARIE, 500), unread(700, 'door')]).at(-1)).toBe('refusal');
  });
});

describe('whatever happens on two readers', () => {
  const sightings = fc
    .array(
      fc.record({
        kind: fc.constantFrom('put-down', 'taken-away', 'reader-gone', 'unread'),
        readerId: fc.constantFrom('bar', 'door'),
        uid: fc.constantFrom(MARIE, PAUL),
        waitMs: fc.integer({ min: 0, max: 3_000 }),
      }),
      { maxLength: 40 },
    )
    .map((steps) => {
      let atMs = 0;
      return steps.map(({ waitMs, ...sighting }): CardSighting => {
        atMs += waitMs;
        return { ...sighting, atMs };
      });
    });

  test('two taps of one card always have 2 s between them without that card', () => {
    fc.assert(
      fc.property(sightings, (list) => {
        const decisions = decide(list);
        list.forEach((sighting, index) => {
          if (decisions[index] !== 'tap' || sighting.kind !== 'put-down') return;
          const earlier = list.slice(0, index).flatMap((other, at) => {
            const isTap = decisions[at] === 'tap' && other.kind === 'put-down';
            return isTap && other.uid === sighting.uid ? [other.atMs] : [];
          });
          for (const atMs of earlier) {
            expect(sighting.atMs - atMs).toBeGreaterThanOrEqual(SAME_TAP_MS);
          }
        });
      }),
    );
  });

  test('a card is never a tap while another one lies on any reader', () => {
    fc.assert(
      fc.property(sightings, (list) => {
        const decisions = decide(list);
        const down = new Set<string>();
        list.forEach((sighting, index) => {
          if (sighting.kind === 'put-down') {
            const isBesideAnother = [...down].some((key) => !key.endsWith(sighting.uid));
            expect(decisions[index] === 'several-cards').toBe(isBesideAnother);
            down.add(`${sighting.readerId} ${sighting.uid}`);
          } else if (sighting.kind === 'taken-away') {
            down.delete(`${sighting.readerId} ${sighting.uid}`);
          } else if (sighting.kind === 'reader-gone') {
            for (const key of down) if (key.startsWith(sighting.readerId)) down.delete(key);
          }
        });
      }),
    );
  });

  test('a card never away for 2 s is one tap, however often the readers lose it', () => {
    const losses = fc.array(
      fc.record({
        heldMs: fc.integer({ min: 0, max: 600_000 }),
        awayMs: fc.integer({ min: 0, max: SAME_TAP_MS - 1 }),
        readerId: fc.constantFrom('bar', 'door'),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(losses, (list) => {
        let atMs = 0;
        const seen = list.flatMap(({ heldMs, awayMs, readerId }) => {
          const down = put(MARIE, atMs, readerId);
          const away = take(MARIE, atMs + heldMs, readerId);
          atMs += heldMs + awayMs;
          return [down, away];
        });
        expect(decide(seen).filter((decision) => decision === 'tap')).toEqual(['tap']);
      }),
    );
  });

  test('what is remembered stays short', () => {
    fc.assert(
      fc.property(sightings, (list) => {
        const last = list.reduce(
          (state, sighting) => decideTap(state, sighting).state,
          NO_CARD_SEEN,
        );
        expect(last.present.length).toBeLessThanOrEqual(4);
        expect(last.lastSeen.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
