import { useState } from 'react';
import { cents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { AmountEntry } from '../../components/figure-entry.tsx';
import { ReasonPicker } from '../../components/reason-picker.tsx';
import { Segments } from '../../components/segments.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { ask } from '../../stores/station-store.ts';
import { closeSheet, openSheet } from '../../stores/view-store.ts';

/** As the station refuses more (a typing error). */
const CASH_MOVED_CENTS_MAX = cents(10_000_000);

const REASONS = {
  in: ['float', 'change'],
  out: ['bank', 'safe', 'purchase'],
} as const;

/** Cash put into the drawer or taken out, apart from sales: how much, then why. */
export function CashMoveSheet() {
  const { say } = useTexts();
  const [way, setWay] = useState<'in' | 'out'>('in');
  const [amount, setAmount] = useState<Cents | null>(null);
  const [isAsking, setIsAsking] = useState(false);

  if (isAsking && amount !== null) {
    return <Why way={way} amount={amount} onBack={() => setIsAsking(false)} />;
  }
  return (
    <SheetFrame
      kind="cash-move"
      title={say('cash-move.title')}
      onBack={() => openSheet({ kind: 'menu' })}
      foot={
        <ConfirmBar
          label={say('cash-move.next')}
          icon="next"
          isOff={amount === null}
          onConfirm={() => setIsAsking(true)}
        />
      }
    >
      <SheetBody>
        <Segments
          isWide
          label={say('cash-move.way')}
          value={way}
          options={[
            ['in', say('cash-move.in')],
            ['out', say('cash-move.out')],
          ]}
          onChoose={setWay}
        />
        <AmountEntry
          label={say(`cash-move.${way}-amount`)}
          value={amount}
          maxCents={CASH_MOVED_CENTS_MAX}
          onChange={setAmount}
        />
      </SheetBody>
    </SheetFrame>
  );
}

function Why(props: {
  readonly way: 'in' | 'out';
  readonly amount: Cents;
  readonly onBack: () => void;
}) {
  const { say, euros } = useTexts();
  const { way, amount } = props;
  const [reason, setReason] = useState('');
  return (
    <SheetFrame
      kind="cash-move"
      title={say('cash-move.why')}
      onBack={props.onBack}
      foot={
        <ConfirmBar
          label={say(`cash-move.${way}-do`, { amount: euros(amount) })}
          isOff={reason.trim() === ''}
          onConfirm={() => {
            closeSheet();
            ask({ kind: 'move-cash', cents: cents(way === 'in' ? amount : -amount), reason });
          }}
        />
      }
    >
      <SheetBody>
        <ReasonPicker
          presets={REASONS[way].map((one) => say(`cash-move.${one}`))}
          value={reason}
          onChange={setReason}
        />
      </SheetBody>
    </SheetFrame>
  );
}
