import { useState } from 'react';
import { COUNT_MAX } from '../../../src/contract/fields.ts';
import type { CatalogueShown } from '../../../src/contract/kiosk/screen-state.ts';
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

/** Places of an event: which price, how many, for whom, and what carries them. */
export function TicketSheet(props: { readonly product: ProductShown; readonly event: Event }) {
  const { say, euros } = useTexts();
  const { product, event } = props;
  const offered = pricesOf(product, event);
  const [priceId, setPriceId] = useState<string | null>(
    offered.length === 1 ? offered[0]!.id : null,
  );
  const price = offered.find(({ id }) => id === priceId) ?? null;
  const [count, setCount] = useState(1);
  const [open, setOpen] = useState<Cents | null>(null);
  const [names, setNames] = useState<readonly string[]>([]);
  const [carrier, setCarrier] = useState<Carrier>('printed');
  const [email, setEmail] = useState('');
  const [step, setStep] = useState<Step>('ticket');
  const add = useAdd(product.id);
  const steps = stepsOf({ price, event, carrier });
  const next = steps[steps.indexOf(step) + 1];

  const send = () =>
    add(
      {
        kind: 'ticket',
        priceId,
        cents: price?.kind === 'open' ? (open ?? price.priceCents) : null,
        names: event.asksNames ? names.slice(0, count) : [],
        email: carrier === 'mailed' ? email : null,
        isOnPass: carrier === 'on-pass',
      },
      count,
    );
  const isReady = {
    ticket: price !== null,
    price: price !== null && (open ?? price.priceCents) >= (price.priceMinCents ?? 0),
    names: Array.from({ length: count }).every((_, index) => (names[index] ?? '').trim() !== ''),
    email: looksLikeEmail(email),
  }[step];
  const unit =
    price?.kind === 'open' ? (open ?? price.priceCents) : (price?.priceCents ?? cents(0));

  return (
    <SheetFrame
      kind="ticket"
      title={event.name}
      {...(step === 'ticket'
        ? {}
        : { onBack: () => setStep(steps[steps.indexOf(step) - 1] ?? 'ticket') })}
      foot={
        <ConfirmBar
          label={next === undefined ? say('options.add') : say('sheet.next')}
          icon={next === undefined ? 'plus' : 'next'}
          isOff={!isReady}
          onConfirm={() => (next === undefined ? send() : setStep(next))}
        >
          <strong className="ticket-sum">{euros(cents(unit * count))}</strong>
        </ConfirmBar>
      }
    >
      <SheetBody>
        <RefusedTouch />
        {step === 'ticket' && (
          <TicketChoices
            event={event}
            prices={offered}
            priceId={priceId}
            count={count}
            carrier={carrier}
            onPrice={setPriceId}
            onCount={setCount}
            onCarrier={setCarrier}
          />
        )}
        {step === 'price' && price !== null && (
          <OpenAmount
            price={open ?? price.priceCents}
            minCents={price.priceMinCents}
            proposedCents={price.priceCents}
            onChange={setOpen}
          />
        )}
        {step === 'names' && <TicketNames count={count} names={names} onChange={setNames} />}
        {step === 'email' && (
          <TextEntry
            label={say('product.email')}
            value={email}
            kind="email"
            lengthMax={EMAIL_LENGTH_MAX}
            onChange={setEmail}
          />
        )}
      </SheetBody>
    </SheetFrame>
  );
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
