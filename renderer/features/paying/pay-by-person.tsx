import { useEffect } from 'react';
import type { BasketShown } from '../../../src/contract/kiosk/screen-state.ts';
import { shareByLargestRemainder } from '../../../src/shared/money.ts';
import type { Cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { AmountFigure } from '../../components/figures.tsx';
import { Stepper } from '../../components/stepper.tsx';
import { useView } from '../../stores/view-store.ts';

const PEOPLE_MAX = 40;

/**
 * The same share for everybody, to the cent. Whoever has paid is counted off, so that the next share
 * is still the same; the last one pays what is left.
 */
export function PayByPerson(props: {
  readonly basket: BasketShown;
  readonly onShare: (share: Cents) => void;
}) {
  const { say } = useTexts();
  const { basket, onShare } = props;
  const kept = useView((view) => view.splitPeople);
  const isOfThis = kept !== null && kept.basketId === basket.basketId;
  const paid = basket.pledges.length;
  const people = isOfThis ? Math.max(1, kept.people - (paid - kept.pledgesAtFirst)) : 2;
  const [share = basket.dueCents] = shareByLargestRemainder(
    basket.dueCents,
    Array.from({ length: people }, () => 1),
  );
  useEffect(() => onShare(share), [share, onShare]);
  const setPeople = (next: number) =>
    useView.setState({
      splitPeople: { basketId: basket.basketId, people: next, pledgesAtFirst: paid },
    });
  // Kept from the first look on, so that the first payment already counts somebody off.
  useEffect(() => {
    if (!isOfThis) {
      useView.setState({
        splitPeople: { basketId: basket.basketId, people: 2, pledgesAtFirst: paid },
      });
    }
  }, [isOfThis, basket.basketId, paid]);
  return (
    <div className="by-person">
      <div className="ticket-line">
        <span>{say('pay.people-left')}</span>
        <Stepper
          label={say('pay.people-left')}
          value={people}
          max={PEOPLE_MAX}
          onChange={setPeople}
        />
      </div>
      <AmountFigure label={say('pay.share')} amount={share} />
    </div>
  );
}
