import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { goHome } from './door-store.ts';

/** What somebody without a Pass, or of the team, is at. Escape goes back, as the button does. */
export function PlaceFrame(props: {
  readonly kind: string;
  readonly title: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}) {
  const { say } = useTexts();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') goHome();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <section className="door-place" data-place={props.kind} aria-label={props.title}>
      <header className="door-place-head">
        <button type="button" className="button" onClick={goHome}>
          <Icon name="back" />
          {say('badge.home')}
        </button>
        <h1>{props.title}</h1>
        {props.beside}
      </header>
      {props.children}
    </section>
  );
}
