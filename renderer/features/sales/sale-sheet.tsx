import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import type { ScreenState } from '../../../src/contract/kiosk/screen-state.ts';
import type { SaleId } from '../../../src/shared/ids.ts';
import { toId } from '../../../src/shared/ids.ts';
import { useTexts } from '../../app/texts.ts';
import { Icon } from '../../components/icon.tsx';
import { RefusedTouch } from '../../components/refused-touch.tsx';
import { ReplyGate } from '../../components/reply-gate.tsx';
import { Row } from '../../components/rows.tsx';
import { SheetBody, SheetFrame } from '../../components/sheet-frame.tsx';
import { SumRow, Sums } from '../../components/figures.tsx';
import { useReply } from '../../stores/questions.ts';
import { openSheet } from '../../stores/view-store.ts';
import { MEANS_ICONS } from '../paying/means.ts';

export type SaleShown = ReplyOf<'sale'>['sale'];

/** One past sale: what was sold, how it was paid, what was put right since. */
export function SaleSheet(props: { readonly screen: ScreenState; readonly saleId: SaleId }) {
  const { say } = useTexts();
  const { screen, saleId } = props;
  const state = useReply<'sale'>({ kind: 'sale', saleId }, screen.revision);
  const sale = state.reply?.sale ?? null;
  return (
    <SheetFrame
      kind="sale"
      title={sale === null ? say('sales.one') : say('sales.one-number', { number: sale.number })}
      onBack={() => openSheet({ kind: 'sales' })}
      foot={sale !== null && <SaleFoot sale={sale} />}
    >
      <SheetBody isRead={sale?.payments.every((one) => one.changeableTo.length === 0) ?? false}>
        <RefusedTouch />
        <ReplyGate state={state}>{(reply) => <SaleParts sale={reply.sale} />}</ReplyGate>
      </SheetBody>
    </SheetFrame>
  );
}

function SaleFoot({ sale }: { readonly sale: SaleShown }) {
  const { say } = useTexts();
  const { saleId } = sale;
  return (
    <div className="sale-foot">
      <button
        type="button"
        className="button"
        onClick={() =>
          openSheet({ kind: 'receipt', operationId: toId<'Operation'>(saleId), saleId })
        }
      >
        <Icon name="receipt" />
        {say('sales.receipt')}
      </button>
      <button
        type="button"
        className="button button-danger"
        disabled={sale.cancelNeeds === 'nothing-left'}
        onClick={() => openSheet({ kind: 'sale-cancel', saleId })}
      >
        <Icon name="undo" />
        {say('sales.cancel')}
      </button>
    </div>
  );
}

function SaleParts({ sale }: { readonly sale: SaleShown }) {
  const { say, euros, since } = useTexts();
  return (
    <>
      <p className="sale-when">
        {[
          since(sale.at),
          sale.staffName,
          ...(sale.basketName === '' ? [] : [sale.basketName]),
        ].join(' · ')}
      </p>
      <div>
        <ul className="sale-lines" aria-label={say('sales.lines')}>
          {sale.lines.map((line) => (
            <li key={line.lineId} className="sale-line" data-gone={line.leftCount === 0}>
              <span className="sale-count">{line.count}</span>
              <span className="row-words">
                <span className="row-title">{line.label}</span>
                {line.optionLabels.length > 0 && (
                  <span className="row-text">{line.optionLabels.join(', ')}</span>
                )}
                {line.leftCount < line.count && (
                  <span className="sale-gone">
                    {say('sales.gone', { count: line.count - line.leftCount })}
                  </span>
                )}
              </span>
              <span className="row-figure">{euros(line.totalCents)}</span>
            </li>
          ))}
        </ul>
        <Sums>
          <SumRow label={say('sales.total')} amount={sale.totalCents} isTotal />
        </Sums>
      </div>
      <Payments sale={sale} />
      <Corrections sale={sale} />
    </>
  );
}

function Payments({ sale }: { readonly sale: SaleShown }) {
  const { say, euros } = useTexts();
  const { saleId } = sale;
  return (
    <section className="sale-part">
      <h2>{say('sales.paid-by')}</h2>
      <ul className="rows">
        {sale.payments.map(({ payment, means, cents, cardNumber, changeableTo }) => (
          <Row
            key={payment}
            icon={MEANS_ICONS[means]}
            title={cardNumber === '' ? say(`means.${means}`) : `${say('means.pass')} ${cardNumber}`}
            figure={euros(cents)}
            {...(changeableTo.length === 0
              ? {}
              : {
                  text: say('sales.change-means'),
                  onTouch: () => openSheet({ kind: 'sale-means', saleId, payment }),
                })}
          />
        ))}
      </ul>
    </section>
  );
}

function Corrections({ sale }: { readonly sale: SaleShown }) {
  const { say, euros, since } = useTexts();
  if (sale.corrections.length === 0) return null;
  return (
    <section className="sale-part">
      <h2>{say('sales.corrections')}</h2>
      <ul className="rows">
        {sale.corrections.map(({ operationId, at, staffName, approvedByName, reason, cents }) => (
          <Row
            key={operationId}
            icon="undo"
            title={reason === '' ? say('sales.no-reason') : reason}
            text={[
              since(at),
              approvedByName === null
                ? staffName
                : say('sales.with-manager', { name: staffName, manager: approvedByName }),
            ].join(' · ')}
            figure={euros(cents)}
          />
        ))}
      </ul>
    </section>
  );
}
