import { useEffect, useLayoutEffect } from 'react';
import type { Activity } from '../../../src/contract/kiosk/activity.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { AskSpace } from './ask-space.tsx';
import { AskUndo } from './ask-undo.tsx';
import { BadgeMoment } from './badge-moment.tsx';
import { DoorHome } from './door-home.tsx';
import { goHome, rememberHost, useDoor } from './door-store.ts';
import { GuestIn } from './guest-in.tsx';
import { GuestOut } from './guest-out.tsx';
import { TeamPlace } from './team-place.tsx';

/** Somebody who went away in the middle of it is not coming back. */
const LEFT_ALONE_MS = 60_000;

type Props = { readonly screen: ScreenState };

/** The screen at a door: who is in, and what came of a tap. Nobody is signed in. */
export function BadgeScreen({ screen }: Props) {
  useLargeLetters();
  useHomeAfterAWhile();
  useComers(screen.activity);
  return (
    <main className="badge-screen">
      <Now screen={screen} />
    </main>
  );
}

/** What the station says comes first; what somebody is typing waits under it. */
function Now({ screen }: Props) {
  const { activity } = screen;
  switch (activity.kind) {
    case 'result':
      return <BadgeMoment key={activity.resultId} activity={activity} />;
    case 'ask-undo':
      return <AskUndo key={activity.tapId} activity={activity} />;
    case 'ask-space':
      return <AskSpace activity={activity} />;
    case 'none':
    case 'pass-at-work':
    // Drawn over everything.
    case 'approval':
    // At a till only.
    case 'pass-short':
    case 'pass-desk':
      return <Place screen={screen} />;
  }
}

function Place({ screen }: Props) {
  const place = useDoor((door) => door.place);
  switch (place.kind) {
    case 'home':
      return <DoorHome screen={screen} />;
    case 'guest-in':
      return <GuestIn screen={screen} draft={place.draft} />;
    case 'guest-out':
      return <GuestOut />;
    case 'team':
      return <TeamPlace screen={screen} />;
  }
}

/** All of it grows with the screen: read from two metres, standing. */
function useLargeLetters(): void {
  useLayoutEffect(() => {
    document.documentElement.dataset['view'] = 'badge';
    return () => {
      delete document.documentElement.dataset['view'];
    };
  }, []);
}

function useHomeAfterAWhile(): void {
  const isHome = useDoor((door) => door.place.kind === 'home');
  useEffect(() => {
    if (isHome) return undefined;
    let timer = setTimeout(goHome, LEFT_ALONE_MS);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(goHome, LEFT_ALONE_MS);
    };
    window.addEventListener('pointerdown', again);
    window.addEventListener('keydown', again);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', again);
      window.removeEventListener('keydown', again);
    };
  }, [isHome]);
  // Whoever comes to this screen next begins anew.
  useEffect(() => goHome, []);
}

/**
 * Whoever has put their Pass down may bring somebody, for a moment. A guest who came in or went
 * out leaves the form: not before, so that a name that was typed is not lost with a no.
 */
function useComers(activity: Activity): void {
  useEffect(() => {
    if (activity.kind !== 'result') return;
    const { result } = activity;
    if (result.kind !== 'badged-in' && result.kind !== 'badged-out') return;
    const { cardId, name, cardNumber } = result;
    if (cardId === null) goHome();
    else rememberHost({ cardId, name, cardNumber });
  }, [activity]);
}
