import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { SpaceId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { placesLeft, pricesOf } from './space-words.ts';
import type { Space } from './space-words.ts';

/** More than these stand closer together, and scroll. */
const SPACES_AT_EASE = 3;

/** Three figures take smaller letters. */
const LARGE_PLACE = 100;

type Badge = NonNullable<ScreenState['badge']>;

/** Where one can go in: to read when there is one space, to choose from when there are several. */
export function Spaces(props: {
  readonly badge: Badge;
  readonly chosenId: SpaceId | null;
  readonly onChoose: (spaceId: SpaceId | null) => void;
}) {
  const { say } = useTexts();
  const { badge, chosenId, onChoose } = props;
  const [only] = badge.spaces;
  if (badge.spaces.length === 1 && only !== undefined) {
    return (
      <section className="space" aria-label={say('badge.space')}>
        <SpaceWords space={only} isAlone />
      </section>
    );
  }
  return (
    <ul
      className="spaces"
      aria-label={say('badge.spaces')}
      data-many={badge.spaces.length > SPACES_AT_EASE}
    >
      {badge.spaces.map((space) => (
        <li key={space.spaceId}>
          <button
            type="button"
            className="space choice"
            aria-pressed={space.spaceId === chosenId}
            onClick={() => onChoose(space.spaceId === chosenId ? null : space.spaceId)}
          >
            <SpaceWords space={space} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function SpaceWords(props: { readonly space: Space; readonly isAlone?: boolean }) {
  const texts = useTexts();
  const { space } = props;
  const left = placesLeft(space);
  return (
    <>
      <span className="space-picture">
        {space.picture === null ? (
          <Icon name="table" />
        ) : (
          <img src={space.picture} alt="" draggable={false} />
        )}
      </span>
      <span className="space-words">
        <strong>{space.name}</strong>
        {props.isAlone === true && space.planName !== space.name && (
          <span className="space-plan">{space.planName}</span>
        )}
        <span>
          {pricesOf(space, texts).map((price, index, all) => (
            <span key={price}>
              {price}
              {index < all.length - 1 && ',\u00a0'}
            </span>
          ))}
        </span>
      </span>
      <span className="space-places" data-full={left === 0}>
        {left > 0 && <strong data-long={left >= LARGE_PLACE}>{left}</strong>}
        <span>{texts.say('badge.places', { count: left })}</span>
      </span>
    </>
  );
}
