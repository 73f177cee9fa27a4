import { useState } from 'react';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { AssetId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { AmountEntry } from '../../components/figure-entry.tsx';
import { AmountFigure } from '../../components/figures.tsx';
import { ReasonPicker } from '../../components/reason-picker.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import type { PassDeskShown } from './desk-of.ts';
import { NeedsPass } from './needs-pass.tsx';
import { Moneys, QuickAmounts } from './top-up-sheet.tsx';

const CENTS_MAX = cents(50_000);

type Props = {
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
  readonly cents: Cents | null;
  readonly assetId: AssetId | null;
};

/** A gift on a Pass: how much, then why. A manager agrees at the end. */
export function GiftSheet(props: Props) {
  const { say } = useTexts();
  return (
    <NeedsPass screen={props.screen} kind="gift" title={say('pass.gift-title')}>
      {(desk) => <Gift key={desk.cardId} desk={desk} {...props} />}
    </NeedsPass>
  );
}

function Gift(props: Props & { readonly desk: PassDeskShown }) {
  const { say, euros } = useTexts();
  const { desk, catalogue } = props;
  const moneys = catalogue.assets.filter(({ kind }) => kind === 'gift');
  const [amount, setAmount] = useState<Cents | null>(props.cents);
  const [assetId, setAssetId] = useState(props.assetId ?? moneys[0]?.id ?? null);
  const [asksWhy, setAsksWhy] = useState(false);
  const [reason, setReason] = useState('');
  const hasAmount = amount !== null && amount > 0 && assetId !== null;

  const send = () => {
    if (amount === null || assetId === null) return;
    const { cardId } = desk;
    ask({ kind: 'give-gift', cardId, assetId, cents: amount, reason }, `gift:${cardId}`);
  };
  return (
    <SheetFrame
      kind="gift"
      title={say('pass.gift-title')}
      {...(asksWhy ? { onBack: () => setAsksWhy(false) } : {})}
      foot={
        asksWhy ? (
          <ConfirmBar
            label={say('pass.gift-do', { amount: euros(amount ?? cents(0)) })}
            icon="gift"
            isOff={reason.trim() === '' || !hasAmount}
            onConfirm={send}
          />
        ) : (
          <ConfirmBar
            label={say('pass.go-on')}
            icon="next"
            isOff={!hasAmount}
            onConfirm={() => setAsksWhy(true)}
          />
        )
      }
    >
      <SheetBody>
        <RefusedTouch />
        {asksWhy ? (
          <Why reason={reason} onChange={setReason} />
        ) : (
          <>
            {moneys.length > 1 && <Moneys moneys={moneys} chosen={assetId} onChoose={setAssetId} />}
            <AmountEntry
              label={say('pass.how-much')}
              value={amount}
              maxCents={CENTS_MAX}
              onChange={setAmount}
              quick={<QuickAmounts chosen={amount} onChoose={setAmount} />}
              note={<AmountFigure label={say('pass.on-pass')} amount={desk.spendableCents} />}
            />
          </>
        )}
      </SheetBody>
    </SheetFrame>
  );
}

function Why(props: { readonly reason: string; readonly onChange: (reason: string) => void }) {
  const { say } = useTexts();
  const presets = (['thanks', 'artist', 'mistake', 'winner'] as const).map((one) =>
    say(`pass.why.${one}`),
  );
  return <ReasonPicker presets={presets} value={props.reason} onChange={props.onChange} />;
}
