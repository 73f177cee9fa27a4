import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import type { Tone } from '../../components/shape.tsx';

/** What a result feels like: its shape, its colour and its sound come from it. */
export function toneOf(result: ResultShown): Tone {
  switch (result.kind) {
    case 'refused':
      return 'refused';
    case 'admitted-before':
      return 'attention';
    case 'badged-out':
      return result.payment.kind === 'to-pay' ? 'attention' : 'done';
    case 'badged-in':
    case 'tap-undone':
    case 'dues-added':
    case 'sale-done':
    case 'top-up-done':
    case 'pass-emptied':
    case 'gift-given':
    case 'card-declared-lost':
    case 'card-replaced':
    case 'sale-cancelled':
    case 'means-changed':
    case 'basket-parked':
    case 'order-sent':
    case 'day-closed':
    case 'done':
    case 'day-exported':
    case 'admitted':
      return 'done';
  }
}
