import { useCallback } from 'react';
import { useTexts } from '../../app/texts.ts';
import { isInDesktopWindow } from '../../bridge/desktop.ts';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';
import { CodeEntry } from '../../components/code-entry.tsx';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';

const PIN_LENGTH = 6;

/** Only the desktop window can be closed; a browser is somebody else's. */
export function LeaveButton({ className }: { readonly className: string }) {
  const { say } = useTexts();
  if (!isInDesktopWindow()) return null;
  return (
    <button type="button" className={className} onClick={() => openSheet({ kind: 'leave' })}>
      <Icon name="cross" />
      {say('menu.leave')}
    </button>
  );
}

export function LeaveEntry() {
  const { say } = useTexts();
  const leave = useCallback((pin: string) => ask({ kind: 'leave-kiosk', pin }, 'leave'), []);
  return (
    <div className="entry">
      <p className="entry-text">{say('leave.text')}</p>
      <CodeEntry label={say('leave.label')} length={PIN_LENGTH} isSecret onComplete={leave} />
      <div className="entry-notice" aria-live="polite">
        <RefusedTouch />
      </div>
    </div>
  );
}
