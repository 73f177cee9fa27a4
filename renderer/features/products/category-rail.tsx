import type { CatalogueShown } from '../../../src/contract/kiosk/catalogue-shown.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { chooseCategory, openSheet } from '../../stores/view-store.ts';
import { garlandColour } from './garland.ts';

type Category = CatalogueShown['categories'][number];

/** The rail entry of what is sold most here; no category of the catalogue has this id. */
export const FAVOURITES = 'favourites';

export function CategoryRail(props: {
  readonly pointOfSaleId: string;
  readonly categories: readonly Category[];
  readonly chosenId: string | null;
  readonly hasFavourites: boolean;
  readonly hasSearch: boolean;
}) {
  const { say } = useTexts();
  const { pointOfSaleId, chosenId } = props;
  return (
    <nav className="rail" aria-label={say('selling.categories')}>
      {props.hasSearch && (
        <button
          type="button"
          className="rail-item rail-plain"
          onClick={() => openSheet({ kind: 'search' })}
        >
          <Icon name="search" />
          {say('selling.search')}
        </button>
      )}
      {props.hasFavourites && (
        <button
          type="button"
          className="rail-item rail-plain"
          aria-pressed={chosenId === FAVOURITES}
          onClick={() => chooseCategory(pointOfSaleId, FAVOURITES)}
        >
          <Icon name="star" />
          {say('selling.favourites')}
        </button>
      )}
      {props.categories.map((category) => (
        <button
          key={category.id}
          type="button"
          className="rail-item"
          data-colour={garlandColour(category.colour)}
          aria-pressed={category.id === chosenId}
          onClick={() => chooseCategory(pointOfSaleId, category.id)}
        >
          <span className="rail-picture">
            {category.picture !== null && <img src={category.picture} alt="" draggable={false} />}
          </span>
          <span className="rail-name">{category.name}</span>
        </button>
      ))}
    </nav>
  );
}
