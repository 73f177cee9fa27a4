import { useTexts } from '../../app/texts.ts';
import { LeaveEntry } from './leave-entry.tsx';
import { SheetFrame } from '../../components/sheet-frame.tsx';

export function LeaveSheet() {
  const { say } = useTexts();
  return (
    <SheetFrame kind="leave" title={say('leave.title')} closeLabel={say('leave.back')}>
      <LeaveEntry />
    </SheetFrame>
  );
}
