import { findBlocks } from '../../account/leave-blocks.ts';
import type { LeaveBlock } from '../../account/leave-blocks.ts';
import { leaveForGood } from '../../account/leave-for-good.ts';
import { previewLeaving } from '../../booking/leave-bookings.ts';
import { writeCookie } from '../cookies.ts';
import { readForm } from '../forms.ts';
import type { SentForm } from '../forms.ts';
import type { PersonCall, Route } from '../../http/route.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { answerPage } from '../page.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { SiteKey } from '../texts.ts';
import { openVisit } from '../visit.ts';
import type { Visit } from '../visit.ts';
import { readMoneyToGiveBack } from './bank-money.ts';
import { Blocks, LeaveForm, WhatGoes } from './leave-parts.tsx';
import { LEAVE_FIELDS } from './leave-parts.tsx';
import type { LeavingView } from './leave-parts.tsx';
import { readPurse } from './purse-store.ts';

export type LeaveProblem = {
  readonly field: 'tick' | 'word';
  readonly problem: SiteKey;
  readonly typed: string;
  readonly isTicked: boolean;
};

/** Says what goes, what stays and why, before an account is deleted for good (RULES P4). */
export const showLeaveRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.leave,
  who: 'person',
  handle: (call) => answerLeave(call, null),
} satisfies Route;

/** Deletes the account: the word was typed, and what is in the purse was given up by a tick. */
export const leaveRoute = {
  method: 'POST',
  path: PATHS_OF_SITE.leave,
  who: 'person',
  handle: async (call) => {
    const form = await readForm(call);
    const typed = form.text(LEAVE_FIELDS.word);
    const isTicked = form.text(LEAVE_FIELDS.tick) === 'oui';
    const kept = { typed, isTicked };
    if (!isWordRight(call, form)) {
      return answerLeave(call, { field: 'word', problem: 'leave.wordWrong', ...kept });
    }
    if (!form.isOurs) {
      return answerLeave(call, { field: 'word', problem: 'problem.formOld', ...kept });
    }
    const left = await leaveForGood(call.deps, { person: call.person, givesUp: isTicked });
    if (left.ok) {
      writeCookie(call, 'session', '');
      return call.c.redirect(PATHS_OF_SITE.goodbye, 303);
    }
    if (left.error === 'money-left') {
      return answerLeave(call, { field: 'tick', problem: 'leave.tickNeeded', ...kept });
    }
    return answerLeave(call, null, 'tried');
  },
} satisfies Route;

/** The word in either language, or the address: whoever types it means it. */
function isWordRight(call: PersonCall, form: SentForm): boolean {
  const typed = form.text(LEAVE_FIELDS.word).trim().toLowerCase();
  return ['supprimer', 'delete', call.person.email].includes(typed);
}

async function answerLeave(
  call: PersonCall,
  refused: LeaveProblem | null,
  when: 'first' | 'tried' = 'first',
): Promise<Response> {
  const visit = openVisit(call, call.person);
  const { t } = visit;
  const view = await readLeaving(call, visit, when);
  const title = t('leave.title');
  return answerPage(
    call,
    visit,
    {
      title: refused === null ? title : `${t('problem.summary')} · ${title}`,
      section: 'account',
      isPrivate: true,
      body: (
        <div class="narrow sheet leave">
          <h1>{title}</h1>
          {view.blocks.length > 0 ? (
            <Blocks visit={visit} blocks={view.blocks} />
          ) : (
            <>
              <p class="lead">{t('leave.never')}</p>
              <WhatGoes visit={visit} view={view} />
              <LeaveForm visit={visit} view={view} refused={refused} />
            </>
          )}
          <ButtonLink href={PATHS_OF_SITE.preferences} kind="second" icon="back">
            {t('leave.keep')}
          </ButtonLink>
        </div>
      ),
    },
    refused === null ? 200 : 422,
  );
}

async function readLeaving(
  call: PersonCall,
  visit: Visit,
  when: 'first' | 'tried',
): Promise<LeavingView> {
  const { db } = call.deps;
  const { personId } = call.person;
  const walletId = await findWalletOfPerson(db, personId);
  const [blocks, purse, bookings, toGiveBack, renewing] = await Promise.all([
    findBlocks(db, personId, walletId),
    readPurse(db, personId),
    previewLeaving(db, personId, visit.now),
    readMoneyToGiveBack(call.deps, personId),
    db.query
      .selectFrom('membership')
      .select('name')
      .distinct()
      .where('person_id', '=', personId)
      .where('renews', '=', 1)
      .orderBy('name')
      .execute(),
  ]);
  const renewals = renewing.map(({ name }) => name);
  return {
    blocks: when === 'first' ? withoutAbandoned(blocks) : blocks,
    purse,
    bookings,
    toGiveBack,
    renewals,
  };
}

/**
 * A payment that was only begun is closed when they leave: it stops nobody from trying. When the
 * bank did not answer then, it does.
 */
const withoutAbandoned = (blocks: readonly LeaveBlock[]): readonly LeaveBlock[] =>
  blocks.filter(({ kind }) => kind !== 'payment-running');

/** The last page: anybody may read it, it names nobody. */
export const showGoodbyeRoute = {
  method: 'GET',
  path: PATHS_OF_SITE.goodbye,
  who: 'anyone',
  handle: async (call) => {
    if ((await call.findPerson()) !== null) return call.c.redirect(PATHS_OF_SITE.purse, 303);
    const visit = openVisit(call, null);
    const { t } = visit;
    return answerPage(call, visit, {
      title: t('goodbye.title'),
      isPrivate: true,
      body: (
        <div class="narrow plain-page">
          <Notice tone="done" title={t('goodbye.done')}>
            <p>{t('goodbye.mail')}</p>
          </Notice>
          <h1>{t('goodbye.title')}</h1>
          <p class="lead">{t('goodbye.lead')}</p>
          <ButtonLink href={PATHS_OF_SITE.agenda} kind="second" icon="calendar">
            {t('event.back')}
          </ButtonLink>
        </div>
      ),
    });
  },
} satisfies Route;
