import { useState } from 'react';
import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { AmountFigure } from '../../components/figures.tsx';
import { Icon } from '../../components/icon.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import type { HoldingShown, PassDeskShown } from './desk-of.ts';
import { Holdings } from './holdings.tsx';
import { NeedsPass, StayThere } from './needs-pass.tsx';

type Props = { readonly screen: ScreenState; readonly catalogue: CatalogueShown };

/** The money of a Pass back in cash (RULES T6): what goes out, what stays, and who keeps the card. */
export function EmptySheet(props: Props) {
  const { say } = useTexts();
  return (
    <NeedsPass screen={props.screen} kind="empty-pass" title={say('pass.empty-title')}>
      {(desk) => <Empty key={desk.cardId} desk={desk} {...props} />}
    </NeedsPass>
  );
}

function Empty({ desk, catalogue, screen }: Props & { readonly desk: PassDeskShown }) {
  const { say, euros } = useTexts();
  const [isHandedBack, setIsHandedBack] = useState(false);
  const isOffline = screen.network.kind === 'offline' && !screen.training;
  const paidCents = desk.refundableCents ?? cents(0);
  const { out, others } = sortForEmptying(desk, catalogue.assets);
  const cancelled = isHandedBack ? others.filter((one) => isCancelled(one, catalogue.assets)) : [];
  const staying = others.filter((one) => !cancelled.includes(one));
  const isNothing = desk.refundableCents === 0 && cancelled.length === 0;
  const send = () =>
    ask({ kind: 'empty-pass', cardId: desk.cardId, isHandedBack }, `empty:${desk.cardId}`);

  return (
    <SheetFrame
      kind="empty-pass"
      title={say('pass.empty-title')}
      foot={
        <ConfirmBar
          label={
            desk.refundableCents === null
              ? say('pass.empty-do')
              : say('pass.empty-do-amount', { amount: euros(paidCents) })
          }
          icon="cash"
          isOff={isOffline || isNothing || !desk.isOnReader}
          onConfirm={send}
        />
      }
    >
      <SheetBody>
        <StayThere desk={desk} />
        {isOffline && <Notice words={say('pass.empty-offline')} />}
        {!isOffline && isNothing && <Notice words={say('pass.empty-nothing')} />}
        <Segments
          isWide
          label={say('pass.card-kept')}
          value={isHandedBack ? 'back' : 'kept'}
          options={[
            ['kept', say('pass.keeps-card')],
            ['back', say('pass.gives-card')],
          ]}
          onChoose={(choice) => setIsHandedBack(choice === 'back')}
        />
        <Sorted desk={desk} out={out} staying={staying} cancelled={cancelled} />
      </SheetBody>
    </SheetFrame>
  );
}

function Sorted(props: {
  readonly desk: PassDeskShown;
  readonly out: readonly HoldingShown[];
  readonly staying: readonly HoldingShown[];
  readonly cancelled: readonly HoldingShown[];
}) {
  const { say } = useTexts();
  const { desk, out, staying, cancelled } = props;
  return (
    <div className="pass-emptying">
      <section className="pass-fact">
        {desk.refundableCents === null ? (
          <h2>{say('pass.goes-out')}</h2>
        ) : (
          <AmountFigure label={say('pass.goes-out')} amount={desk.refundableCents} />
        )}
        {out.length > 0 && <Holdings label={say('pass.goes-out')} holdings={out} />}
      </section>
      <div className="pass-facts-side">
        {staying.length > 0 && (
          <section className="pass-fact">
            <h2>{say('pass.stays')}</h2>
            <Holdings label={say('pass.stays')} holdings={staying} />
          </section>
        )}
        {cancelled.length > 0 && (
          <section className="pass-fact pass-cancelled">
            <h2>{say('pass.cancelled')}</h2>
            <Holdings label={say('pass.cancelled')} holdings={cancelled} />
          </section>
        )}
      </div>
    </div>
  );
}

function Notice({ words }: { readonly words: string }) {
  return (
    <p className="pass-stay" data-there={false} role="status">
      <Icon name="warning" />
      {words}
    </p>
  );
}

type Asset = CatalogueShown['assets'][number];

const isOwn = (holding: HoldingShown, assets: readonly Asset[], kind: Asset['kind']): boolean =>
  assets.some((asset) => asset.id === holding.assetId && asset.kind === kind);

/** Which moneys become cash: our own, and global money where the station's sum says so. */
function sortForEmptying(
  desk: PassDeskShown,
  assets: readonly Asset[],
): { readonly out: readonly HoldingShown[]; readonly others: readonly HoldingShown[] } {
  const held = desk.holdings.filter(({ amount }) => amount > 0);
  const own = held.filter((one) => isOwn(one, assets, 'local'));
  const ownCents = own.reduce((sum, { amount }) => sum + amount, 0);
  const isGlobalOut = desk.refundableCents === null || desk.refundableCents > ownCents;
  const out = held.filter((one) => own.includes(one) || (one.kind === 'global' && isGlobalOut));
  return { out, others: held.filter((one) => !out.includes(one)) };
}

/** Gifts, hours and points end with the card; other people's money and what is not ours stays. */
const isCancelled = (holding: HoldingShown, assets: readonly Asset[]): boolean =>
  isOwn(holding, assets, 'gift') || holding.kind === 'time' || holding.kind === 'points';
