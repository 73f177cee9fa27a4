import { useRef } from 'react';
import type { ScreenState } from '../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../app/texts.ts';
import { ask } from '../stores/station-store.ts';
import { Icon } from './icon.tsx';

/** How long a click leaves the Pass on the reader: long enough to be paid, short enough to be a tap. */
const ON_READER_MS = 900;

const takeAwayTimers = new Map<string, ReturnType<typeof setTimeout>>();

/** Demo only: virtual Passes, and the switch that really cuts the network. */
export function Tray({ tray }: { readonly tray: NonNullable<ScreenState['tray']> }) {
  const { say } = useTexts();
  const passes = useRef<HTMLUListElement>(null);
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
              onClick={() => tap(card.uid)}
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

/** Goes on when the tray leaves the screen meanwhile: a Pass must not stay on the reader. */
function tap(uid: string): void {
  clearTimeout(takeAwayTimers.get(uid));
  ask({ kind: 'tray-put-down', uid });
  takeAwayTimers.set(
    uid,
    setTimeout(() => ask({ kind: 'tray-take-away', uid }), ON_READER_MS),
  );
}

/** Shows the next Passes, and the first ones again after the last. A mouse cannot wipe. */
function turn(list: HTMLElement | null): void {
  if (list === null) return;
  const isAtEnd = list.scrollLeft + list.clientWidth >= list.scrollWidth - 1;
  list.scrollTo({ left: isAtEnd ? 0 : list.scrollLeft + list.clientWidth });
}
