import { dayOf, formatCents, formatDay } from '../../../shared/format.ts';
import { isUuid } from '../../../shared/ids.ts';
import { cents, subtractCents } from '../../../shared/money.ts';
import type { Instant } from '../../../shared/time.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { Route } from '../../http/route.ts';
import { askMoneyBack } from '../../payments/ask-money-back.ts';
import type { UnspentBankMoney } from '../../payments/ask-money-back.ts';
import { readForm } from '../forms.ts';
import { answerPage } from '../page.tsx';
import { LargeAmount } from '../parts/amount.tsx';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { SiteKey } from '../texts.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { listGivenBack, readMoneyToGiveBack } from './bank-money.ts';
import type { GivenBack } from './bank-money.ts';
import { readPurse } from './purse-store.ts';
import type { Purse } from './purse-store.ts';

const ID_FIELD = 'demande';
const HOME_ZONE = 'Europe/Paris';

/** What may go back to the bank cards it came from, and what became of earlier wishes (RULES P2). */
export const showGiveMoneyBackRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.giveMoneyBack,
  who: 'person',
  handle: async (call) => {
    const { db } = call.deps;
    const { personId } = call.person;
    const visit = openVisit(call, call.person);
    const { t } = visit;
    const [unspent, purse, given] = await Promise.all([
      readMoneyToGiveBack(call.deps, personId),
      readPurse(db, personId),
      listGivenBack(db, personId, visit.now),
    ]);
    return answerPage(call, visit, {
      title: t('moneyBack.title'),
      section: 'account',
      isPrivate: true,
      module: 'account-module',
      body: (
        <div class="narrow sheet">
          {call.c.req.query('fait') === undefined || given.length === 0 ? null : (
            <Notice tone="done" title={t('moneyBack.done')}>
              <p>{t('moneyBack.doneWhen')}</p>
            </Notice>
          )}
          <h1>{t('moneyBack.title')}</h1>
          {unspent.cents === 0 ? (
            <p class="lead">{t('moneyBack.nothing')}</p>
          ) : (
            <Ask visit={visit} unspent={unspent} askId={call.deps.makeId()} />
          )}
          <Stays visit={visit} purse={purse} unspent={unspent} />
          {given.length === 0 ? null : <Given visit={visit} given={given} />}
          <ButtonLink href={PATHS_OF_SITE.purse} kind="second" icon="back">
            {t('addMoney.back')}
          </ButtonLink>
        </div>
      ),
    });
  },
} satisfies Route;

/** Takes it from the purse and promises it to the bank; sent twice, it goes back once. */
export const giveMoneyBackRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.giveMoneyBack,
  who: 'person',
  handle: async (call) => {
    const { db, clock, bank } = call.deps;
    const form = await readForm(call);
    const askId = form.text(ID_FIELD);
    if (!form.isOurs || !isUuid(askId) || bank === null) {
      return call.c.redirect(PATHS_OF_SITE.giveMoneyBack, 303);
    }
    const asked = await writeTransaction(db, (tx) =>
      askMoneyBack(tx, { askId, personId: call.person.personId, at: clock() }),
    );
    // When nothing was left, the page says so by itself.
    return call.c.redirect(`${PATHS_OF_SITE.giveMoneyBack}${asked.ok ? '?fait=1' : ''}`, 303);
  },
} satisfies Route;

type AskProps = {
  readonly visit: Visit;
  readonly unspent: UnspentBankMoney;
  readonly askId: string;
};

const Ask = ({ visit, unspent, askId }: AskProps) => {
  const { t, language } = visit;
  return (
    <>
      <p class="figure-first">
        <LargeAmount cents={unspent.cents} language={language} />
      </p>
      <p>{t('moneyBack.how')}</p>
      <ul class="rows panel">
        {unspent.parts.map((part) => (
          <li class="row">
            <span class="row-mark">
              <Icon name="card" />
            </span>
            <div class="row-text">
              <strong>{t('moneyBack.toCard')}</strong>
              <span class="soft">
                {t('moneyBack.paidOn', { day: dayText(visit, part.paidAt) })}
              </span>
            </div>
            <strong class="row-amount">{formatCents(part.cents, language)}</strong>
          </li>
        ))}
      </ul>
      <Form visit={visit} action={PATHS_OF_SITE.giveMoneyBack}>
        <input type="hidden" name={ID_FIELD} value={askId} />
        <Button icon="card">
          {t('moneyBack.go', { amount: formatCents(unspent.cents, language) })}
        </Button>
      </Form>
    </>
  );
};

type StaysProps = {
  readonly visit: Visit;
  readonly purse: Purse;
  readonly unspent: UnspentBankMoney;
};

/** Why the rest cannot go back: each kind of money says it. */
const Stays = ({ visit, purse, unspent }: StaysProps) => {
  const { t, language } = visit;
  const lines = purse.euros.flatMap(({ asset, name, available }) => {
    const left =
      asset.kind === 'global' ? subtractCents(cents(available), unspent.cents) : cents(available);
    return left <= 0 ? [] : [{ kind: asset.kind, name, left }];
  });
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{t('moneyBack.staysTitle')}</h2>
      <ul class="rows">
        {lines.map(({ kind, name, left }) => (
          <li class="row">
            <div class="row-text">
              <strong>{kind === 'global' ? t('account.global') : name}</strong>
              <span class="soft">{t(WHY_STAYS[kind] ?? 'moneyBack.staysGift')}</span>
            </div>
            <strong class="row-amount">{formatCents(left, language)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
};

const WHY_STAYS: Readonly<Record<string, SiteKey>> = {
  global: 'moneyBack.staysGlobal',
  local: 'moneyBack.staysLocal',
  gift: 'moneyBack.staysGift',
};

const STATES: Readonly<
  Record<GivenBack['state'], { readonly icon: string; readonly key: SiteKey }>
> = {
  waiting: { icon: 'clock', key: 'moneyBack.waiting' },
  sent: { icon: 'check', key: 'moneyBack.sent' },
  failed: { icon: 'warning', key: 'moneyBack.failed' },
};

const Given = ({
  visit,
  given,
}: {
  readonly visit: Visit;
  readonly given: readonly GivenBack[];
}) => {
  const { t, language } = visit;
  return (
    <section>
      <h2>{t('moneyBack.givenTitle')}</h2>
      <ul class="rows">
        {given.map((one) => (
          <li class="row">
            <span class="row-mark">
              <Icon name={STATES[one.state].icon} />
            </span>
            <div class="row-text">
              <strong>{t(STATES[one.state].key)}</strong>
              <span class="soft">
                {t('moneyBack.askedOn', { day: dayText(visit, one.askedAt) })}
              </span>
            </div>
            <strong class="row-amount">{formatCents(one.cents, language)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
};

const dayText = ({ language }: Visit, at: Instant): string =>
  formatDay(dayOf(at, HOME_ZONE), language);
