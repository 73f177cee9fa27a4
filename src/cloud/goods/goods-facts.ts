import { saleOfEntry } from '../../domain/journal/old-entries.ts';
import type { SaleCorrected, SaleLine, SaleRecorded } from '../../domain/journal/sale-entries.ts';
import type {
  ReceiptIssued,
  StockMoved,
  TicketAdmitted,
} from '../../domain/journal/till-entries.ts';
import type { Instant } from '../../shared/time.ts';

/** An entry that was read by the schema of its kind. */
export type GoodsEntry = {
  readonly seq: number;
  readonly id: string;
  readonly kind: string;
  readonly at: Instant;
  readonly body: unknown;
};

/** What an entry says about goods. */
export type GoodsFact = { readonly seq: number; readonly at: Instant } & (
  | { readonly kind: 'sale'; readonly sale: SaleRecorded }
  | { readonly kind: 'correction'; readonly correction: SaleCorrected }
  | { readonly kind: 'move'; readonly move: StockMoved }
  | { readonly kind: 'admission'; readonly admission: TicketAdmitted }
  | { readonly kind: 'receipt'; readonly receipt: ReceiptIssued }
);

export function readGoodsFact(entry: GoodsEntry): readonly GoodsFact[] {
  const { seq, at, body } = entry;
  switch (entry.kind) {
    case 'sale.corrected@1':
      return [{ seq, at, kind: 'correction', correction: body as SaleCorrected }];
    case 'stock.moved@1':
      return [{ seq, at, kind: 'move', move: body as StockMoved }];
    case 'ticket.admitted@1':
      return [{ seq, at, kind: 'admission', admission: body as TicketAdmitted }];
    case 'receipt.issued@1':
      return [{ seq, at, kind: 'receipt', receipt: body as ReceiptIssued }];
    default: {
      const sale = saleOfEntry(entry);
      return sale === null ? [] : [{ seq, at, kind: 'sale', sale }];
    }
  }
}

type DetailKind = SaleLine['detail']['kind'];

/** A line of one kind, with the detail of that kind. */
export type LineOf<
  Kind extends DetailKind,
  Line extends { readonly detail: SaleLine['detail'] },
> = Omit<Line, 'detail'> & {
  readonly detail: Extract<SaleLine['detail'], { readonly kind: Kind }>;
};

export const linesOf = <
  Kind extends DetailKind,
  Line extends { readonly detail: SaleLine['detail'] },
>(
  lines: readonly Line[],
  kind: Kind,
): readonly LineOf<Kind, Line>[] =>
  lines.filter((line) => line.detail.kind === kind) as readonly unknown[] as readonly LineOf<
    Kind,
    Line
  >[];
