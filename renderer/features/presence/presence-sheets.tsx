import type { ReactNode } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Sheet } from '../sheets.ts';
import { CorrectSheet } from './correct-sheet.tsx';
import { DuesSheet } from './dues-sheet.tsx';
import { ModeSheet } from './mode-sheet.tsx';
import { PresenceSheet } from './presence-sheet.tsx';
import { PresencesSheet } from './presences-sheet.tsx';

type StaySheet = Extract<
  Sheet,
  { readonly kind: 'presences' | 'presence' | 'presence-correct' | 'dues' | 'mode' }
>;

/** The sheets about who is in and what is to be paid for it. */
export function presenceSheet(props: {
  readonly sheet: StaySheet;
  readonly screen: ScreenState;
}): ReactNode {
  const { sheet, screen } = props;
  switch (sheet.kind) {
    case 'presences':
      return <PresencesSheet screen={screen} day={sheet.day} />;
    case 'presence':
      return <PresenceSheet screen={screen} presenceId={sheet.presenceId} day={sheet.day} />;
    case 'presence-correct':
      return <CorrectSheet screen={screen} presenceId={sheet.presenceId} day={sheet.day} />;
    case 'dues':
      return <DuesSheet key={sheet.cardId} screen={screen} cardId={sheet.cardId} />;
    case 'mode':
      return <ModeSheet screen={screen} />;
  }
}
