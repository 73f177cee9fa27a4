import { formatCents, formatDay } from '../../../shared/format.ts';
import { businessDay } from '../../../shared/time.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import { Button, ButtonLink, Form } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import { makePdf } from '../pdf/pdf-sheet.ts';
import { answerBadgePage } from './badge-frame.tsx';
import { nameOfManager, openBadgeOffice, refuseUnknown } from './badge-office.ts';
import type { BadgeOffice } from './badge-office.ts';
import { BADGE_PATHS, badgePath } from './badge-paths.ts';
import { invoiceSheet } from './invoice-sheet.ts';
import { InvoiceView } from './invoice-view.tsx';
import {
  dueNow,
  findInvoice,
  listInvoiceable,
  listInvoices,
  makeInvoice,
} from './invoice-store.ts';
import type { Invoiceable, InvoiceRefusal, InvoiceRow } from './invoice-store.ts';
import { sendFile } from './month-files.ts';
import { monthAfter, monthBefore, monthText } from './month-store.ts';
import { readMonth } from './typed.ts';

const invoicesPath = (slug: string, month: string): string =>
  `${badgePath(slug, 'invoices')}?m=${month}`;

/** Invoices of a month: those that can be made, those that were. */
export const listInvoicesRoute = {
  method: 'GET',
  path: BADGE_PATHS.invoices,
  who: 'manager',
  handle: async (call) => {
    const office = await openBadgeOffice(call);
    const { visit, rule } = office;
    const lastMonth = monthBefore(businessDay(visit.now, rule).slice(0, 7));
    const month = readMonth(call.c.req.query('m') ?? '') ?? lastMonth;
    return answerInvoices(call, office, { month, refusal: null });
  },
} satisfies Route;

type Asked = { readonly month: string; readonly refusal: InvoiceRefusal | 'form-old' | null };

async function answerInvoices(
  call: ManagerCall,
  office: BadgeOffice,
  { month, refusal }: Asked,
): Promise<Response> {
  const { visit, collective, rule } = office;
  const { t, language } = visit;
  const { db } = call.deps;
  const [open, made] = await Promise.all([
    listInvoiceable(db, collective.id, month),
    listInvoices(db, collective.id, month),
  ]);
  const isOver = month < businessDay(visit.now, rule).slice(0, 7);
  const title = t('badgeOffice.invoices.title', { month: monthText(month, language) });
  const parts = { office, month };
  return answerBadgePage(call, office, {
    title,
    tab: 'invoices',
    status: refusal === null ? 200 : 422,
    body: (
      <>
        {refusal === null ? null : (
          <Notice tone="refused" title={t(`badgeOffice.invoices.${refusal}`)} />
        )}
        <h1>{title}</h1>
        <nav class="pages" aria-label={t('badgeOffice.month.choose')}>
          <a href={invoicesPath(collective.slug, monthBefore(month))}>
            {monthText(monthBefore(month), language)}
          </a>
          {isOver ? (
            <a href={invoicesPath(collective.slug, monthAfter(month))}>
              {monthText(monthAfter(month), language)}
            </a>
          ) : null}
        </nav>
        <div class="account-columns">
          <section class="panel">
            <h2>{t('badgeOffice.invoices.toMake')}</h2>
            {isOver ? null : <p>{t('badgeOffice.invoices.month-not-over')}</p>}
            {open.length === 0 ? <p class="soft">{t('badgeOffice.invoices.nothing')}</p> : null}
            <ul class="rows">
              {open.map((one) => (
                <OpenLine {...parts} open={one} isOver={isOver} />
              ))}
            </ul>
            <p class="soft">{t('badgeOffice.invoices.who')}</p>
            <ButtonLink href={badgePath(collective.slug, 'parties')} kind="second" icon="people">
              {t('badgeOffice.parties.title')}
            </ButtonLink>
          </section>
          <section class="panel">
            <h2>{t('badgeOffice.invoices.made')}</h2>
            {made.length === 0 ? <p class="soft">{t('badgeOffice.invoices.noneMade')}</p> : null}
            <ul class="rows">
              {made.map((row) => (
                <MadeLine {...parts} row={row} />
              ))}
            </ul>
          </section>
        </div>
      </>
    ),
  });
}

type LineProps = { readonly office: BadgeOffice; readonly month: string };

