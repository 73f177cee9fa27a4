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

/** More rows than that are drawn tighter, so that all are seen without scrolling. */
const ROWS_AT_EASE = 7;

export function PassChecked(props: { readonly checked: Checked; readonly tone: Tone }) {
  const { say, euros, since } = useTexts();
  const isOffline = useStation(({ screen }) => screen?.network.kind === 'offline');
  const { checked } = props;
  const here = checked.holdings.filter(({ spendableHere }) => spendableHere);
  const elsewhere = checked.holdings.filter(({ spendableHere }) => !spendableHere);
  return (
    <div className="check" data-tight={checked.holdings.length > ROWS_AT_EASE}>
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
      {checked.debtCents > 0 && (
        <p className="result-row result-sum">
          <Icon name="warning" />
          <span>{say('check.debt')}</span>
          <span>{euros(checked.debtCents)}</span>
        </p>
      )}
      {checked.holdings.length === 0 && <p className="result-do">{say('check.nothing')}</p>}
      {here.length > 0 && <Holdings label={say('check.holdings')} holdings={here} />}
      {elsewhere.length > 0 && (
        <div>
          <h2 className="check-elsewhere">{say('check.elsewhere')}</h2>
          <Holdings label={say('check.elsewhere')} holdings={elsewhere} />
        </div>
      )}
      {isOffline && (
        <p className="result-note">{say('check.known-at', { hour: since(checked.knownAt) })}</p>
      )}
    </div>
  );
}

function Holdings(props: { readonly label: string; readonly holdings: readonly Holding[] }) {
  return (
    <ul className="result-list" aria-label={props.label}>
      {props.holdings.map((holding) => (
        <HoldingRow key={`${holding.kind}:${holding.assetName}`} holding={holding} />
      ))}
    </ul>
  );
}

function HoldingRow({ holding }: { readonly holding: Holding }) {
  const texts = useTexts();
  return (
    <li className="result-row">
      <Icon name={ICONS[holding.kind]} />
      <span>{holding.assetName}</span>
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
