import { useState } from 'react';
import type { ProductExtra } from '../../../src/contract/kiosk/intentions.ts';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { looksLikeEmail } from '../../../src/domain/till/email.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { FindPerson } from './find-person.tsx';
import type { FoundPerson } from './find-person.tsx';
import { NewPerson } from './new-person.tsx';
import { OpenAmount } from './open-price-sheet.tsx';
import { PriceChoice } from './price-choice.tsx';
import type { ProductShown } from './product-grid.tsx';
import { useAdd } from './use-add.ts';

type Offer = CatalogueShown['offers'][number];
type Price = Offer['prices'][number];
type Step = 'find' | 'new' | 'price' | 'amount';

/** Who it is for, and at which price. */
type Draft = {
  /** Somebody the station found; null for somebody new. */
  readonly person: FoundPerson | null;
  readonly name: string;
  readonly email: string;
  readonly priceId: string | null;
  /** Of a price that the person chooses; null until they did. */
  readonly free: Cents | null;
};

/** A membership: first for whom, then at which price. */
export function MembershipSheet(props: {
  readonly product: ProductShown;
  readonly offer: Offer;
  readonly screen: ScreenState;
}) {
  const { say } = useTexts();
  const { product, offer, screen } = props;
  const prices = pricesOf(product, offer);
  const [step, setStep] = useState<Step>('find');
  const [draft, setDraft] = useState<Draft>({
    person: null,
    name: '',
    email: '',
    priceId: prices.length === 1 ? (prices[0]?.id ?? null) : null,
    free: null,
  });
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const price = prices.find(({ id }) => id === draft.priceId) ?? null;
  const add = useAdd(product.id);
  // A single price that the person chooses has nothing to choose among.
  const firstOfPrice: Step = prices.length === 1 && price?.kind === 'free' ? 'amount' : 'price';
  const next: Step | null =
    step === 'new' ? firstOfPrice : step === 'price' && price?.kind === 'free' ? 'amount' : null;
  return (
    <SheetFrame
      kind="membership"
      title={product.name}
      foot={
        step !== 'find' && (
          <ConfirmBar
            label={next === null ? say('options.add') : say('sheet.next')}
            icon={next === null ? 'plus' : 'next'}
            isOff={!isSaid(step, draft, price)}
            onConfirm={() => (next === null ? add(extraOf(draft, price), 1) : setStep(next))}
          >
            {step !== 'new' && <strong>{draft.person?.name ?? draft.name}</strong>}
          </ConfirmBar>
        )
      }
      {...(step === 'find' ? {} : { onBack: () => setStep('find') })}
    >
      {step === 'find' ? (
        <FindPerson
          screen={screen}
          onFound={(person) => {
            change({ person });
            setStep(firstOfPrice);
          }}
          onNew={(text) => {
            change({ person: null, ...(text.includes('@') ? { email: text } : { name: text }) });
            setStep('new');
          }}
        />
      ) : (
        <SheetBody>
          <RefusedTouch />
          <MembershipStep
            step={step}
            draft={draft}
            offer={offer}
            prices={prices}
            onChange={change}
          />
        </SheetBody>
      )}
    </SheetFrame>
  );
}

/** A product that names its price sells that one; otherwise all of the offer's. */
function pricesOf(product: ProductShown, offer: Offer): readonly Price[] {
  const own = offer.prices.filter(({ id }) => id === product.offerPriceId);
  return own.length > 0 ? own : offer.prices;
}

/** Whether a step has all it asks for. */
function isSaid(step: Step, { person, name, email, free }: Draft, price: Price | null): boolean {
  switch (step) {
    case 'find':
      return false;
    case 'new':
      return person !== null || (name.trim() !== '' && looksLikeEmail(email));
    case 'price':
      return price !== null;
    case 'amount':
      return price !== null && (free ?? price.priceCents) >= (price.priceMinCents ?? 0);
  }
}

const extraOf = ({ person, ...draft }: Draft, price: Price | null): ProductExtra => ({
  kind: 'membership',
  priceId: draft.priceId,
  cents: price?.kind === 'free' ? (draft.free ?? price.priceCents) : null,
  personId: person?.personId ?? null,
  name: person?.name ?? draft.name,
  email: person?.email ?? draft.email,
  cardId: person?.cardId ?? null,
});

function MembershipStep(props: {
  readonly step: Exclude<Step, 'find'>;
  readonly draft: Draft;
  readonly offer: Offer;
  readonly prices: readonly Price[];
  readonly onChange: (change: Partial<Draft>) => void;
}) {
  const { step, draft, offer, prices, onChange } = props;
  const price = prices.find(({ id }) => id === draft.priceId);
  switch (step) {
    case 'new':
      return (
        <NewPerson
          name={draft.name}
          email={draft.email}
          onName={(name) => onChange({ name })}
          onEmail={(email) => onChange({ email })}
        />
      );
    case 'price':
      return (
        <>
          <p className="ticket-when">{offer.description}</p>
          <PriceChoice
            prices={prices}
            chosenId={draft.priceId}
            onChoose={(priceId) => onChange({ priceId })}
          />
        </>
      );
    case 'amount':
      return price === undefined ? null : (
        <OpenAmount
          price={draft.free ?? price.priceCents}
          minCents={price.priceMinCents}
          proposedCents={price.priceCents}
          onChange={(free) => onChange({ free })}
        />
      );
  }
}
