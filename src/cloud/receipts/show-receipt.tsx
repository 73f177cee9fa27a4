import type { Cell } from '../../domain/receipt/paper-line.ts';
import { formatCents } from '../../shared/format.ts';
import { isUuid } from '../../shared/ids.ts';
import type { Route } from '../http/route.ts';
import { answerPage } from '../site/page.tsx';
import { Notice } from '../site/parts/notice.tsx';
import { openVisit } from '../site/visit.ts';
import type { Visit } from '../site/visit.ts';
import { footLines, paperParts } from './paper-lines.ts';
import type { PaperPart } from './paper-lines.ts';
import { findSale, readPaper } from './read-paper.ts';
import type { Paper } from './read-paper.ts';
import { readTakenBack } from './read-taken-back.ts';

/** The receipt of a sale, for whoever scanned its QR: amounts and no name (RULES T11). */
export const showReceiptRoute = {
  method: 'GET',
  path: '/recu/:vente',
  who: 'anyone',
  handle: async (call) => {
    const { db } = call.deps;
    const saleId = (call.c.req.param('vente') ?? '').toLowerCase();
    const visit = openVisit(call, await call.findPerson());
    const sale = isUuid(saleId) ? await findSale(db, saleId) : null;
    const paper = sale === null ? null : await readPaper(db, sale, visit.language);
    if (paper === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    const takenBack = await readTakenBack(db, saleId);
    const { t } = visit;
    return answerPage(call, visit, {
      title: t('receipt.title', { collective: paper.collective.name }),
      isPrivate: true,
      body: (
        <div class="narrow sheet receipt-page">
          <h1>{paper.collective.name}</h1>
          {takenBack === null ? null : (
            <Notice
              tone="info"
              title={t(takenBack.isWhole ? 'receipt.cancelled' : 'receipt.partly')}
            >
              <p>
                {t('receipt.takenBack', {
                  amount: formatCents(takenBack.takenCents, visit.language),
                })}
              </p>
            </Notice>
          )}
          <ReceiptPaper visit={visit} paper={paper} />
        </div>
      ),
    });
  },
} satisfies Route;

type PaperProps = { readonly visit: Visit; readonly paper: Paper };

const ReceiptPaper = ({ visit, paper }: PaperProps) => (
  <section class="ticket receipt">
    {paperParts(paper, visit.language).map((part) => (
      <ReceiptPart part={part} />
    ))}
    <p class="receipt-foot">
      {footLines(paper, visit.language).map((line) => (
        <span>{line}</span>
      ))}
    </p>
  </section>
);

const ReceiptPart = ({ part }: { readonly part: PaperPart }) =>
  part.every((row) => row.length === 1) ? (
    <div class="receipt-part">
      {part.map(([cell]) => (
        <p>
          <CellText cell={cell} />
        </p>
      ))}
    </div>
  ) : (
    <div class="receipt-part">
      <table class="lines">
        <tbody>
          {part.map((row) => (
            <tr>
              {row.map((cell, index) => (
                <td
                  class={cell.align === 'right' ? 'figure' : undefined}
                  colspan={index === 0 && row.length === 1 ? widest(part) : undefined}
                >
                  <CellText cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

const widest = (part: PaperPart): number => Math.max(...part.map((row) => row.length));

const CellText = ({ cell }: { readonly cell: Cell | undefined }) => {
  if (cell === undefined) return null;
  if (cell.style === 'large') return <strong class="receipt-large">{cell.text}</strong>;
  if (cell.style === 'strong') return <strong>{cell.text}</strong>;
  return cell.indent === undefined ? cell.text : <span class="soft">{cell.text}</span>;
};
