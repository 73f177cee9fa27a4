import { useState } from 'react';
import { cents, subtractCents } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { ConfirmBar } from '../../components/confirm-bar.tsx';
import { AmountEntry, QuickValues } from '../../components/figure-entry.tsx';
import { AmountFigure } from '../../components/figures.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import type { PassDeskShown } from './desk-of.ts';
import { StayThere } from './needs-pass.tsx';

const NOTES_CENTS = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000] as const;
const NOTES_SHOWN = 2;

/**
 * Cash for a Pass and what goes back. The change is shown before as a help to the hand; the one
 * that counts comes back from the station with the result.
 */
export function CashGiven(props: {
  readonly title: string;
  readonly dueCents: Cents;
  readonly desk: PassDeskShown;
  readonly onBack: () => void;
  readonly onPaid: (givenCents: Cents) => void;
}) {
  const { say, euros } = useTexts();
  const { dueCents, desk } = props;
  const [typed, setTyped] = useState<Cents | null>(dueCents);
  const givenCents = typed ?? cents(0);
  const changeCents = subtractCents(givenCents, dueCents);
  const notes = NOTES_CENTS.filter((note) => note > dueCents)
    .slice(0, NOTES_SHOWN)
    .map((note) => [cents(note), euros(cents(note)).replace(/[.,]00/, '')] as const);
  return (
    <SheetFrame
      kind="top-up"
      title={props.title}
      note={euros(dueCents)}
      onBack={props.onBack}
      foot={
        <ConfirmBar
          label={say('pay.confirm')}
          isOff={changeCents < 0 || !desk.isOnReader}
          onConfirm={() => props.onPaid(givenCents)}
        />
      }
    >
      <SheetBody>
        <StayThere desk={desk} />
        <AmountEntry
          label={say('pay.given')}
          value={typed}
          onChange={setTyped}
          quick={
            <QuickValues
              label={say('pay.given')}
              values={[[dueCents, say('pay.exact')], ...notes]}
              chosen={typed}
              onChoose={setTyped}
            />
          }
          note={
            <div className="pass-change" data-short={changeCents < 0} aria-live="polite">
              <AmountFigure
                label={say(changeCents < 0 ? 'pay.missing' : 'pay.change')}
                amount={cents(Math.abs(changeCents))}
              />
            </div>
          }
        />
      </SheetBody>
    </SheetFrame>
  );
}
