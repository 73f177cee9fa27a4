import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import type { KioskKey } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { openSheet } from '../../stores/view-store.ts';
import { OwedHere } from '../presence/owed-here.tsx';
import type { Sheet } from '../sheets.ts';
import type { PassDeskShown } from './desk-of.ts';
import { PassFacts } from './pass-facts.tsx';

type Action = {
  readonly icon: IconName;
  readonly label: KioskKey;
  readonly opens: Sheet;
};

/** What can be done with the Pass that lies open, and what else it carries. */
export function PassDesk(props: {
  readonly desk: PassDeskShown;
  readonly screen: ScreenState;
  readonly catalogue: CatalogueShown;
}) {
  const { say } = useTexts();
  const { desk, screen, catalogue } = props;
  const [first, ...others] = actionsOf(desk, catalogue);
  return (
    <section className="sheet pass-desk" aria-label={say('check.title')}>
      <header className="sheet-head">
        <h1>{say('check.title')}</h1>
        <p className="pass-there" data-there={desk.isOnReader}>
          <Icon name={desk.isOnReader ? 'reader' : 'pass'} />
          {say(desk.isOnReader ? 'pass.there' : 'pass.gone')}
        </p>
      </header>
      <div className="sheet-body">
        <RefusedTouch />
        <OwedHere screen={screen} cardId={desk.cardId} />
        <div className="pass-actions">
          {first !== undefined && <ActionButton action={first} isMain />}
          {others.map((action) => (
            <ActionButton key={action.label} action={action} />
          ))}
        </div>
        <PassFacts desk={desk} />
      </div>
    </section>
  );
}

function ActionButton(props: { readonly action: Action; readonly isMain?: boolean }) {
  const { say } = useTexts();
  const { icon, label, opens } = props.action;
  return (
    <button
      type="button"
      className={props.isMain === true ? 'button button-main' : 'button'}
      onClick={() => openSheet(opens)}
    >
      <Icon name={icon} />
      {say(label)}
    </button>
  );
}

/** Only what this Pass allows: the most wanted first. */
function actionsOf(desk: PassDeskShown, { assets }: CatalogueShown): readonly Action[] {
  if (!desk.isOfVillage) return [];
  const isUsed = desk.cardState !== 'blank';
  const give = (kind: 'local' | 'gift'): boolean => assets.some((asset) => asset.kind === kind);
  const all: readonly (Action & { readonly isShown: boolean })[] = [
    {
      icon: 'coins',
      label: 'pass.top-up',
      opens: { kind: 'top-up', cents: null, assetId: null },
      isShown: give('local'),
    },
    {
      icon: 'gift',
      label: 'pass.gift',
      opens: { kind: 'gift', cents: null, assetId: null },
      isShown: give('gift'),
    },
    { icon: 'cash', label: 'pass.empty', opens: { kind: 'empty-pass' }, isShown: isUsed },
    {
      icon: 'qr',
      label: 'pass.link',
      opens: { kind: 'link-pass' },
      isShown: desk.linkQr !== null,
    },
    {
      icon: 'swap',
      label: 'pass.replace',
      opens: { kind: 'replace-pass' },
      isShown: true,
    },
    {
      icon: 'lock',
      label: 'pass.lost',
      opens: { kind: 'lost-pass', number: desk.cardNumber },
      isShown: isUsed,
    },
  ];
  return all.filter(({ isShown }) => isShown);
}
