import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { CardId } from '../../../src/shared/ids.ts';
import { addCents, ZERO_CENTS } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { useReply } from '../../stores/questions.ts';
import { openSheet } from '../../stores/view-store.ts';

/** What the person of a Pass owes here for stays; nothing when they owe nothing. */
export function OwedHere(props: { readonly screen: ScreenState; readonly cardId: CardId }) {
  const { say, euros } = useTexts();
  const { screen, cardId } = props;
  const state = useReply<'dues'>(
    screen.badge === null ? null : { kind: 'dues', cardId, text: '' },
    screen.revision,
  );
  const rows = state.reply?.rows ?? [];
  if (rows.length === 0) return null;
  const total = addCents(ZERO_CENTS, ...rows.map(({ dueCents }) => dueCents));
  return (
    <button type="button" className="owed-here" onClick={() => openSheet({ kind: 'dues', cardId })}>
      <Icon name="clock" />
      <span className="owed-words">
        {say('presence.owed', { amount: euros(total) })}
        <small>{say('presence.stays', { count: rows.length })}</small>
      </span>
      <Icon name="next" />
    </button>
  );
}
