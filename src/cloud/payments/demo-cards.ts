/** A card to try in the demo. None of them exists. */
export type DemoCard = {
  readonly brand: string;
  /** Its last digits. */
  readonly number: string;
  /** Whether it pays on the page. */
  readonly pays: boolean;
  /** When a membership renews: it pays, it is refused, or its bank wants to ask the person. */
  readonly renews: 'yes' | 'no' | 'asks';
};

export const DEMO_CARDS = [
  { brand: 'Visa', number: '4242', pays: true, renews: 'yes' },
  { brand: 'Visa', number: '0002', pays: false, renews: 'no' },
  { brand: 'Mastercard', number: '0341', pays: true, renews: 'no' },
  { brand: 'Mastercard', number: '3155', pays: true, renews: 'asks' },
] as const satisfies readonly DemoCard[];

/** Two cards only differ when a membership renews by itself. */
export const demoCardsFor = (keepsCard: boolean): readonly DemoCard[] =>
  keepsCard ? DEMO_CARDS : DEMO_CARDS.slice(0, 2);
