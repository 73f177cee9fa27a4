import type {
  BasketLineSet,
  PaidPart,
  Payment,
  SaleLine,
  SaleRecorded,
  StaffRef,
} from './sale-entries.ts';

/** Bodies that a station wrote before protocol 2. They are read for ever (DESIGN 3). */

export type BasketLineSetV1 = Omit<BasketLineSet, 'detail' | 'discount' | 'sentCount'>;

export type SaleRecordedV1 = Omit<
  SaleRecorded,
  'lines' | 'payments' | 'basketName' | 'goodsHoldId'
> & {
  readonly staff: StaffRef;
  readonly lines: readonly (Omit<SaleLine, 'detail' | 'discount'> & {
    readonly paid: readonly PaidPart[];
  })[];
  readonly payments: readonly Exclude<Payment, { means: 'offered' }>[];
};

export const upgradeBasketLine = (line: BasketLineSetV1): BasketLineSet => ({
  ...line,
  detail: { kind: 'piece' },
  discount: null,
});

export const upgradeSale = (sale: SaleRecordedV1): SaleRecorded => ({
  ...sale,
  basketName: '',
  goodsHoldId: null,
  lines: sale.lines.map((line) => ({ ...line, detail: { kind: 'piece' }, discount: null })),
});

/** The sale of an entry, whichever version wrote it; null when the entry is no sale. */
export function saleOfEntry(entry: {
  readonly kind: string;
  readonly body: unknown;
}): SaleRecorded | null {
  if (entry.kind === 'sale.recorded@2') return entry.body as SaleRecorded;
  return entry.kind === 'sale.recorded@1' ? upgradeSale(entry.body as SaleRecordedV1) : null;
}
