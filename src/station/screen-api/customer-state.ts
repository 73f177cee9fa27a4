import type { CustomerState } from '../../contract/kiosk/customer-state.ts';
import type { ResultShown } from '../../contract/kiosk/results.ts';
import type { ScreenState } from '../../contract/kiosk/screen-state.ts';
import { ZERO_CENTS, addCents } from '../../shared/money.ts';

/** What the person in front of the till may see of a state of the screen, and nothing else. */
export function customerState(screen: ScreenState): CustomerState {
  const { station, preferences, basket } = screen;
  const isServing = screen.session.kind === 'signed-in' && screen.journal.kind === 'ready';
  const shown = isServing && screen.door === null ? basket : NOTHING;
  return {
    revision: screen.revision,
    collectiveName: station.collectiveName,
    language: preferences.language,
    theme: preferences.theme,
    training: screen.training,
    lines: shown.lines.map((line) => ({
      lineId: line.lineId,
      label: line.label,
      optionLabels: line.optionLabels,
      count: line.count,
      totalCents: line.totalCents,
      discountCents: line.discount?.cents ?? ZERO_CENTS,
    })),
    totalCents: shown.totalCents,
    dueCents: shown.dueCents,
    pledges: shown.pledges.map(({ means, cents }) => ({ means, cents })),
    moment: isServing ? momentOf(screen) : IDLE,
  };
}

const IDLE = { kind: 'idle' } as const;
const NOTHING = { lines: [], totalCents: ZERO_CENTS, dueCents: ZERO_CENTS, pledges: [] } as const;

function momentOf(screen: ScreenState): CustomerState['moment'] {
  const { activity } = screen;
  switch (activity.kind) {
    case 'result':
      return momentOfResult(activity.result) ?? momentOfBasket(screen);
    case 'pass-short':
      return {
        kind: 'short',
        missingCents: activity.missingCents,
        availableCents: activity.availableCents,
      };
    case 'none':
    case 'pass-at-work':
    // What a manager is asked, and what a Pass holds on the counter, is between them and the staff.
    case 'approval':
    case 'pass-desk':
    case 'ask-undo':
    case 'ask-space':
      return momentOfBasket(screen);
  }
}

function momentOfBasket({ basket, activity, readers, door }: ScreenState): CustomerState['moment'] {
  if (basket.lines.length === 0 || door !== null) return IDLE;
  const hasReader = readers.list.some(
    ({ source }) => source !== 'pcsc' || readers.pcsc === 'ready',
  );
  if (activity.kind === 'pass-at-work') return { kind: 'basket', pass: 'work' };
  return { kind: 'basket', pass: hasReader ? 'put' : 'none' };
}

/** Null: nothing of it concerns the person in front. */
function momentOfResult(result: ResultShown): CustomerState['moment'] | null {
  switch (result.kind) {
    case 'sale-done':
      return thanksFor(result);
    case 'top-up-done':
      return {
        kind: 'loaded',
        cents: result.cents,
        afterCents: result.afterCents,
        changeCents: result.changeCents,
      };
    case 'gift-given':
      return {
        kind: 'loaded',
        cents: result.cents,
        afterCents: result.afterCents,
        changeCents: ZERO_CENTS,
      };
    case 'pass-emptied':
      return { kind: 'back', cents: result.cashCents };
    case 'sale-cancelled':
      return {
        kind: 'back',
        cents: addCents(ZERO_CENTS, ...result.refunds.map(({ cents }) => cents)),
      };
    case 'refused':
      return { kind: 'refused' };
    case 'card-declared-lost':
    case 'card-replaced':
    case 'means-changed':
    case 'basket-parked':
    case 'order-sent':
    case 'day-closed':
    case 'day-exported':
    case 'done':
    case 'admitted':
    case 'admitted-before':
    case 'badged-in':
    case 'badged-out':
    case 'tap-undone':
    case 'dues-added':
      return null;
  }
}

function thanksFor(sale: Extract<ResultShown, { kind: 'sale-done' }>): CustomerState['moment'] {
  const pass = sale.payments.findLast(({ means }) => means === 'pass');
  const cash = sale.payments.find(({ means }) => means === 'cash');
  return {
    kind: 'thanks',
    paidCents: sale.totalCents,
    leftCents: pass?.means === 'pass' ? pass.leftCents : null,
    changeCents: cash?.means === 'cash' ? cash.changeCents : ZERO_CENTS,
    loyaltyText: sale.loyaltyText,
  };
}
