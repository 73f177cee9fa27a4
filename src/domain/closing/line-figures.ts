import type { PaidPart, Payment, SaleLine } from '../journal/sale-entries.ts';
import { cents, vatInside } from '../../shared/money.ts';
import type { Cents } from '../../shared/money.ts';
import { planNameOfLabel } from '../till/stay-line.ts';
import { figure } from './figure.ts';
import type { Figure } from './figure.ts';

/** What a sale and its correction both say of a line. */
export type CountedLine = Pick<
  SaleLine,
  'productId' | 'label' | 'categoryId' | 'count' | 'totalCents' | 'vatRateBp' | 'detail'
> & { readonly paid: readonly PaidPart[] };

type AllMeans = readonly Payment['means'][];

/** Figures of one line that was sold (1) or taken back (-1). */
export function lineFigures(line: CountedLine, means: AllMeans, sign: 1 | -1): readonly Figure[] {
  const offered = offeredOf(line, means);
  // Whoever offers it gives up that part: it is neither turnover nor taxed.
  const sold = cents(line.totalCents - offered);
  return [
    ...kindFigures(line, sold, sign),
    figure(
      'vat',
      String(line.vatRateBp),
      0,
      sign * sold,
      '',
      sign * vatInside(sold, line.vatRateBp),
    ),
    ...(offered === 0 ? [] : [figure('offered', '', 0, sign * offered)]),
  ];
}

function kindFigures(line: CountedLine, sold: Cents, sign: 1 | -1): readonly Figure[] {
  const { detail } = line;
  const count = sign * line.count;
  if (detail.kind === 'membership') return [figure('membership', '', count, sign * sold)];
  if (detail.kind === 'deposit') {
    // Counted above 0, although money goes out.
    return detail.direction === 'taken'
      ? [figure('deposit-taken', '', count, sign * sold)]
      : [figure('deposit-returned', '', count, -sign * sold)];
  }
  return [
    figure('category', line.categoryId, count, sign * sold),
    figure('product', line.productId, count, sign * sold, articleOf(line)),
  ];
}

/** All stays of a plan are one article, however long each was. */
const articleOf = ({ detail, label }: CountedLine): string =>
  detail.kind === 'presence' ? planNameOfLabel(label) : label;

/** Deposits are given back one day and memberships are not sales (RULES M10). */
export const isTurnoverLine = ({ detail }: Pick<CountedLine, 'detail'>): boolean =>
  detail.kind !== 'membership' && detail.kind !== 'deposit';

/** What lines are to the turnover; a sale that is offered whole is none. */
export function turnoverOf(
  lines: readonly CountedLine[],
  means: AllMeans,
): { readonly cents: Cents; readonly isCounted: boolean } {
  const counted = lines.filter(isTurnoverLine);
  const offered = counted.reduce((sum, line) => sum + offeredOf(line, means), 0);
  const amount = counted.reduce((sum, line) => sum + line.totalCents, 0) - offered;
  return { cents: cents(amount), isCounted: counted.length > 0 && (amount !== 0 || offered === 0) };
}

const offeredOf = (line: CountedLine, means: AllMeans): number =>
  line.paid.reduce((sum, part) => sum + (means[part.payment] === 'offered' ? part.cents : 0), 0);
