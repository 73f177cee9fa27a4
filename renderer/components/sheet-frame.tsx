import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { closeSheet } from '../stores/view-store.ts';
import { Icon } from './icon.tsx';

/** A sheet takes the place of the products; the basket beside it stays alive. Escape closes it. */
export function SheetFrame(props: {
  readonly title: string;
  /** Stands beside the title, quieter. */
  readonly note?: string;
  readonly closeLabel: string;
  readonly kind: string;
  readonly children: ReactNode;
}) {
  const frame = useRef<HTMLElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    frame.current?.focus();
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') closeSheet();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <section
      ref={frame}
      className="sheet"
      data-sheet={props.kind}
      role="dialog"
      aria-label={props.title}
      tabIndex={-1}
    >
      <header className="sheet-head">
        <h1>{props.title}</h1>
        {props.note !== undefined && <p className="sheet-note">{props.note}</p>}
        <button type="button" className="button button-plain" onClick={closeSheet}>
          <Icon name="cross" />
          {props.closeLabel}
        </button>
      </header>
      {props.children}
    </section>
  );
}
