import type { CardId } from '../../../shared/ids.ts';
import { addCents, cents, ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { StationContext } from '../context.ts';
import { deskActivity } from './desk-activity.ts';
import { knownHoldings } from './known-wallet.ts';
import { passOf } from './known-pass.ts';
import { readDesk } from './open-desk.ts';

type Money = {
  readonly holdings: readonly { readonly amount: number; readonly spendableHere: boolean }[];
  readonly debtCents: Cents;
};

/**
 * What a Pass can spend here before a credit in euros and after it: by the cloud's last look while it
 * lies open, else as known here. A debt is paid first: 20.00 on a debt of 3.00 leave 17.00.
 */
export function beforeAndAfter(
  context: StationContext,
  cardId: CardId,
  creditCents: Cents,
): { readonly beforeCents: Cents; readonly afterCents: Cents } {
  const { holdings, debtCents } = moneyNow(context, cardId);
  const total = addCents(
    ...holdings.filter(({ spendableHere }) => spendableHere).map(({ amount }) => cents(amount)),
  );
  return {
    beforeCents: cents(Math.max(0, total - debtCents)),
    afterCents: cents(Math.max(0, total - debtCents + creditCents)),
  };
}

function moneyNow(context: StationContext, cardId: CardId): Money {
  const desk = readDesk(context);
  const shown = desk?.cardId === cardId ? deskActivity(context, desk) : null;
  if (shown !== null) return shown;
  const card = passOf(context, cardId);
  return card === undefined
    ? { holdings: [], debtCents: ZERO_CENTS }
    : knownHoldings(context, card);
}
