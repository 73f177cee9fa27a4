import { cents } from '../../../src/shared/money.ts';
import { useTexts } from '../../app/texts.ts';
import type { Texts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import type { HoldingShown } from './desk-of.ts';

const ICONS: Readonly<Record<HoldingShown['kind'], IconName>> = {
  global: 'globe',
  local: 'local',
  gift: 'gift',
  time: 'clock',
  points: 'star',
};

const MINUTES_PER_HOUR = 60;

type Held = Pick<HoldingShown, 'assetName' | 'kind' | 'amount'>;

/** Each money apart (RULES M1). */
export function Holdings(props: { readonly label: string; readonly holdings: readonly Held[] }) {
  const texts = useTexts();
  return (
    <ul className="result-list" aria-label={props.label}>
      {props.holdings.map((holding) => (
        <li key={`${holding.kind}:${holding.assetName}`} className="result-row">
          <Icon name={ICONS[holding.kind]} />
          <span>{holding.assetName}</span>
          <span>{amountHeld(holding, texts)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Only the three money kinds are euros. */
function amountHeld(holding: Held, { say, euros }: Texts): string {
  switch (holding.kind) {
    case 'time':
      return say('check.minutes', {
        hours: Math.trunc(holding.amount / MINUTES_PER_HOUR),
        minutes: String(Math.abs(holding.amount) % MINUTES_PER_HOUR).padStart(2, '0'),
      });
    case 'points':
      return say('check.points', { count: holding.amount });
    case 'global':
    case 'local':
    case 'gift':
      return euros(cents(holding.amount));
  }
}
