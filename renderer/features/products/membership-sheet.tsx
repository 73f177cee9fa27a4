import { useState } from 'react';
import type { CatalogueShown, ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
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
type Step = 'find' | 'new' | 'price' | 'amount';

/** A membership: first for whom, then at which price. */
export function MembershipSheet(props: {
  readonly product: ProductShown;
  readonly offer: Offer;
  readonly screen: ScreenState;
}) {
  const { say } = useTexts();
  const { product, offer, screen } = props;
  const offered = offer.prices.filter(({ id }) => id === product.offerPriceId);
  const prices = offered.length > 0 ? offered : offer.prices;
  const [step, setStep] = useState<Step>('find');
  const [person, setPerson] = useState<FoundPerson | null>(null);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [priceId, setPriceId] = useState<string | null>(prices.length === 1 ? prices[0]!.id : null);
  const [free, setFree] = useState<Cents | null>(null);
  const price = prices.find(({ id }) => id === priceId) ?? null;
  const add = useAdd(product.id);

  const send = () =>
    add(
      {
        kind: 'membership',
        priceId,
        cents: price?.kind === 'free' ? (free ?? price.priceCents) : null,
        personId: person?.personId ?? null,
        name: person?.name ?? name,
        email: person === null ? email : person.email,
        cardId: person?.cardId ?? null,
      },
      1,
    );
  const isKnown = person !== null || (name.trim() !== '' && looksLikeEmail(email));
  const isPriced =
    price !== null &&
    (price.kind !== 'free' || (free ?? price.priceCents) >= (price.priceMinCents ?? 0));
  // A single price that the person chooses has nothing to choose among.
  const firstOfPrice: Step = prices.length === 1 && price?.kind === 'free' ? 'amount' : 'price';
  const next: Step | null =
    step === 'new' ? firstOfPrice : step === 'price' && price?.kind === 'free' ? 'amount' : null;
  const foot =
    step === 'find' ? undefined : (
      <ConfirmBar
        label={next === null ? say('options.add') : say('sheet.next')}
        icon={next === null ? 'plus' : 'next'}
        isOff={step === 'new' ? !isKnown : step === 'price' ? price === null : !isPriced}
        onConfirm={() => (next === null ? send() : setStep(next))}
      >
        {step !== 'new' && <strong>{person?.name ?? name}</strong>}
      </ConfirmBar>
    );

  return (
    <SheetFrame
      kind="membership"
      title={product.name}
      foot={foot}
      {...(step === 'find' ? {} : { onBack: () => setStep('find') })}
    >
      {step === 'find' && (
        <FindPerson
          screen={screen}
          onFound={(found) => {
            setPerson(found);
            setStep(firstOfPrice);
          }}
          onNew={(text) => {
            setPerson(null);
            if (text.includes('@')) setEmail(text);
            else setName(text);
            setStep('new');
          }}
        />
      )}
      {step === 'new' && (
        <SheetBody>
          <NewPerson name={name} email={email} onName={setName} onEmail={setEmail} />
        </SheetBody>
      )}
      {step === 'price' && (
        <SheetBody>
          <RefusedTouch />
          <p className="ticket-when">{offer.description}</p>
          <PriceChoice prices={prices} chosenId={priceId} onChoose={setPriceId} />
        </SheetBody>
      )}
      {step === 'amount' && price !== null && (
        <SheetBody>
          <RefusedTouch />
          <OpenAmount
            price={free ?? price.priceCents}
            minCents={price.priceMinCents}
            proposedCents={price.priceCents}
            onChange={setFree}
          />
        </SheetBody>
      )}
    </SheetFrame>
  );
}
