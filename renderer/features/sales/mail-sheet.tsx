import { useState } from 'react';
import type { OperationId, SaleId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { TextEntry } from '../../components/text-entry.tsx';
import { ask } from '../../stores/station-store.ts';
import { openSheet } from '../../stores/view-store.ts';

const EMAIL_CHARS_MAX = 120;

/** Where the receipt goes. An address that cannot be one stays on glass, to be put right. */
export function MailSheet(props: {
  readonly operationId: OperationId;
  readonly saleId: SaleId | null;
}) {
  const { say } = useTexts();
  const { operationId, saleId } = props;
  const [email, setEmail] = useState('');
  const isReady = email.includes('@');
  const send = () => {
    if (isReady) ask({ kind: 'mail-receipt', operationId, email }, `mail:${operationId}`);
  };
  return (
    <SheetFrame
      kind="receipt-mail"
      title={say('receipt.mail-title')}
      onBack={() => openSheet({ kind: 'receipt', operationId, saleId })}
      foot={
        <ConfirmBar label={say('receipt.send')} icon="mail" isOff={!isReady} onConfirm={send} />
      }
    >
      <SheetBody>
        <RefusedTouch />
        <TextEntry
          label={say('receipt.email')}
          value={email}
          kind="email"
          lengthMax={EMAIL_CHARS_MAX}
          onChange={setEmail}
          onEnter={send}
        />
      </SheetBody>
    </SheetFrame>
  );
}
