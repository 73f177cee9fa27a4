import { formatCents } from '../../../shared/format.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { AnyoneCall, Route } from '../../http/route.ts';
import { demoCardsFor } from '../../payments/demo-cards.ts';
import type { DemoCard } from '../../payments/demo-cards.ts';
import { demoPagePath, readDemoPage, useDemoPage } from '../../payments/demo-bank.ts';
import type { DemoPage } from '../../payments/demo-bank.ts';
import { noteNotice } from '../../payments/note-notice.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { LargeAmount } from '../parts/amount.tsx';
import { LargeFigure } from '../parts/facts.tsx';
import { ChoiceCards } from '../parts/fields.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';

const FIELDS = { card: 'carte', silent: 'silence' } as const;

/** The demo's bank, where no money moves. Only the demo has it: everywhere else it is not found. */
export const showDemoBankRoute = {
  method: 'GET',
  path: demoPagePath(':page') as `/${string}`,
  who: 'demo',
  handle: async (call) => {
    const page = await readDemoPage(call.deps.db, call.c.req.param('page') ?? '');
    if (page === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    return showPage(call, page, null);
  },
} satisfies Route;

/**
 * Somebody "pays". The bank then tells the site, unless it is asked to keep silent: so that one can
 * see the site ask by itself.
 */
export const payAtDemoBankRoute = {
  method: 'POST',
  path: demoPagePath(':page') as `/${string}`,
  who: 'demo',
  handle: async (call) => {
    const { db, clock, makeId } = call.deps;
    const checkout = call.c.req.param('page') ?? '';
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(demoPagePath(checkout), 303);
    const isSilent = form.text(FIELDS.silent) !== '';
    const number = form.text(FIELDS.card);
    const outcome = await writeTransaction(db, async (tx) => {
      const used = await useDemoPage(tx, { checkout, number, at: clock() });
      const notice = { id: `demo_notice_${makeId()}`, kind: 'checkout.completed', checkout };
      if (used === 'done' && !isSilent) await noteNotice(tx, notice, clock());
      return used;
    });
    const page = await readDemoPage(db, checkout);
    if (page === null || outcome === 'over') return call.c.redirect(demoPagePath(checkout), 303);
    if (outcome === 'refused') return showPage(call, page, number);
    const next = isSilent ? `${demoPagePath(checkout)}?${FIELDS.silent}=1` : hereOf(page.paidUrl);
    return call.c.redirect(next, 303);
  },
} satisfies Route;

/** Our own address, under the name the person came by: forms may lead nowhere else. */
const hereOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};

async function showPage(
  call: AnyoneCall,
  page: DemoPage,
  refusedNumber: string | null,
): Promise<Response> {
  const visit = openVisit(call, await call.findPerson());
  const { t } = visit;
  return answerPage(
    call,
    visit,
    {
      title: t('demoBank.title'),
      isPrivate: true,
      body: (
        <div class="narrow sheet plain-page demo-bank">
          <p class="demo-bank-mark">
            <Icon name="card" />
            {t('demoBank.title')}
          </p>
          <p class="demo-bank-note">{t('demoBank.noMoney')}</p>
          {page.state.kind === 'open' ? (
            <OpenPage
              visit={visit}
              page={page}
              action={demoPagePath(call.c.req.param('page') ?? '')}
              refusedNumber={refusedNumber}
            />
          ) : (
            <OverPage
              visit={visit}
              page={page}
              isSilent={call.c.req.query(FIELDS.silent) !== undefined}
            />
          )}
        </div>
      ),
    },
    refusedNumber === null ? 200 : 422,
  );
}

type OpenProps = {
  readonly visit: Visit;
  readonly page: DemoPage;
  readonly action: string;
  readonly refusedNumber: string | null;
};

const OpenPage = ({ visit, page, action, refusedNumber }: OpenProps) => {
  const { t, language } = visit;
  const amount = page.cents === null ? null : formatCents(page.cents, language);
  return (
    <>
      <h1 class={amount === null ? undefined : 'hidden'}>
        {t(amount === null ? 'demoBank.orderCard' : 'demoBank.title')}
      </h1>
      {page.cents === null ? null : (
        <LargeFigure label={t('demoBank.order')}>
          <LargeAmount cents={page.cents} language={language} />
        </LargeFigure>
      )}
      <p class="lead">{page.label}</p>
      {page.keepsCard && amount !== null ? <p>{t('demoBank.keeps')}</p> : null}
      <Form visit={visit} action={action}>
        <ChoiceCards
          name={FIELDS.card}
          label={t('demoBank.choose')}
          value={refusedNumber ?? '4242'}
          problem={
            refusedNumber === null
              ? undefined
              : `${t('demoBank.refusedTitle')}. ${t('demoBank.refusedDo')}`
          }
          choices={demoCardsFor(page.keepsCard).map((card) => ({
            value: card.number,
            title: t('demoBank.card', { brand: card.brand, number: card.number }),
            note: t(`demoBank.cardKind.${kindOf(card)}`),
          }))}
        />
        <Button icon="check">
          {amount === null ? t('demoBank.leave') : t('demoBank.pay', { amount })}
        </Button>
        <ButtonLink href={hereOf(page.backUrl)} kind="second" icon="back">
          {t(amount === null ? 'demoBank.backCard' : 'demoBank.back')}
        </ButtonLink>
        <button type="submit" name={FIELDS.silent} value="1" class="button button-second">
          {t(amount === null ? 'demoBank.silentLeave' : 'demoBank.silent')}
        </button>
        <p class="field-hint">{t('demoBank.silentHint')}</p>
      </Form>
    </>
  );
};

function kindOf({ pays, renews }: DemoCard): 'good' | 'refused' | 'refusedLater' | 'asksLater' {
  if (!pays) return 'refused';
  return renews === 'yes' ? 'good' : renews === 'no' ? 'refusedLater' : 'asksLater';
}

type OverProps = { readonly visit: Visit; readonly page: DemoPage; readonly isSilent: boolean };

const OverPage = ({ visit, page, isSilent }: OverProps) => {
  const { t } = visit;
  const { kind } = page.state;
  if (kind === 'closed' || kind === 'open') {
    return (
      <>
        <h1>{t('demoBank.overTitle')}</h1>
        <p>{t('demoBank.overLead')}</p>
        <ButtonLink href={hereOf(page.backUrl)} icon="back">
          {t('demoBank.toSite')}
        </ButtonLink>
      </>
    );
  }
  return (
    <>
      <h1>{t(kind === 'paid' ? 'demoBank.doneTitle' : 'demoBank.doneLeft')}</h1>
      {isSilent ? <Notice tone="info" title={t('demoBank.doneLead')} /> : null}
      <ButtonLink href={isSilent ? PATHS_OF_SITE.agenda : hereOf(page.paidUrl)} icon="back">
        {t('demoBank.toSite')}
      </ButtonLink>
    </>
  );
};
