import { create } from 'zustand';
import type { BasketId } from '../../src/shared/ids.ts';
import type { Sheet } from '../features/sheets.ts';

type ViewStore = {
  /** What lies over the products. It is forgotten with the page; nothing that matters is kept here. */
  readonly sheet: Sheet;
  /** The category touched last, by point of sale. */
  readonly categoryByPointOfSale: Readonly<Record<string, string>>;
  /** How many share this basket equally, and how many parts were paid when they began. */
  readonly splitPeople: {
    readonly basketId: BasketId | null;
    readonly people: number;
    readonly pledgesAtFirst: number;
  } | null;
};

export const useView = create<ViewStore>(() => ({
  sheet: { kind: 'none' },
  categoryByPointOfSale: {},
  splitPeople: null,
}));

export const openSheet = (sheet: Sheet): void => useView.setState({ sheet });

export const closeSheet = (): void => useView.setState({ sheet: { kind: 'none' } });

export const chooseCategory = (pointOfSaleId: string, categoryId: string): void =>
  useView.setState(({ categoryByPointOfSale }) => ({
    sheet: { kind: 'none' },
    categoryByPointOfSale: { ...categoryByPointOfSale, [pointOfSaleId]: categoryId },
  }));
