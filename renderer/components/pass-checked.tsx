import type { ResultShown } from '../../src/contract/kiosk/screen-state.ts';
import { cents } from '../../src/shared/money.ts';
import { useTexts } from '../app/texts.ts';
import type { Texts } from '../app/texts.ts';
import { useStation } from '../stores/station-store.ts';
import { BigAmount } from './amount.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { Shape } from './shape.tsx';
import type { Tone } from './shape.tsx';

type Checked = Extract<ResultShown, { kind: 'pass-checked' }>;
type Holding = Checked['holdings'][number];

const ICONS: Readonly<Record<Holding['kind'], IconName>> = {
  global: 'globe',
  local: 'local',
  gift: 'gift',
  time: 'clock',
  points: 'star',
};

const MINUTES_PER_HOUR = 60;

export function PassChecked(props: { readonly checked: Checked; readonly tone: Tone }) {
  const { say, euros, since } = useTexts();
  const isOffline = useStation(({ screen }) => screen?.network.kind === 'offline');
  const { checked } = props;
  return (
    <>
      <div className="check-head">
        <Shape tone={props.tone} />
        <div>
          <h1>{say(`check.state.${checked.cardState}`)}</h1>
          <p>{say('check.number', { number: checked.cardNumber })}</p>
        </div>
      </div>
      <p className="result-figure">
        <span>{say('check.spendable')}</span>
        <BigAmount amount={checked.spendableCents} />
      </p>
      {checked.holdings.length === 0 ? (
        <p className="result-do">{say('check.nothing')}</p>
      ) : (
        <ul className="result-list" aria-label={say('check.holdings')}>
          {checked.holdings.map((holding) => (
            <HoldingRow key={`${holding.kind}:${holding.assetName}`} holding={holding} />
          ))}
        </ul>
      )}
      {checked.debtCents > 0 && (
        <p className="result-row result-sum">
          <Icon name="warning" />
          <span>{say('check.debt')}</span>
          <span>{euros(checked.debtCents)}</span>
        </p>
      )}
      {isOffline && (
        <p className="result-note">{say('check.known-at', { hour: since(checked.knownAt) })}</p>
      )}
    </>
  );
}

function HoldingRow({ holding }: { readonly holding: Holding }) {
  const texts = useTexts();
  return (
    <li className="result-row" data-spendable={holding.spendableHere}>
      <Icon name={ICONS[holding.kind]} />
      <span>
        {holding.assetName}
        {!holding.spendableHere && <em> ({texts.say('check.elsewhere')})</em>}
      </span>
      <span>{amountHeld(holding, texts)}</span>
    </li>
  );
}

/** Only the three money kinds are euros (RULES M1). */
function amountHeld(holding: Holding, { say, euros }: Texts): string {
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
