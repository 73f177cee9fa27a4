import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { ask } from '../../stores/station-store.ts';

type AskedSpace = Extract<Activity, { readonly kind: 'ask-space' }>;

/** A Pass was put down before a space was chosen: touching one is the tap. */
export function AskSpace({ activity }: { readonly activity: AskedSpace }) {
  const { say } = useTexts();
  const { cardId, name, cardNumber, spaces } = activity;
  return (
    <section className="ask-space" data-kind="ask-space" role="alert">
      <h1>{name === '' ? say('badge.ask-space-nobody') : say('badge.ask-space', { name })}</h1>
      {name === '' && <p>{say('badge.pass-number', { number: cardNumber })}</p>}
      <ul className="ask-space-list" aria-label={say('badge.spaces')} data-many={spaces.length > 4}>
        {spaces.map(({ spaceId, name: space, isIn, placesLeft }) => (
          <li key={spaceId}>
            <button
              type="button"
              className="choice ask-space-one"
              data-in={isIn}
              onClick={() => ask({ kind: 'choose-space', spaceId }, `space:${cardId}`)}
            >
              <Icon name={isIn ? 'leave' : 'door'} />
              <strong>{space}</strong>
              <span>
                {isIn
                  ? say('badge.you-are-in')
                  : placesLeft === 0
                    ? say('badge.places', { count: 0 })
                    : `${placesLeft} ${say('badge.places', { count: placesLeft })}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button"
        onClick={() => ask({ kind: 'dismiss' }, `no-space:${cardId}`)}
      >
        <Icon name="cross" />
        {say('badge.give-up')}
      </button>
    </section>
  );
}
