import { formatCents } from '../../../shared/format.ts';
import { isUuid } from '../../../shared/ids.ts';
import type { PaymentId } from '../../../shared/ids.ts';
import { cents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { addMs } from '../../../shared/time.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { uuidOf } from '../../ledger/account-id.ts';
import { readEuros } from '../../office/badge/typed.ts';
import { startPayment } from '../../payments/start-payment.ts';
import type { PaymentRefusal } from '../../payments/start-payment.ts';
import {
  TOP_UP_CENTS_MAX,
  TOP_UP_CENTS_MIN,
  checkTopUpAmount,
} from '../../payments/top-up-amount.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { Button, ButtonLink, Field, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE, paymentPath } from '../paths.ts';
import type { SiteKey } from '../texts.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { canAddMoney } from './bank-money.ts';

const AMOUNT_FIELD = 'montant';
const ID_FIELD = 'demande';

/** What most people add, one touch each. */
const USUAL_CENTS = [1_000, 2_000, 3_000, 5_000].map(cents);

/** The bank's page stays open this long. */
const PAYING_MS_MAX = 30 * 60_000;

type AddingProblem = { readonly typed: string; readonly problem: SiteKey };

/** Adds money by bank card: 5.00 to 250.00, and no fee for the holder (RULES P2, M2). */
export const showAddMoneyRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.addMoney,
  who: 'person',
  handle: (call) => answerAddMoney(call, null),
} satisfies Route;

/** Stores what is asked, then leads to the bank. */
export const addMoneyRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.addMoney,
  who: 'person',
  handle: async (call) => {
    const form = await readForm(call);
    const typed = form.text(AMOUNT_FIELD).trim();
    const amount = readAmount(typed);
    if (typeof amount === 'string') return answerAddMoney(call, { typed, problem: amount });
    const formId = form.text(ID_FIELD);
    if (!form.isOurs || !isUuid(formId)) {
      return answerAddMoney(call, { typed, problem: 'problem.formOld' });
    }
    if (!(await canAddMoney(call.deps))) return answerAddMoney(call, null);
    const { personId, email } = call.person;
    const visit = openVisit(call, call.person);
    // The same form with another amount is another payment: somebody went back and changed it.
    const id = uuidOf(`top-up ${personId} ${formId} ${amount}`) as PaymentId;
    const started = await startPayment(call.deps, {
      ...{ id, purpose: 'top-up', subjectId: null, collectiveId: null, keepsCard: false },
      ...{ personId, email, language: visit.language, cents: amount },
      label: visit.t('addMoney.label'),
      endsAt: addMs(visit.now, PAYING_MS_MAX),
    });
    // What was paid in another tab is shown there too.
    if (started.ok || started.error.code === 'already-paid') {
      return call.c.redirect(paymentPath(id), 303);
    }
    return answerAddMoney(call, { typed, problem: REFUSED[started.error.code] });
  },
} satisfies Route;

const REFUSED: Readonly<Record<Exclude<PaymentRefusal['code'], 'already-paid'>, SiteKey>> = {
  'content-differs': 'problem.formOld',
  'no-bank': 'addMoney.noBank',
  'bank-unreachable': 'addMoney.bankAway',
  closed: 'problem.formOld',
};

function readAmount(typed: string): Cents | SiteKey {
  if (typed === '') return 'addMoney.amountEmpty';
  const amount = readEuros(typed);
  if (amount === null) return 'addMoney.amountWrong';
  const checked = checkTopUpAmount(amount);
  if (checked.ok) return checked.value;
  return checked.error === 'too-low' ? 'addMoney.amountLow' : 'addMoney.amountHigh';
}

async function answerAddMoney(call: PersonCall, refused: AddingProblem | null): Promise<Response> {
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const title = t('addMoney.title');
  const isOpen = await canAddMoney(call.deps);
  return answerPage(
    call,
    visit,
    {
      title: refused === null ? title : `${t('problem.summary')} · ${title}`,
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <h1>{title}</h1>
          {isOpen ? (
            <AmountForms visit={visit} call={call} refused={refused} />
          ) : (
            <Closed visit={visit} />
          )}
          <ButtonLink href={PATHS_OF_SITE.purse} kind="second" icon="back">
            {t('addMoney.back')}
          </ButtonLink>
        </div>
      ),
    },
    refused === null ? 200 : 422,
  );
}

const Closed = ({ visit: { t } }: { readonly visit: Visit }) => (
  <Notice tone="info" title={t('addMoney.noBank')}>
    <p>{t('addMoney.atTill')}</p>
  </Notice>
);

type AmountFormsProps = {
  readonly visit: Visit;
  readonly call: PersonCall;
  readonly refused: AddingProblem | null;
};

const AmountForms = ({ visit, call, refused }: AmountFormsProps) => {
  const { t, language } = visit;
  const limits = {
    min: formatCents(TOP_UP_CENTS_MIN, language),
    max: formatCents(TOP_UP_CENTS_MAX, language),
  };
  return (
    <>
      <Form visit={visit} action={PATHS_OF_SITE.addMoney} class="usual-amounts">
        <input type="hidden" name={ID_FIELD} value={call.deps.makeId()} />
        {USUAL_CENTS.map((amount) => (
          <button
            type="submit"
            name={AMOUNT_FIELD}
            value={String(amount / 100)}
            class="button button-second"
          >
            {formatCents(amount, language)}
          </button>
        ))}
      </Form>
      <Form visit={visit} action={PATHS_OF_SITE.addMoney}>
        <input type="hidden" name={ID_FIELD} value={call.deps.makeId()} />
        <Field
          name={AMOUNT_FIELD}
          label={t('addMoney.other')}
          hint={t('addMoney.limits', limits)}
          type="text"
          inputmode="decimal"
          autocomplete="off"
          maxlength={20}
          value={refused?.typed ?? ''}
          problem={refused === null ? null : t(refused.problem, limits)}
        />
        <Button icon="card">{t('addMoney.go')}</Button>
      </Form>
      <p class="with-icon">
        <Icon name="check" />
        {t('addMoney.noFee')}
      </p>
      <p class="soft">{t('addMoney.where')}</p>
    </>
  );
};
