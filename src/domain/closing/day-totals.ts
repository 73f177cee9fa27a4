import type { Cents } from '../../shared/money.ts';
import type { AssetKind } from '../wallet/asset.ts';

/** A number of operations and what they sum to. */
export type CountedSum = { readonly count: number; readonly cents: Cents };

/**
 * What a day comes to (RULES D1), so that no euro stands twice (RULES M10). Corrections are taken
 * off every figure of what was sold; they also stand by themselves.
 */
export type DayTotals = {
  /** Everything sold and not offered, deposits and memberships left out: the turnover. */
  readonly turnover: CountedSum;
  /** How sales were paid, offered included, less what corrections gave back. Sums to all that was sold. */
  readonly byMeans: readonly {
    readonly means: 'pass' | 'cash' | 'bank-card' | 'cheque' | 'offered';
    readonly count: number;
    readonly cents: Cents;
  }[];
  /** The Pass part of `byMeans` by kind of money. */
  readonly byAssetKind: readonly { readonly kind: AssetKind; readonly cents: Cents }[];
  /** Over the turnover, offered pieces counted too; sums to it. */
  readonly byCategory: readonly {
    readonly categoryId: string;
    readonly count: number;
    readonly cents: Cents;
  }[];
  readonly byProduct: readonly {
    readonly productId: string;
    readonly label: string;
    readonly count: number;
    readonly cents: Cents;
  }[];
  /** Over all that was sold and not offered, deposits and memberships too. `vatCents` is inside `cents`, computed line by line. */
  readonly byVat: readonly {
    readonly rateBp: number;
    readonly cents: Cents;
    readonly vatCents: Cents;
  }[];
  /** Sums to the turnover. A correction is taken off the figures of who sold, not of who corrects. */
  readonly byStaff: readonly {
    readonly staffId: string;
    readonly name: string;
    readonly count: number;
    readonly cents: Cents;
  }[];
  readonly byPointOfSale: readonly {
    readonly pointOfSaleId: string;
    readonly count: number;
    readonly cents: Cents;
  }[];
  readonly topUps: CountedSum;
  readonly topUpsByMeans: readonly {
    readonly means: 'cash' | 'bank-card' | 'cheque';
    readonly count: number;
    readonly cents: Cents;
  }[];
  readonly gifts: CountedSum;
  readonly emptied: CountedSum;
  readonly depositsTaken: CountedSum;
  readonly depositsReturned: CountedSum;
  readonly memberships: CountedSum;
  readonly offered: CountedSum;
  readonly discounts: CountedSum;
  readonly corrections: CountedSum;
  readonly meansChanged: CountedSum;
  /**
   * How the drawer got to what it should hold: opening + sales + top-ups − emptied − corrections +
   * moved. Corrections are cash given back, and means changed from cash less means changed to cash.
   */
  readonly cash: {
    readonly openingCents: Cents;
    readonly salesCents: Cents;
    readonly topUpsCents: Cents;
    readonly emptiedCents: Cents;
    readonly correctionsCents: Cents;
    readonly movedCents: Cents;
    readonly expectedCents: Cents;
  };
};
