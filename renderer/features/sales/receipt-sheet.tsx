import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { OperationId, SaleId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';

/** The receipt of an operation: read it, print it, send it, or photograph it. */
export function ReceiptSheet(props: {
  readonly screen: ScreenState;
  readonly operationId: OperationId;
  /** Where it leads back to; null when it was opened from a result. */
  readonly saleId: SaleId | null;
}) {
  const { say } = useTexts();
  const { screen, operationId, saleId } = props;
  // Sent meanwhile, it has its QR; printed, the next one is a duplicate.
  const state = useReply<'receipt'>({ kind: 'receipt', operationId }, screen.revision);
  return (
    <SheetFrame
      kind="receipt"
      title={say('receipt.title')}
      {...(saleId === null ? {} : { onBack: () => openSheet({ kind: 'sale', saleId }) })}
    >
      <SheetBody>
        <RefusedTouch />
        <ReplyGate state={state}>
          {(reply) => (
            <div className="receipt">
              <div className="receipt-ways">
                <Ways screen={screen} operationId={operationId} saleId={saleId} reply={reply} />
              </div>
              <div
                className="receipt-paper"
                role="region"
                aria-label={say('receipt.title')}
                // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls takes the keyboard
                tabIndex={0}
              >
                <img
                  alt={say('receipt.paper')}
                  src={`data:image/svg+xml,${encodeURIComponent(reply.svg)}`}
                />
              </div>
            </div>
          )}
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

function Ways(props: {
  readonly screen: ScreenState;
  readonly operationId: OperationId;
  readonly saleId: SaleId | null;
  readonly reply: ReplyOf<'receipt'>;
}) {
  const { say } = useTexts();
  const { operationId, saleId, reply } = props;
  const printer = props.screen.printers.find(({ role }) => role === 'receipt');
  const hasPrinter = printer !== undefined && printer.kind !== 'none';
  return (
    <>
      {reply.copies > 0 && (
        <p className="receipt-note">
          <Icon name="info" />
          {say('receipt.copies', { count: reply.copies })}
        </p>
      )}
      <button
        type="button"
        className="button button-main"
        disabled={!hasPrinter}
        onClick={() => {
          closeSheet();
          ask({ kind: 'print-receipt', operationId }, `print:${operationId}`);
        }}
      >
        <Icon name="printer" />
        {say(reply.copies > 0 ? 'receipt.print-again' : 'receipt.print')}
      </button>
      {!hasPrinter && <p className="receipt-note">{say('receipt.no-printer')}</p>}
      <button
        type="button"
        className="button"
        onClick={() => openSheet({ kind: 'receipt-mail', operationId, saleId })}
      >
        <Icon name="mail" />
        {say('receipt.mail')}
      </button>
      {reply.qr === null ? (
        saleId !== null &&
        !props.screen.training && <p className="receipt-note">{say('receipt.qr-later')}</p>
      ) : (
        <figure className="receipt-qr">
          <img alt={say('receipt.qr')} src={`data:image/svg+xml,${encodeURIComponent(reply.qr)}`} />
          <figcaption>{say('receipt.qr')}</figcaption>
        </figure>
      )}
    </>
  );
}