const OpenLine = ({
  office: { visit, collective },
  month,
  open,
  isOver,
}: LineProps & { readonly open: Invoiceable; readonly isOver: boolean }) => {
  const { t, language } = visit;
  return (
    <li class="row">
      <span class="row-mark">
        <Icon name={open.buyer.kind === 'party' ? 'people' : 'user'} />
      </span>
      <div class="row-text">
        <strong>{open.buyer.name}</strong>
        <span class="soft">{t('badgeOffice.invoices.stays', { count: open.stays.length })}</span>
      </div>
      <strong class="row-amount">{formatCents(open.totalCents, language)}</strong>
      {isOver ? (
        <Form visit={visit} action={badgePath(collective.slug, 'invoices')} class="inline">
          <input type="hidden" name="mois" value={month} />
          <input type="hidden" name="client" value={open.buyer.id} />
          <Button
            kind="second"
            label={t('badgeOffice.invoices.makeLabel', { name: open.buyer.name })}
          >
            {t('badgeOffice.invoices.make')}
          </Button>
        </Form>
      ) : null}
    </li>
  );
};

const MadeLine = ({
  office: { visit, collective },
  row,
}: LineProps & { readonly row: InvoiceRow }) => (
  <li class="row">
    <div class="row-text">
      <a href={badgePath(collective.slug, 'invoice', row.id)}>
        {visit.t('badgeOffice.invoice.number', { number: row.number })}
      </a>
      <span>{row.invoice.buyer.name}</span>
      <span class="soft">{formatDay(row.invoice.madeOn, visit.language)}</span>
    </div>
    <strong class="row-amount">{formatCents(row.invoice.totalCents, visit.language)}</strong>
  </li>
);

export const makeInvoiceRoute = {
  method: 'POST',
  path: BADGE_PATHS.invoices,
  who: 'manager',
  handle: async (call) => {
    const office = await openBadgeOffice(call);
    const { collective, rule, visit } = office;
    const form = await readForm(call);
    const month = readMonth(form.text('mois'));
    if (month === null) return refuseUnknown(call);
    if (!form.isOurs) return answerInvoices(call, office, { month, refusal: 'form-old' });
    const by = await nameOfManager(call);
    const made = await writeTransaction(call.deps.db, (tx) =>
      makeInvoice(tx, {
        collectiveId: collective.id,
        month,
        buyerId: form.text('client'),
        rule,
        at: visit.now,
        by,
      }),
    );
    if (!made.ok) return answerInvoices(call, office, { month, refusal: made.error });
    const path = badgePath(collective.slug, 'invoice', made.value.id);
    return call.c.redirect(`${path}?fait=${made.value.isNew ? 'faite' : 'deja'}`, 303);
  },
} satisfies Route;

const findNamedInvoice = (call: ManagerCall): Promise<InvoiceRow | null> =>
  findInvoice(call.deps.db, call.collective.id, call.c.req.param('invoice') ?? '');

export const showInvoiceRoute = {
  method: 'GET',
  path: BADGE_PATHS.invoice,
  who: 'manager',
  handle: async (call) => {
    const row = await findNamedInvoice(call);
    if (row === null) return refuseUnknown(call);
    const office = await openBadgeOffice(call);
    const { visit, collective } = office;
    const { t } = visit;
    const due = await dueNow(call.deps.db, collective.id, row.invoice);
    const done = call.c.req.query('fait');
    return answerBadgePage(call, office, {
      title: t('badgeOffice.invoice.number', { number: row.number }),
      tab: 'invoices',
      body: (
        <>
          {done === 'faite' ? <Notice tone="done" title={t('badgeOffice.invoice.done')} /> : null}
          {done === 'deja' ? <Notice tone="info" title={t('badgeOffice.invoice.before')} /> : null}
          <p class="back no-print">
            <a href={invoicesPath(collective.slug, row.month)}>
              <Icon name="back" />
              {t('badgeOffice.parties.back')}
            </a>
          </p>
          <InvoiceView visit={visit} invoice={row.invoice} />
          <p>{t('badgeOffice.invoice.dueNow', { amount: formatCents(due, visit.language) })}</p>
          <p class="pages no-print">
            <ButtonLink href={badgePath(collective.slug, 'invoicePdf', row.id)} icon="receipt">
              {t('badgeOffice.invoice.pdf')}
            </ButtonLink>
          </p>
        </>
      ),
    });
  },
} satisfies Route;

export const downloadInvoiceRoute = {
  method: 'GET',
  path: BADGE_PATHS.invoicePdf,
  who: 'manager',
  handle: async (call) => {
    const row = await findNamedInvoice(call);
    if (row === null) return refuseUnknown(call);
    const { visit } = await openBadgeOffice(call);
    return sendFile(call, {
      name: `facture-${row.number}.pdf`,
      contentType: 'application/pdf',
      content: await makePdf(invoiceSheet(visit, row.invoice)),
    });
  },
} satisfies Route;
