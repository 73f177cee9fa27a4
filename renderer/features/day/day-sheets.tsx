import type { ReactNode } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { Sheet } from '../sheets.ts';
import { CashMoveSheet } from './cash-move-sheet.tsx';
import { ClosingSheet, ClosingsSheet } from './closings-sheet.tsx';
import { DayCloseSheet } from './day-close-sheet.tsx';
import { DaySheet } from './day-sheet.tsx';
import { OpenDrawerSheet } from './open-drawer-sheet.tsx';
import { PrinterSheet } from './printer-sheet.tsx';
import { PrintersSheet } from './printers-sheet.tsx';
import { TrainingSheet } from './training-sheet.tsx';

type OfDay = Extract<
  Sheet,
  {
    kind:
      | 'day'
      | 'day-close'
      | 'cash-move'
      | 'open-drawer'
      | 'closings'
      | 'closing'
      | 'printers'
      | 'printer'
      | 'training';
  }
>;

/** Sheets of the day, the drawer, the printers and training. */
export function daySheet(props: {
  readonly sheet: OfDay;
  readonly screen: ScreenState;
}): ReactNode {
  const { sheet, screen } = props;
  switch (sheet.kind) {
    case 'day':
      return <DaySheet screen={screen} />;
    case 'day-close':
      return <DayCloseSheet screen={screen} />;
    case 'cash-move':
      return <CashMoveSheet />;
    case 'open-drawer':
      return <OpenDrawerSheet />;
    case 'closings':
      return <ClosingsSheet screen={screen} />;
    case 'closing':
      return (
        <ClosingSheet
          screen={screen}
          operationId={sheet.operationId}
          number={sheet.number}
          day={sheet.day}
        />
      );
    case 'printers':
      return <PrintersSheet screen={screen} />;
    case 'printer':
      return <PrinterSheet key={sheet.role} screen={screen} role={sheet.role} />;
    case 'training':
      return <TrainingSheet screen={screen} />;
  }
}
