import type { ScreenState } from '../../../contract/kiosk/screen-state.ts';
import { basketTotal, lineTotal } from '../../../domain/till/basket.ts';
import { lineNotice } from '../../../domain/till/line-notice.ts';
import type { BasketLine } from '../../../domain/till/basket.ts';
import { readOpenBasket } from '../../projections/basket.ts';
import type { KeptLine } from '../../projections/basket.ts';
import type { PresenceId } from '../../../shared/ids.ts';
import { knownPresences } from '../badge/known-presences.ts';
import type { StationContext } from '../context.ts';
import { readArmedCents } from '../paying/pass-memory.ts';
import { dueOf } from '../paying/pay-by-hand.ts';

type BasketShown = ScreenState['basket'];
type LineShown = BasketShown['lines'][number];

/** The open basket as the screen shows it. */
export function readBasketShown(context: StationContext): BasketShown {
  const basket = readOpenBasket(context.journal.database);
  return {
    revision: basket.revision,
    basketId: basket.lines.length === 0 ? null : basket.basketId,
    name: basket.name,
    totalCents: basketTotal(basket.lines),
    pledges: basket.pledges.map(({ pledgeId, payment }) => ({
      pledgeId,
      means: payment.means,
      cents: payment.cents,
      cardNumber: payment.means === 'pass' ? payment.cardNumber : '',
    })),
    dueCents: dueOf(basket),
    armedCents: readArmedCents(context, basket.revision),
    unsentCount: basket.lines.filter((line) => isUnsent(context, line)).length,
    lines: basket.lines.map((line) => shownLine(context, line)),
  };
}

function shownLine(context: StationContext, line: KeptLine): LineShown {
  const { discount } = line;
  return {
    lineId: line.lineId,
    productId: line.productId,
    label: line.label,
    optionLabels: [...line.optionLabels],
    count: line.count,
    unitPriceCents: line.unitPriceCents,
    totalCents: lineTotal(line),
    detail: line.detail as LineShown['detail'],
    discount:
      discount === null
        ? null
        : {
            kind: discount.kind,
            rateBp: discount.rateBp,
            cents: discount.cents,
            reason: discount.reason,
          },
    sentCount: line.sentCount,
    notice: noticeOf(context, line),
  };
}

function noticeOf(context: StationContext, line: BasketLine): LineShown['notice'] {
  const { knowledge } = context;
  const { detail } = line;
  if (detail.kind === 'presence') return stayNotice(context, line, detail.presenceId);
  return lineNotice(line, {
    product: knowledge.one('product', line.productId),
    event: detail.kind === 'ticket' ? knowledge.one('event', detail.eventId) : undefined,
    offer: detail.kind === 'membership' ? knowledge.one('offer', detail.offerId) : undefined,
  });
}

/** Paid on the site or at another till, or put right by somebody, since it was put in. */
function stayNotice(
  context: StationContext,
  { unitPriceCents }: BasketLine,
  presenceId: PresenceId,
): LineShown['notice'] {
  const stay = knownPresences(context, context.clock()).find(
    (one) => one.presenceId === presenceId,
  );
  if (stay === undefined || stay.dueCents === 0) return 'settled';
  return stay.dueCents === unitPriceCents ? null : 'price-changed';
}

/** Kitchen or bar do not know all of it yet. */
const isUnsent = ({ knowledge }: StationContext, line: KeptLine): boolean =>
  line.sentCount < line.count &&
  (knowledge.one('product', line.productId)?.preparedAt ?? null) !== null;
