import type { CatalogueShown } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { chooseCategory } from '../../stores/view-store.ts';
import { garlandColour } from './garland.ts';

type Category = CatalogueShown['categories'][number];

export function CategoryRail(props: {
  readonly pointOfSaleId: string;
  readonly categories: readonly Category[];
  readonly chosenId: string | null;
}) {
  const { say } = useTexts();
  return (
    <nav className="rail" aria-label={say('selling.categories')}>
      {props.categories.map((category) => (
        <button
          key={category.id}
          type="button"
          className="rail-item"
          data-colour={garlandColour(category.colour)}
          aria-pressed={category.id === props.chosenId}
          onClick={() => chooseCategory(props.pointOfSaleId, category.id)}
        >
          {category.name}
        </button>
      ))}
    </nav>
  );
}
