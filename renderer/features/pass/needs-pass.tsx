import type { ReactNode } from 'react';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { SheetFrame } from '../../components/sheet-frame.tsx';
import { deskOf } from './desk-of.ts';
import type { PassDeskShown } from './desk-of.ts';

/**
 * A sheet about a Pass: asks for the Pass until one lies open, then draws itself. A full basket
 * takes the next Pass as its payment, so it comes first.
 */
export function NeedsPass(props: {
  readonly screen: ScreenState;
  readonly kind: string;
  readonly title: string;
  readonly children: (desk: PassDeskShown) => ReactNode;
}) {
  const { say } = useTexts();
  const { screen, kind, title } = props;
  const desk = deskOf(screen);
  if (desk?.isOfVillage === true) return props.children(desk);
  const hasBasket = screen.basket.lines.length > 0;
  return (
    <SheetFrame kind={kind} title={title}>
      <div className="no-rows pass-wanted" role="status">
        <Icon name={hasBasket ? 'list' : 'reader'} />
        <h2>{say(hasBasket ? 'pass.basket-first' : 'pass.put-down')}</h2>
        <p>{say(hasBasket ? 'pass.basket-first-do' : 'pass.put-down-do')}</p>
      </div>
    </SheetFrame>
  );
}

/** Says whether the Pass lies there: money only moves while it does. */
export function StayThere({ desk }: { readonly desk: PassDeskShown }) {
  const { say } = useTexts();
  return (
    <>
      <p className="pass-stay" data-there={desk.isOnReader} role="status">
        <Icon name={desk.isOnReader ? 'reader' : 'warning'} />
        {say(desk.isOnReader ? 'pass.stay' : 'pass.come-back')}
      </p>
      <RefusedTouch />
    </>
  );
}
