import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { Shape } from '../../components/shape.tsx';

export type BadgeResult = Extract<
  ResultShown,
  { readonly kind: 'badged-in' | 'badged-out' | 'tap-undone' | 'dues-added' }
>;

/** What came of a tap at the badge station, or of dues that went into the basket. */
export function BadgeResultWords({ result }: { readonly result: BadgeResult }) {
  return (
    <>
      <Shape tone="done" />
      <h1>{result.kind}</h1>
    </>
  );
}
