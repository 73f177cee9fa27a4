import { useState } from 'react';
import { COUNT_MAX } from '../../../src/contract/fields.ts';
import type { ProductExtra } from '../../../src/contract/kiosk/intentions.ts';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { looksLikeEmail } from '../../../src/domain/till/email.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { TextEntry } from '../../components/text-entry.tsx';
import { OpenAmount } from './open-price-sheet.tsx';
import { PriceChoice } from './price-choice.tsx';
import type { ProductShown } from './product-grid.tsx';
import { TicketNames } from './ticket-names.tsx';
import { useAdd } from './use-add.ts';

type Event = CatalogueShown['events'][number];
type Price = Event['prices'][number];
type Carrier = 'printed' | 'on-pass' | 'mailed';
type Step = 'ticket' | 'price' | 'names' | 'email';

const EMAIL_LENGTH_MAX = 254;

/** What was said so far of the places to sell. */
type Draft = {
  readonly priceId: string | null;
  /** Of an open price; null until somebody chose one. */
  readonly open: Cents | null;
  readonly count: number;
  readonly names: readonly string[];
  readonly carrier: Carrier;
  readonly email: string;
};

/** Places of an event: which price, how many, for whom, and what carries them. */
export function TicketSheet(props: { readonly product: ProductShown; readonly event: Event }) {
  const { say, euros } = useTexts();
  const { product, event } = props;
  const prices = pricesOf(product, event);
  const [draft, setDraft] = useState<Draft>({
    priceId: prices.length === 1 ? (prices[0]?.id ?? null) : null,
    open: null,
    count: 1,
    names: [],
    carrier: 'printed',
    email: '',
  });
  const [step, setStep] = useState<Step>('ticket');
  const price = prices.find(({ id }) => id === draft.priceId) ?? null;
  const add = useAdd(product.id);
  const steps = stepsOf({ price, event, carrier: draft.carrier });
  const next = steps[steps.indexOf(step) + 1];
  const back = steps[steps.indexOf(step) - 1];
  return (
    <SheetFrame
      kind="ticket"
      title={event.name}
      {...(back === undefined ? {} : { onBack: () => setStep(back) })}
      foot={
        <ConfirmBar
          label={next === undefined ? say('options.add') : say('sheet.next')}
          icon={next === undefined ? 'plus' : 'next'}
          isOff={!isSaid(step, draft, price)}
          onConfirm={() =>
            next === undefined ? add(extraOf(draft, price, event), draft.count) : setStep(next)
          }
        >
          <strong className="ticket-sum">{euros(cents(unitOf(draft, price) * draft.count))}</strong>
        </ConfirmBar>
      }
    >
      <SheetBody>
        <RefusedTouch />
        <TicketStep
          step={step}
          draft={draft}
          price={price}
          prices={prices}
          event={event}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
      </SheetBody>
    </SheetFrame>
  );
}

const unitOf = ({ open }: Draft, price: Price | null): Cents =>
  price?.kind === 'open' ? (open ?? price.priceCents) : (price?.priceCents ?? cents(0));

/** Whether a step has all it asks for. */
function isSaid(step: Step, draft: Draft, price: Price | null): boolean {
  switch (step) {
    case 'ticket':
      return price !== null;
    case 'price':
      return price !== null && unitOf(draft, price) >= (price.priceMinCents ?? 0);
    case 'names':
      return Array.from({ length: draft.count }).every(
        (_, index) => (draft.names[index] ?? '').trim() !== '',
      );
    case 'email':
      return looksLikeEmail(draft.email);
  }
}

const extraOf = (draft: Draft, price: Price | null, event: Event): ProductExtra => ({
  kind: 'ticket',
  priceId: draft.priceId,
  cents: price?.kind === 'open' ? unitOf(draft, price) : null,
  names: event.asksNames ? draft.names.slice(0, draft.count) : [],
  email: draft.carrier === 'mailed' ? draft.email : null,
  isOnPass: draft.carrier === 'on-pass',
});

function TicketStep(props: {
  readonly step: Step;
  readonly draft: Draft;
  readonly price: Price | null;
  readonly prices: readonly Price[];
  readonly event: Event;
  readonly onChange: (change: Partial<Draft>) => void;
}) {
  const { say } = useTexts();
  const { step, draft, price, event, onChange } = props;
  switch (step) {
    case 'ticket':
      return (
        <TicketChoices
          event={event}
          prices={props.prices}
          priceId={draft.priceId}
          count={draft.count}
          carrier={draft.carrier}
          onPrice={(priceId) => onChange({ priceId })}
          onCount={(count) => onChange({ count })}
          onCarrier={(carrier) => onChange({ carrier })}
        />
      );
    case 'price':
      return price === null ? null : (
        <OpenAmount
          price={unitOf(draft, price)}
          minCents={price.priceMinCents}
          proposedCents={price.priceCents}
          onChange={(open) => onChange({ open })}
        />
      );
    case 'names':
      return (
        <TicketNames
          count={draft.count}
          names={draft.names}
          onChange={(names) => onChange({ names })}
        />
      );
    case 'email':
      return (
        <TextEntry
          label={say('product.email')}
          value={draft.email}
          kind="email"
          lengthMax={EMAIL_LENGTH_MAX}
          onChange={(email) => onChange({ email })}
        />
      );
  }
}

/** A product that names its price sells that one; otherwise all of the event's. */
const pricesOf = (product: ProductShown, event: Event): readonly Price[] => {
  const own = event.prices.filter(({ id }) => id === product.eventPriceId);
  return own.length > 0 ? own : event.prices;
};

const stepsOf = (asked: {
  readonly price: Price | null;
  readonly event: Event;
  readonly carrier: Carrier;
}): readonly Step[] => [
  'ticket',
  ...(asked.price?.kind === 'open' ? (['price'] as const) : []),
  ...(asked.event.asksNames ? (['names'] as const) : []),
  ...(asked.carrier === 'mailed' ? (['email'] as const) : []),
];

function TicketChoices(props: {
  readonly event: Event;
  readonly prices: readonly Price[];
  readonly priceId: string | null;
  readonly count: number;
  readonly carrier: Carrier;
  readonly onPrice: (id: string) => void;
  readonly onCount: (count: number) => void;
  readonly onCarrier: (carrier: Carrier) => void;
}) {
  const { say, since } = useTexts();
  const { event, prices, priceId } = props;
  const price = prices.find(({ id }) => id === priceId);
  const left = Math.min(event.placesLeft ?? COUNT_MAX, price?.placesLeft ?? COUNT_MAX);
  return (
    <>
      <p className="ticket-when">
        {since(event.startsAt)}
        {left < COUNT_MAX && <strong> · {say('product.places-left', { count: left })}</strong>}
      </p>
      <PriceChoice prices={prices} chosenId={priceId} onChoose={props.onPrice} />
      <div className="ticket-line">
        <span>{say('product.how-many')}</span>
        <Stepper
          label={say('product.how-many')}
          value={props.count}
          max={Math.max(1, left)}
          onChange={props.onCount}
        />
      </div>
      <div className="ticket-line">
        <span>{say('product.carrier')}</span>
        <Segments
          label={say('product.carrier')}
          value={props.carrier}
          options={[
            ['printed', say('product.carrier-printed')],
            ['on-pass', say('product.carrier-on-pass')],
            ['mailed', say('product.carrier-mailed')],
          ]}
          onChoose={props.onCarrier}
        />
      </div>
      {props.carrier === 'on-pass' && <p className="ticket-when">{say('product.pass-there')}</p>}
    </>
  );
}
