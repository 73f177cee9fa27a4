import type { ResultShown } from '../../../src/contract/kiosk/results.ts';
import { useTexts } from '../../app/texts.ts';
import { Shape } from '../../components/shape.tsx';
import { BadgeResultWords } from '../badge/badge-results.tsx';
import { DayClosedWords, DayExportedWords } from '../day/day-results.tsx';
import { AdmittedBeforeWords, AdmittedWords } from '../door/admitted-words.tsx';
import {
  CardDeclaredLost,
  CardReplaced,
  GiftGiven,
  PassEmptied,
  TopUpDone,
} from '../pass/pass-results.tsx';
import { SaleDone } from '../paying/sale-done.tsx';
import { MeansChangedWords, SaleCancelledWords } from '../sales/sale-results.tsx';
import { BasketParkedWords, OrderSentWords } from '../tables/table-results.tsx';
import { toneOf } from './tone.ts';

/**
 * The words of a result, by its kind. A feature that has more to say than a title puts its own
 * component into its case.
 */
export function ResultWords({ result }: { readonly result: ResultShown }) {
  const { say } = useTexts();
  switch (result.kind) {
    case 'sale-done':
      return <SaleDone sale={result} />;
    case 'refused':
      return (
        <>
          <Shape tone="refused" />
          <h1>{say('result.refused')}</h1>
          <p className="result-why">{say(`refusal.${result.reason}`)}</p>
          <p className="result-do">{say(`refusal.${result.reason}-do`)}</p>
        </>
      );
    case 'day-closed':
      return <DayClosedWords result={result} />;
    case 'day-exported':
      return <DayExportedWords result={result} />;
    case 'admitted':
      return <AdmittedWords result={result} />;
    case 'admitted-before':
      return <AdmittedBeforeWords result={result} />;
    case 'top-up-done':
      return <TopUpDone result={result} />;
    case 'pass-emptied':
      return <PassEmptied result={result} />;
    case 'gift-given':
      return <GiftGiven result={result} />;
    case 'card-declared-lost':
      return <CardDeclaredLost result={result} />;
    case 'card-replaced':
      return <CardReplaced result={result} />;
    case 'sale-cancelled':
      return <SaleCancelledWords result={result} />;
    case 'means-changed':
      return <MeansChangedWords result={result} />;
    case 'basket-parked':
      return <BasketParkedWords result={result} />;
    case 'order-sent':
      return <OrderSentWords result={result} />;
    case 'badged-in':
    case 'badged-out':
    case 'tap-undone':
    case 'dues-added':
      return <BadgeResultWords result={result} />;
    case 'done':
      return <Plain result={result} title={say(`done.${result.what}`)} />;
  }
}

function Plain(props: { readonly result: ResultShown; readonly title: string }) {
  return (
    <>
      <Shape tone={toneOf(props.result)} />
      <h1>{props.title}</h1>
    </>
  );
}
