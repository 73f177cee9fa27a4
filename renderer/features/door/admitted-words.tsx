import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { Shape } from '../../components/shape.tsx';

type Admitted = Extract<ResultShown, { readonly kind: 'admitted' }>;
type Before = Extract<ResultShown, { readonly kind: 'admitted-before' }>;

/** Come in: the name first, it is what the person at the door says aloud. */
export function AdmittedWords({ result }: { readonly result: Admitted }) {
  const { say } = useTexts();
  return (
    <>
      <Shape tone="done" />
      <h1>{say('result.admitted')}</h1>
      {result.holderName !== '' && <p className="result-name">{result.holderName}</p>}
      <p className="result-why">{result.priceName}</p>
      <p className="result-do">
        {say('door.inside-now', { count: result.insideCount })}
        {result.isOffline && <span className="result-offline">{say('door.offline-result')}</span>}
      </p>
    </>
  );
}

/** This ticket came in already: when, and by which door. */
export function AdmittedBeforeWords({ result }: { readonly result: Before }) {
  const { say, clock } = useTexts();
  return (
    <>
      <Shape tone="attention" />
      <h1>{say('result.admitted-before')}</h1>
      {result.holderName !== '' && <p className="result-name">{result.holderName}</p>}
      <p className="result-why">
        {say('door.before-at', { hour: clock(result.at), door: result.stationName })}
      </p>
      <p className="result-do">{say('door.before-do')}</p>
    </>
  );
}
