import { useEffect, useRef } from 'react';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../app/texts.ts';
import { ask, useStation } from '../stores/station-store.ts';
import { Icon } from './icon.tsx';

/** How long a click leaves the Pass on the reader: long enough to be paid, short enough to be a tap. */
const ON_READER_MS = 900;

const takeAwayTimers = new Map<string, ReturnType<typeof setTimeout>>();

/** Demo only: virtual Passes, and the switch that really cuts the network. */
export function Tray({ tray }: { readonly tray: NonNullable<ScreenState['tray']> }) {
  const { say } = useTexts();
  const passes = useRef<HTMLUListElement>(null);
  useTakenAwayAfterDesk(tray);
  return (
    <section className="tray" aria-label={say('tray.title')}>
      <h2>{say('tray.title')}</h2>
      <ul ref={passes}>
        {tray.cards.map((card) => (
          <li key={card.uid}>
            <button
              type="button"
              className="tray-pass"
              data-down={card.isDown}
              title={`${card.label}. ${card.hint}`}
              onClick={() => touch(card, tray.cards)}
            >
              <Icon name="pass" />
              <span className="tray-label">{card.label}</span>
              <span className="tray-hint">{card.hint}</span>
            </button>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="tray-more"
        aria-label={say('tray.more')}
        onClick={() => turn(passes.current)}
      >
        <Icon name="next" />
      </button>
      <button
        type="button"
        className="tray-network"
        aria-pressed={tray.networkCut}
        onClick={() => ask({ kind: 'demo-cut-network', cut: !tray.networkCut })}
      >
        <Icon name={tray.networkCut ? 'cloud-check' : 'wifi-off'} />
        {say(tray.networkCut ? 'tray.restore' : 'tray.cut')}
      </button>
    </section>
  );
}

type Card = NonNullable<ScreenState['tray']>['cards'][number];

/** A click is a tap. A Pass that lies open on the counter stays there, as a hand would leave it. */
function touch(card: Card, all: readonly Card[]): void {
  if (card.isDown) return takeAway(card.uid);
  for (const other of all) if (other.isDown) takeAway(other.uid);
  clearTimeout(takeAwayTimers.get(card.uid));
  ask({ kind: 'tray-put-down', uid: card.uid });
  // Goes on when the tray leaves the screen meanwhile: a Pass must not stay on the reader.
  takeAwayTimers.set(
    card.uid,
    setTimeout(() => {
      takeAwayTimers.delete(card.uid);
      if (!isDeskOpen()) takeAway(card.uid);
    }, ON_READER_MS),
  );
}

function takeAway(uid: string): void {
  clearTimeout(takeAwayTimers.get(uid));
  takeAwayTimers.delete(uid);
  ask({ kind: 'tray-take-away', uid });
}

const isDeskOpen = (): boolean => useStation.getState().screen?.activity.kind === 'pass-desk';

/** The Pass that lay open is taken away with its desk. */
function useTakenAwayAfterDesk({ cards }: NonNullable<ScreenState['tray']>): void {
  const isOpen = useStation(({ screen }) => screen?.activity.kind === 'pass-desk');
  const left = cards.find(({ uid, isDown }) => isDown && !takeAwayTimers.has(uid))?.uid;
  useEffect(() => {
    if (!isOpen && left !== undefined) takeAway(left);
  }, [isOpen, left]);
}

/** Shows the next Passes, and the first ones again after the last. A mouse cannot wipe. */
function turn(list: HTMLElement | null): void {
  if (list === null) return;
  const isAtEnd = list.scrollLeft + list.clientWidth >= list.scrollWidth - 1;
  list.scrollTo({ left: isAtEnd ? 0 : list.scrollLeft + list.clientWidth });
}
