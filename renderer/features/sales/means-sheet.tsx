import { useState } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { SaleId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { Row, Rows } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { useReply } from '../../stores/questions.ts';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';
import { MEANS_ICONS } from '../paying/means.ts';

type Changeable = 'cash' | 'bank-card' | 'cheque';

/** The means of a payment was typed wrong: what was it really? */
export function MeansSheet(props: {
  readonly screen: ScreenState;
  readonly saleId: SaleId;
  readonly payment: number;
}) {
  const { say, euros } = useTexts();
  const { screen, saleId, payment } = props;
  const state = useReply<'sale'>({ kind: 'sale', saleId }, screen.revision);
  const [to, setTo] = useState<Changeable | null>(null);
  const change = () => {
    if (to === null) return;
    closeSheet();
    ask(
      { kind: 'change-means', saleId, payment, to, reason: say('change-means.reason') },
      `means:${saleId}:${payment}`,
    );
  };
  return (
    <SheetFrame
      kind="sale-means"
      title={say('change-means.title')}
      onBack={() => openSheet({ kind: 'sale', saleId })}
      foot={
        <ConfirmBar
          label={say('change-means.do')}
          icon="swap"
          isOff={to === null}
          onConfirm={change}
        >
          {say('change-means.text')}
        </ConfirmBar>
      }
    >
      <SheetBody>
        <RefusedTouch />
        <ReplyGate state={state}>
          {({ sale }) => {
            const paid = sale.payments.find((one) => one.payment === payment);
            if (paid === undefined) return null;
            return (
              <>
                <p className="sale-when">
                  {say('change-means.now', {
                    means: say(`means.${paid.means}`),
                    amount: euros(paid.cents),
                  })}
                </p>
                <Rows label={say('change-means.title')}>
                  {paid.changeableTo.map((means) => (
                    <Row
                      key={means}
                      icon={MEANS_ICONS[means]}
                      title={say(`means.${means}`)}
                      isChosen={means === to}
                      onTouch={() => setTo(means)}
                    />
                  ))}
                </Rows>
              </>
            );
          }}
        </ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}
