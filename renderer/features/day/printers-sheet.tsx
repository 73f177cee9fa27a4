import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import type { Texts } from '../../app/texts.ts';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { Row, Rows } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';
import { openSheet } from '../../stores/view-store.ts';

export type PrinterRow = ReplyOf<'printers'>['printers'][number];

/** What prints receipts, and what prints for kitchen and bar. */
export function PrintersSheet({ screen }: { readonly screen: ScreenState }) {
  const texts = useTexts();
  const { say } = texts;
  const state = useReply<'printers'>({ kind: 'printers' }, freshnessOfPrinters(screen));
  return (
    <SheetFrame
      kind="printers"
      title={say('printers.title')}
      onBack={() => openSheet({ kind: 'menu' })}
    >
      <SheetBody>
        <ReplyGate state={state}>
          {({ printers }) => (
            <Rows label={say('printers.title')}>
              {printers.map((printer) => {
                const shown = screen.printers.find(({ role }) => role === printer.role);
                return (
                  <Row
                    key={printer.role}
                    icon="printer"
                    title={say(`printers.role.${printer.role}`)}
                    text={stateText(texts, shown)}
                    figure={addressOf(printer)}
                    isMarked={shown?.kind === 'waiting'}
                    onTouch={() => openSheet({ kind: 'printer', role: printer.role })}
                  />
                );
              })}
            </Rows>
          )}
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

/** Asked again once printers were set. */
export const freshnessOfPrinters = ({ activity }: ScreenState): string =>
  activity.kind === 'result' ? activity.resultId : '';

export function stateText(
  { say }: Texts,
  shown: ScreenState['printers'][number] | undefined,
): string {
  if (shown === undefined) return say('printers.state.none');
  const { kind, reason, waitingCount } = shown;
  const words = [
    reason === null ? say(`printers.state.${kind}`) : say(`printers.reason.${reason}`),
    ...(waitingCount === 0 ? [] : [say('printers.waiting', { count: waitingCount })]),
  ];
  return words.join(' · ');
}

const addressOf = (printer: PrinterRow): string =>
  printer.kind === 'none' ? '' : printer.kind === 'network' ? printer.host : printer.path;
