import type { CatalogueShown } from '../../src/contract/kiosk/catalogue-shown.ts';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../app/texts.ts';
import { ask } from '../stores/station-store.ts';
import { closeSheet, openSheet, useView } from '../stores/view-store.ts';
import { Mark } from './brand.tsx';
import { Icon } from './icon.tsx';

export function TopBar(props: {
  readonly screen: ScreenState;
  readonly pointsOfSale: CatalogueShown['pointsOfSale'];
  readonly chosenId: string | null;
}) {
  const { say } = useTexts();
  const isMenuOpen = useView(({ sheet }) => sheet.kind === 'menu');
  const { session, station } = props.screen;
  return (
    <header className="top">
      <Mark />
      {props.pointsOfSale.length > 1 ? (
        <nav className="points-of-sale" aria-label={say('selling.points-of-sale')}>
          {props.pointsOfSale.map((point) => (
            <button
              key={point.id}
              type="button"
              className="point-of-sale"
              aria-pressed={point.id === props.chosenId}
              onClick={() => ask({ kind: 'choose-point-of-sale', pointOfSaleId: point.id })}
            >
              {point.name}
            </button>
          ))}
        </nav>
      ) : (
        <p className="top-name">{station.collectiveName}</p>
      )}
      <button
        type="button"
        className="button button-plain top-menu"
        aria-expanded={isMenuOpen}
        onClick={() => (isMenuOpen ? closeSheet() : openSheet({ kind: 'menu' }))}
      >
        <span>{session.kind === 'signed-in' ? session.staffName : ''}</span>
        <span className="only-heard">{say('menu.open')}</span>
        <Icon name="menu" />
      </button>
    </header>
  );
}
