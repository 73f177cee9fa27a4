import { formatCents, formatHour } from '../../../shared/format.ts';
import { isUuid, toId } from '../../../shared/ids.ts';
import type { Cents } from '../../../shared/money.ts';
import { isInstant, toInstant } from '../../../shared/time.ts';
import type { Call, Route } from '../../http/route.ts';
import type { ManagedCollective } from '../../http/deps.ts';
import { collectiveOfficePath } from '../../office/office-paths.ts';
import { listManagedCollectives } from '../../office/office-store.ts';
import { answerPage } from '../page.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { AccountFrame } from './account-frame.tsx';
import { canAddMoney, readJustAdded, readMoneyToGiveBack } from './bank-money.ts';
import { findPassOf } from './pass-store.ts';
import type { Pass } from './pass-store.ts';
import { History } from './history.tsx';
import { readHistory } from './history-store.ts';
import type { HistoryMark } from './history-store.ts';
import { PurseContent, PurseHead } from './purse-parts.tsx';
import { readPurse } from './purse-store.ts';

/** Mon compte: the purse first, where it can be spent, then what happened (RULES P2). */
export const showPurseRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.purse,
  who: 'person',
  handle: async (call) => {
    const { db } = call.deps;
    const { personId } = call.person;
    const visit = openVisit(call, call.person);
    const olderThan = readMark(call);
    const isBackFromBank = call.c.req.query('paye') !== undefined;
    const [purse, linked, managed, hasBank, toGiveBack, added] = await Promise.all([
      readPurse(db, personId),
      findPassOf(db, personId, call.c.req.query('relie') ?? ''),
      listManagedCollectives(db, personId),
      canAddMoney(call.deps),
      readMoneyToGiveBack(call.deps, personId),
      isBackFromBank ? readJustAdded(db, personId, visit.now) : null,
    ]);
    const history =
      purse.walletId === null
        ? { entries: [], next: null }
        : await readHistory(db, purse.walletId, olderThan);
    return answerPage(call, visit, {
      title: visit.t('account.title'),
      section: 'account',
      isPrivate: true,
      module: 'account-module',
      body: (
        <AccountFrame visit={visit} tab="purse">
          <h1 class="hidden">{visit.t('account.title')}</h1>
          {linked?.state === 'linked' ? <Linked visit={visit} pass={linked} /> : null}
          {added === null ? null : <Added visit={visit} amount={added} />}
          {olderThan === null ? (
            <PurseHead
              visit={visit}
              purse={purse}
              hasBank={hasBank}
              canGiveBack={toGiveBack.cents > 0}
            />
          ) : null}
          <div class="account-columns">
            {olderThan === null ? (
              <div class="account-side">
                <PurseContent visit={visit} purse={purse} />
                <Managed visit={visit} collectives={managed} />
              </div>
            ) : null}
            <History visit={visit} history={history} isFirst={olderThan === null} />
          </div>
          <p class="soft fresh">
            {visit.t('account.fresh', {
              hour: formatHour(visit.now, 'Europe/Paris', visit.language),
            })}
          </p>
        </AccountFrame>
      ),
    });
  },
} satisfies Route;

/** The mark of an older page, `2026-…Z_id`; anything else is the first page. */
function readMark(call: Call): HistoryMark | null {
  const [at = '', id = ''] = (call.c.req.query('avant') ?? '').split('_');
  return isInstant(at) && isUuid(id) ? { at: toInstant(at), postingId: toId(id) } : null;
}

const Linked = ({ visit, pass }: { readonly visit: Visit; readonly pass: Pass }) => (
  <Notice tone="done" title={visit.t('qr.done', { number: pass.number })}>
    <p>{visit.t('qr.doneMoney')}</p>
  </Notice>
);

type ManagedProps = { readonly visit: Visit; readonly collectives: readonly ManagedCollective[] };

/** The way to the office, for those who run a collective. */
const Managed = ({ visit, collectives }: ManagedProps) =>
  collectives.length === 0 ? null : (
    <section class="panel prefs" aria-label={visit.t('office.title')}>
      {collectives.map((collective) => (
        <a class="pref pref-line" href={collectiveOfficePath(collective.slug)}>
          <Icon name="home" />
          <span class="pref-label">{collective.name}</span>
          <span class="pref-now">{visit.t('office.title')}</span>
        </a>
      ))}
    </section>
  );

/** What the bank has just brought. */
const Added = ({ visit, amount }: { readonly visit: Visit; readonly amount: Cents }) => (
  <Notice
    tone="done"
    title={visit.t('addMoney.done', { amount: formatCents(amount, visit.language) })}
  >
    <p>{visit.t('addMoney.doneWhy')}</p>
  </Notice>
);
