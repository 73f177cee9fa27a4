import { useState } from 'react';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { AssetId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { AmountEntry, QuickValues } from '../../components/figure-entry.tsx';
import { AmountFigure } from '../../components/figures.tsx';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { CashGiven } from './cash-given.tsx';
import type { PassDeskShown } from './desk-of.ts';
import { NeedsPass, StayThere } from './needs-pass.tsx';

type Means = 'cash' | 'bank-card' | 'cheque';
type Asset = CatalogueShown['assets'][number];

const QUICK_CENTS = [500, 1_000, 2_000, 5_000] as const;
const CENTS_MAX = cents(50_000);
const CENTS_MIN = 100;
const MEANS_ICONS: Readonly<Record<Means, IconName>> = {
  cash: 'cash',
  'bank-card': 'card',
  cheque: 'cheque',
};

type Props = {
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
  /** From the article that was touched; null when none was. */
  readonly cents: Cents | null;
  readonly assetId: AssetId | null;
};

/** Money on a Pass (RULES T5): how much, then how it is paid. */
export function TopUpSheet(props: Props) {
  const { say } = useTexts();
  return (
    <NeedsPass screen={props.screen} kind="top-up" title={say('pass.top-up-title')}>
      {(desk) => <TopUp key={desk.cardId} desk={desk} {...props} />}
    </NeedsPass>
  );
}

function TopUp(props: Props & { readonly desk: PassDeskShown }) {
  const { say } = useTexts();
  const { desk, screen, catalogue } = props;
  const moneys = catalogue.assets.filter(({ kind }) => kind === 'local');
  const [amount, setAmount] = useState<Cents | null>(props.cents);
  const [assetId, setAssetId] = useState(props.assetId ?? moneys[0]?.id ?? null);
  const [means, setMeans] = useState<Means | null>(null);
  const point = catalogue.pointsOfSale.find(({ id }) => id === screen.pointOfSaleId);
  const isReady = amount !== null && amount >= CENTS_MIN && assetId !== null && desk.isOnReader;

  const send = (chosen: Means, givenCents: Cents | null) => {
    if (amount === null || assetId === null) return;
    const { cardId } = desk;
    ask(
      { kind: 'top-up', cardId, assetId, cents: amount, means: chosen, givenCents },
      `top-up:${cardId}`,
    );
  };
  if (means !== null && amount !== null) {
    return (
      <Paying
        means={means}
        amount={amount}
        desk={desk}
        onBack={() => setMeans(null)}
        onPaid={(givenCents) => send(means, givenCents)}
      />
    );
  }
  return (
    <SheetFrame
      kind="top-up"
      title={say('pass.top-up-title')}
      foot={
        <div className="pass-means" role="group" aria-label={say('pass.means')}>
          {(['cash', 'bank-card', 'cheque'] as const)
            .filter((one) => point?.means.includes(one) ?? false)
            .map((one, index) => (
              <button
                key={one}
                type="button"
                className={index === 0 ? 'button button-main' : 'button'}
                disabled={!isReady}
                onClick={() => setMeans(one)}
              >
                <Icon name={MEANS_ICONS[one]} />
                {say(`pass.by.${one}`)}
              </button>
            ))}
        </div>
      }
    >
      <SheetBody>
        <StayThere desk={desk} />
        {moneys.length > 1 && <Moneys moneys={moneys} chosen={assetId} onChoose={setAssetId} />}
        <AmountEntry
          label={say('pass.how-much')}
          value={amount}
          maxCents={CENTS_MAX}
          onChange={setAmount}
          quick={<QuickAmounts chosen={amount} onChoose={setAmount} />}
          note={<AmountFigure label={say('pass.on-pass')} amount={desk.spendableCents} />}
        />
      </SheetBody>
    </SheetFrame>
  );
}

export function QuickAmounts(props: {
  readonly chosen: Cents | null;
  readonly onChoose: (amount: Cents) => void;
}) {
  const { say, euros } = useTexts();
  return (
    <QuickValues
      label={say('pass.quick')}
      values={QUICK_CENTS.map((one) => [cents(one), euros(cents(one)).replace(/[.,]00/, '')])}
      chosen={props.chosen}
      onChoose={props.onChoose}
    />
  );
}

/** A collective with more than one money of a kind says which. */
export function Moneys(props: {
  readonly moneys: readonly Asset[];
  readonly chosen: AssetId | null;
  readonly onChoose: (assetId: AssetId) => void;
}) {
  const { say } = useTexts();
  return (
    <Segments
      isWide
      label={say('pass.which')}
      value={props.chosen}
      options={props.moneys.map(({ id, name }) => [id, name])}
      onChoose={props.onChoose}
    />
  );
}

function Paying(props: {
  readonly means: Means;
  readonly amount: Cents;
  readonly desk: PassDeskShown;
  readonly onBack: () => void;
  readonly onPaid: (givenCents: Cents | null) => void;
}) {
  const { say, euros } = useTexts();
  const { means, amount, desk } = props;
  const title = say(`pass.paying.${means}`);
  if (means === 'cash') {
    return (
      <CashGiven
        title={title}
        dueCents={amount}
        desk={desk}
        onBack={props.onBack}
        onPaid={props.onPaid}
      />
    );
  }
  return (
    <SheetFrame
      kind="top-up"
      title={title}
      onBack={props.onBack}
      foot={
        <ConfirmBar
          label={say(`pass.paid.${means}`, { amount: euros(amount) })}
          isOff={!desk.isOnReader}
          onConfirm={() => props.onPaid(null)}
        />
      }
    >
      <SheetBody>
        <StayThere desk={desk} />
        <div className="pass-terminal">
          <AmountFigure label={say(`pass.take.${means}`)} amount={amount} />
          <p>{say(`pass.take-do.${means}`)}</p>
        </div>
      </SheetBody>
    </SheetFrame>
  );
}
