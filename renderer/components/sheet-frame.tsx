import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../app/texts.ts';
import { closeSheet } from '../stores/view-store.ts';
import { Icon } from './icon.tsx';

/**
 * A sheet takes the place of the products; the basket beside it stays alive. Escape closes it.
 * What is long scrolls in the body; the foot with what to touch next stays where it is.
 */
export function SheetFrame(props: {
  readonly title: string;
  /** Stands beside the title, quieter. */
  readonly note?: string;
  /** Another word than "Fermer". */
  readonly closeLabel?: string;
  /** Goes one step back instead of away. */
  readonly onBack?: () => void;
  readonly kind: string;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}) {
  const { say } = useTexts();
  const { onBack } = props;
  const frame = useRef<HTMLElement>(null);

  useEffect(() => {
    const before = document.activeElement;
    frame.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') (onBack ?? closeSheet)();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onBack]);

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
        {onBack !== undefined && (
          <button
            type="button"
            className="button button-plain sheet-back"
            aria-label={say('sheet.back')}
            onClick={onBack}
          >
            <Icon name="back" />
          </button>
        )}
        <h1>{props.title}</h1>
        {props.note !== undefined && <p className="sheet-note">{props.note}</p>}
        <button type="button" className="button button-plain sheet-close" onClick={closeSheet}>
          <Icon name="cross" />
          {props.closeLabel ?? say('sheet.close')}
        </button>
      </header>
      {props.children}
      {props.foot !== undefined && props.foot !== false && props.foot !== null && (
        <footer className="sheet-foot">{props.foot}</footer>
      )}
    </section>
  );
}

/** The part of a sheet that scrolls when it is long. */
export function SheetBody(props: {
  readonly children: ReactNode;
  /** There is nothing to touch in it: the keyboard scrolls it. */
  readonly isRead?: boolean;
}) {
  return (
    <div className="sheet-body" {...(props.isRead === true ? { tabIndex: 0 } : {})}>
      {props.children}
    </div>
  );
}
