import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { Segments } from '../../components/segments.tsx';
import { Keyboard, TextLine } from '../../components/text-entry.tsx';
import { ask } from '../../stores/station-store.ts';
import { goTo, useDoor } from './door-store.ts';
import type { GuestDraft, Host } from './door-store.ts';
import { GuestWays } from './guest-ways.tsx';
import { PlaceFrame } from './place-frame.tsx';

const NAME_LENGTH_MAX = 40;

type Props = { readonly screen: ScreenState; readonly draft: GuestDraft };

/** A day visitor, or the guest of the person whose Pass was put down just before. */
export function GuestIn({ screen, draft }: Props) {
  const { say } = useTexts();
  const spaces = screen.badge?.spaces ?? [];
  const set = (change: Partial<GuestDraft>) =>
    goTo({ kind: 'guest-in', draft: { ...draft, ...change } });
  // With one space there is nothing to choose.
  const spaceId = spaces.length === 1 ? (spaces[0]?.spaceId ?? null) : draft.spaceId;
  const name = draft.name.trim();
  const canEnter = name !== '' && spaceId !== null;
  const onEnter = () => {
    if (!canEnter) return;
    ask({ kind: 'guest-in', name, spaceId, hostCardId: draft.host?.cardId ?? null }, 'guest-in');
  };
  return (
    <PlaceFrame kind="guest-in" title={say('badge.guest-title')} beside={<GuestWays />}>
      <div className="guest-form">
        <div className="guest-choices">
          {spaces.length > 1 && (
            <div className="guest-spaces">
              <Segments
                label={say('badge.spaces')}
                value={spaceId}
                isWide
                options={spaces.map((space) => [space.spaceId, space.name] as const)}
                onChoose={(chosen) => set({ spaceId: chosen })}
              />
            </div>
          )}
          <GuestHost draft={draft} onHost={(host) => set({ host })} />
        </div>
        <div className="guest-name">
          <TextLine label={say('badge.guest-name')} value={draft.name} isOpen />
          <button
            type="button"
            className="button button-main"
            disabled={!canEnter}
            onClick={onEnter}
          >
            <Icon name="door" />
            {say('badge.guest-enter')}
          </button>
        </div>
        <RefusedTouch />
        <Keyboard
          value={draft.name}
          kind="name"
          lengthMax={NAME_LENGTH_MAX}
          onChange={(next) => set({ name: next })}
          onEnter={onEnter}
        />
      </div>
    </PlaceFrame>
  );
}

/** Who pays for them: the person whose Pass was put down a moment ago, or themselves. */
function GuestHost(props: {
  readonly draft: GuestDraft;
  readonly onHost: (host: Host | null) => void;
}) {
  const { say } = useTexts();
  const known = useDoor((door) => door.host);
  // Once the form is open there is time to type: who could bring somebody then still can.
  const [offered] = useState(
    () => props.draft.host ?? (known !== null && known.untilMs >= Date.now() ? known : null),
  );
  if (offered === null) return <p className="guest-how">{say('badge.guest-host-how')}</p>;
  const of =
    offered.name === ''
      ? say('badge.guest-of-number', { number: offered.cardNumber })
      : say('badge.guest-of', { name: offered.name });
  return (
    <Segments
      label={say('badge.guest-host')}
      value={props.draft.host === null ? 'alone' : 'host'}
      isWide
      options={[
        ['host', of],
        ['alone', say('badge.guest-alone')],
      ]}
      onChoose={(who) => props.onHost(who === 'host' ? offered : null)}
    />
  );
}
