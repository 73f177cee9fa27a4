import { dayOf, formatCents, formatDay, formatMinutes } from '../../../shared/format.ts';
import { isUuid, toId } from '../../../shared/ids.ts';
import type { PresenceId, WalletId } from '../../../shared/ids.ts';
import { subtractCents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import { payDues } from '../../badge/pay-dues.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { readForm } from '../forms.ts';
import type { SentForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE, payDuesPath } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { owed } from './badge-parts.tsx';
import { findPlace, readSpendable } from './badge-store.ts';
import type { BadgePlace } from './badge-store.ts';
import { DONE } from './done-notice.tsx';
import { isOwedAt, readStays } from './my-badge.ts';
import { hoursText } from './stay-history.tsx';
import type { Stay } from './stay-history.tsx';

const PAY_PATH = `${PATHS_OF_SITE.badge}/regler/:collectif` as const;
const FIELDS = { order: 'ordre', total: 'total', only: 'sejour', stays: 'sejours' } as const;
/** A field holds 300 characters: seven ids of 36 with what parts them. */
const IDS_PER_FIELD = 7;
/** More than this is paid in several goes. */
const STAYS_MAX = 49;

/** What a person may pay at one place, now. */
type Bill = {
  readonly place: BadgePlace;
  readonly stays: readonly Stay[];
  readonly totalCents: Cents;
  readonly spendableCents: Cents;
};

type PayProblem = 'changed' | 'short' | 'form-old';

/** Asks before the purse is touched: what for, how much, what is left (RULES B7). */
export const askPayRoute = {
  method: 'GET',
  path: PAY_PATH,
  who: 'person',
  handle: async (call) => {
    const bill = await readBill(call, call.c.req.query(FIELDS.only) ?? '');
    if (bill === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    return answerBill(call, bill, null);
  },
} satisfies Route;

/** Pays from the purse: all of it, or nothing. Sent twice, it is paid once. */
export const payRoute = {
  method: 'POST',
  path: PAY_PATH,
  who: 'person',
  handle: async (call) => {
    const { db, clock } = call.deps;
    const form = await readForm(call);
    const bill = await readBill(call, form.text(FIELDS.only));
    if (bill === null) {
      return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
    if (!form.isOurs) return answerBill(call, bill, 'form-old');
    const id = form.text(FIELDS.order);
    const presenceIds = readIds(form);
    const [firstId] = presenceIds;
    if (!isUuid(id) || firstId === undefined) return answerBill(call, bill, 'changed');
    // Nothing due of these: they are paid already, by this order for example, which the ledger tells.
    const now = owed(bill.stays.filter(({ presenceId }) => presenceIds.includes(presenceId)));
    if (now !== 0 && String(now) !== form.text(FIELDS.total)) {
      return answerBill(call, bill, 'changed');
    }
    const { personId } = call.person;
    const paid = await writeTransaction(db, (tx) =>
      payDues(tx, { id, personId, presenceIds, at: clock() }),
    );
    if (paid.ok) return call.c.redirect(`${PATHS_OF_SITE.badge}?${DONE.paid}=${firstId}`, 303);
    switch (paid.error.code) {
      case 'short':
        return answerBill(call, bill, 'short');
      case 'nothing-due':
        return call.c.redirect(payDuesPath(bill.place.slug), 303);
      case 'content-differs':
      case 'several-collectives':
        return answerBill(call, bill, 'changed');
      case 'presence-unknown':
        return call.deps.people.renderRefusal(call, { status: 404, code: 'not-found' });
    }
  },
} satisfies Route;

/** Null when no place has this name. */
async function readBill(call: PersonCall, onlyId: string): Promise<Bill | null> {
  const { db } = call.deps;
  const place = await findPlace(db, { slug: call.c.req.param('collectif') ?? '' });
  if (place === null) return null;
  const walletId = await findWalletOfPerson(db, call.person.personId);
  const due = walletId === undefined ? [] : await readDue(call, place, walletId);
  const stays = due
    .filter(({ presenceId }) => onlyId === '' || presenceId === onlyId)
    .slice(0, STAYS_MAX);
  return {
    place,
    stays,
    totalCents: owed(stays),
    spendableCents:
      walletId === undefined ? owed([]) : await readSpendable(db, walletId, place.collectiveId),
  };
}

const readDue = async (
  call: PersonCall,
  place: BadgePlace,
  walletId: WalletId,
): Promise<readonly Stay[]> => {
  const { collectiveId } = place;
  const rows = await readStays(call, [place], { walletId, collectiveId, isDue: true });
  return rows.filter((stay) => isOwedAt(stay, place));
};

const idFieldsOf = (stays: readonly Stay[]): readonly (readonly [string, string])[] =>
  Array.from({ length: Math.ceil(stays.length / IDS_PER_FIELD) }, (_, index) => [
    `${FIELDS.stays}${index}`,
    stays
      .slice(index * IDS_PER_FIELD, (index + 1) * IDS_PER_FIELD)
      .map(({ presenceId }) => presenceId)
      .join(' '),
  ]);

const readIds = (form: SentForm): readonly PresenceId[] =>
  Array.from({ length: STAYS_MAX / IDS_PER_FIELD }, (_, index) =>
    form.text(`${FIELDS.stays}${index}`).split(' '),
  )
    .flat()
    .filter((id) => isUuid(id) && id === id.toLowerCase())
    .map((id) => toId<'Presence'>(id));

function answerBill(
  call: PersonCall,
  bill: Bill,
  problem: PayProblem | null,
): Response | Promise<Response> {
  const visit = openVisit(call, call.person);
  const { t, language } = visit;
  const isEmpty = bill.stays.length === 0;
  const title = isEmpty
    ? t('badge.dues.nothing')
    : t('badge.dues.payTitle', { amount: formatCents(bill.totalCents, language) });
  return answerPage(
    call,
    visit,
    {
      title,
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet">
          <PayNotice visit={visit} problem={problem} />
          <h1>{title}</h1>
          {isEmpty ? (
            <>
              <p class="lead">{t('badge.dues.nothingDo')}</p>
              <ButtonLink href={PATHS_OF_SITE.badge} kind="second" icon="back">
                {t('badge.correct.back')}
              </ButtonLink>
            </>
          ) : (
            <BillSheet visit={visit} bill={bill} orderId={call.deps.makeId()} />
          )}
        </div>
      ),
    },
    problem === null ? 200 : 409,
  );
}

type PayNoticeProps = { readonly visit: Visit; readonly problem: PayProblem | null };

const PayNotice = ({ visit, problem }: PayNoticeProps) => {
  const { t } = visit;
  switch (problem) {
    case null:
      return null;
    case 'form-old':
      return <Notice tone="attention" title={t('problem.formOld')} />;
    case 'changed':
      return (
        <Notice tone="attention" title={t('badge.dues.changed')}>
          <p>{t('badge.dues.changedDo')}</p>
        </Notice>
      );
    case 'short':
      return <Notice tone="refused" title={t('badge.dues.shortLater')} />;
  }
};

type SheetProps = { readonly visit: Visit; readonly bill: Bill; readonly orderId: string };

const BillSheet = ({ visit, bill, orderId }: SheetProps) => {
  const { t } = visit;
  const { place, stays, totalCents, spendableCents } = bill;
  const isShort = spendableCents < totalCents;
  return (
    <>
      <p class="lead">{t('badge.dues.payLead', { collective: place.name })}</p>
      <BillLines visit={visit} bill={bill} isShort={isShort} />
      {isShort ? (
        <Short visit={visit} missingCents={subtractCents(totalCents, spendableCents)} />
      ) : (
        <Form visit={visit} action={payDuesPath(place.slug)}>
          <input type="hidden" name={FIELDS.order} value={orderId} />
          <input type="hidden" name={FIELDS.total} value={String(totalCents)} />
          {idFieldsOf(stays).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <Button icon="purse">
            {t('badge.dues.go', { amount: formatCents(totalCents, visit.language) })}
          </Button>
          <ButtonLink href={PATHS_OF_SITE.badge} kind="second" icon="back">
            {t('badge.dues.back')}
          </ButtonLink>
        </Form>
      )}
    </>
  );
};

type ShortProps = { readonly visit: Visit; readonly missingCents: Cents };

/** What is missing, and what to do. */
const Short = ({ visit, missingCents }: ShortProps) => {
  const { t, language } = visit;
  return (
    <>
      <Notice
        tone="attention"
        title={t('badge.dues.short', { amount: formatCents(missingCents, language) })}
      >
        <p>{t('badge.dues.shortDo')}</p>
      </Notice>
      <ButtonLink href={PATHS_OF_SITE.badge} kind="second" icon="back">
        {t('badge.correct.back')}
      </ButtonLink>
    </>
  );
};

type LinesProps = { readonly visit: Visit; readonly bill: Bill; readonly isShort: boolean };

const BillLines = ({ visit, bill, isShort }: LinesProps) => {
  const { t, language } = visit;
  const { stays, totalCents, spendableCents, place } = bill;
  const money = (amount: Cents): string => formatCents(amount, language);
  return (
    <table class="lines">
      <caption class="hidden">{t('badge.dues.title')}</caption>
      <tbody>
        {stays.map((stay) => (
          <tr>
            <td>
              {formatDay(stay.day, language)}
              <br />
              <span class="soft">
                {stay.spaceName}, {hoursText(visit, stay)} ·{' '}
                {formatMinutes(stay.stayedMinutes, language)}
              </span>
              {isShort && stays.length > 1 && stay.dueCents <= spendableCents ? (
                <OnlyThis visit={visit} place={place} stay={stay} />
              ) : null}
            </td>
            <td class="figure">{money(stay.dueCents)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{t('badge.dues.total')}</td>
          <td class="figure">{money(totalCents)}</td>
        </tr>
        <tr class="line-after">
          <td>{t('badge.dues.inPurse')}</td>
          <td class="figure">{money(spendableCents)}</td>
        </tr>
        {isShort ? null : (
          <tr class="line-after">
            <td>{t('badge.dues.after')}</td>
            <td class="figure">{money(subtractCents(spendableCents, totalCents))}</td>
          </tr>
        )}
      </tfoot>
    </table>
  );
};

type OnlyProps = { readonly visit: Visit; readonly place: BadgePlace; readonly stay: Stay };

/** When all is too much for the purse: one stay that it can pay. */
const OnlyThis = ({ visit, place, stay }: OnlyProps) => {
  const { t, language } = visit;
  const label = t('badge.dues.onlyThisLabel', {
    amount: formatCents(stay.dueCents, language),
    day: formatDay(stay.inAt === null ? stay.day : dayOf(stay.inAt, stay.timeZone), language),
  });
  return (
    <p>
      <a href={`${payDuesPath(place.slug)}?${FIELDS.only}=${stay.presenceId}`} aria-label={label}>
        {t('badge.dues.onlyThis')}
      </a>
    </p>
  );
};
