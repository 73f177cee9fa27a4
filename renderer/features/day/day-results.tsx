import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { formatDay } from '../../../src/shared/format.ts';
import { useTexts } from '../../app/texts.ts';
import { BigAmount } from '../../components/amount.tsx';
import { Shape } from '../../components/shape.tsx';
import { useDifferenceText } from './difference.tsx';

type Of<Kind extends ResultShown['kind']> = Extract<ResultShown, { readonly kind: Kind }>;

export function DayClosedWords({ result }: { readonly result: Of<'day-closed'> }) {
  const { say, language } = useTexts();
  const difference = useDifferenceText();
  return (
    <>
      <Shape tone="done" />
      <h1>{say('result.day-closed')}</h1>
      <p className="result-do">
        {say('day-closed.number', { number: result.number })} · {formatDay(result.day, language)}
      </p>
      <p className="result-figure">
        <span>{say('day-closed.turnover')}</span>
        <BigAmount amount={result.turnoverCents} />
      </p>
      <p className="result-why">
        {result.differenceCents === null
          ? say('closings.not-counted')
          : difference(result.differenceCents)}
      </p>
      {result.isAutomatic && <p className="result-do">{say('day-closed.by-itself')}</p>}
    </>
  );
}

export function DayExportedWords({ result }: { readonly result: Of<'day-exported'> }) {
  const { say, language } = useTexts();
  return (
    <>
      <Shape tone="done" />
      <h1>{say('result.day-exported')}</h1>
      <p className="result-do">{formatDay(result.day, language)}</p>
      <p className="result-why">{say('day-closed.file')}</p>
      <p className="result-path">{result.path}</p>
    </>
  );
}
