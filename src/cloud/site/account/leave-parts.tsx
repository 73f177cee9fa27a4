import { formatCents } from '../../../shared/format.ts';
import { addCents } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { LeaveBlock } from '../../account/leave-blocks.ts';
import type { LeftBookings } from '../../booking/leave-bookings.ts';
import type { UnspentBankMoney } from '../../payments/ask-money-back.ts';
import { CheckField } from '../parts/fields.tsx';
import { Button, Field, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { Notice } from '../parts/notice.tsx';
import { PATHS_OF_SITE, payDuesPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import type { LeaveProblem } from './leave.tsx';
import type { Purse } from './purse-store.ts';

export const LEAVE_FIELDS = { word: 'mot', tick: 'laisser' } as const;

/** What leaving would do, read before anything changes. */
export type LeavingView = {
  readonly blocks: readonly LeaveBlock[];
  readonly purse: Purse;
  readonly bookings: LeftBookings;
  readonly toGiveBack: UnspentBankMoney;
  /** Names of memberships that renew by themselves. */
  readonly renewals: readonly string[];
};

/** Euros that would be lost: what is in the purse, and what bookings bring back to it. */
const euros = ({ purse, bookings }: LeavingView): Cents =>
  addCents(purse.totalCents, bookings.toWalletCents);

const hasLeft = (view: LeavingView): boolean => euros(view) > 0 || view.purse.besides.length > 0;

type BlocksProps = { readonly visit: Visit; readonly blocks: readonly LeaveBlock[] };

/** What must be settled first, each with where to do it. */
export const Blocks = ({ visit, blocks }: BlocksProps) => (
  <Notice tone="attention" title={visit.t('leave.blocked')}>
    <ul class="reasons">
      {blocks.map((block) => (
        <li>
          <span>
            {blockText(visit, block)}{' '}
            {block.kind === 'inside' ? (
              <a href={PATHS_OF_SITE.badge}>{visit.t('leave.goBadge')}</a>
            ) : null}
            {block.kind === 'dues' ? (
              <a href={payDuesPath(block.collectiveSlug)}>{visit.t('leave.goPay')}</a>
            ) : null}
            {block.kind === 'debt' ? (
              <a href={PATHS_OF_SITE.purse}>{visit.t('leave.goPurse')}</a>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  </Notice>
);

function blockText({ t, language }: Visit, block: LeaveBlock): string {
  switch (block.kind) {
    case 'inside':
      return t('leave.inside', { collective: block.collective });
    case 'dues':
      return t('leave.dues', { amount: formatCents(block.cents, language) });
    case 'debt':
      return t('leave.debt', { amount: formatCents(block.cents, language) });
    case 'money-held':
      return t('leave.held', { amount: formatCents(block.cents, language) });
    case 'payment-running':
      return t('leave.paying');
    case 'last-manager':
      return t('leave.lastManager', { collective: block.collective });
  }
}

type ViewProps = { readonly visit: Visit; readonly view: LeavingView };

/** Two short lists: what goes, and what stays with its reason. */
export const WhatGoes = ({ visit, view }: ViewProps) => {
  const { t, language } = visit;
  const { bookings, renewals } = view;
  const back = [bookings.toWalletCents, bookings.toBankCardCents].filter((cents) => cents > 0);
  const goes: readonly (readonly [string, string])[] = [
    ['user', t('leave.goesName')],
    ['pass', t('leave.goesPass')],
    ...renewals.map((name) => ['heart', t('leave.goesRenewal', { name })] as const),
    ...(bookings.cancelledPlaces === 0
      ? []
      : [['ticket', t('leave.goesPlaces', { count: bookings.cancelledPlaces })] as const]),
    ...(back.length === 0
      ? []
      : [
          [
            'cash',
            t('leave.backMoney', { amount: formatCents(addCents(...back), language) }),
          ] as const,
        ]),
    ...(bookings.lostPlaces === 0
      ? []
      : [
          [
            'warning',
            t('leave.lostPlaces', {
              count: bookings.lostPlaces,
              amount: formatCents(bookings.lostCents, language),
            }),
          ] as const,
        ]),
  ];
  return (
    <>
      <h2>{t('leave.goes')}</h2>
      <ul class="reasons">
        {goes.map(([icon, text]) => (
          <li>
            <Icon name={icon} />
            {text}
          </li>
        ))}
      </ul>
      <h2>{t('leave.stays')}</h2>
      <ul class="reasons">
        <li>
          <Icon name="receipt" />
          {t('leave.staysSales')}
        </li>
        <li>
          <Icon name="people" />
          {t('leave.staysOthers')}
        </li>
      </ul>
    </>
  );
};

type LeaveFormProps = ViewProps & { readonly refused: LeaveProblem | null };

/** The money first, then the word. */
export const LeaveForm = ({ visit, view, refused }: LeaveFormProps) => {
  const { t } = visit;
  const isWordWrong = refused?.field === 'word';
  return (
    <Form visit={visit} action={PATHS_OF_SITE.leave}>
      {hasLeft(view) ? <MoneyLeft visit={visit} view={view} refused={refused} /> : null}
      <Field
        name={LEAVE_FIELDS.word}
        label={t('leave.word')}
        hint={t('leave.wordHint')}
        type="text"
        autocomplete="off"
        maxlength={254}
        value={refused?.typed ?? ''}
        problem={isWordWrong ? t(refused.problem) : null}
      />
      <Button kind="danger" icon="trash">
        {t('leave.go')}
      </Button>
    </Form>
  );
};

const MoneyLeft = ({ visit, view, refused }: LeaveFormProps) => {
  const { t, language } = visit;
  const amount = formatCents(euros(view), language);
  return (
    <fieldset class="picks money-left">
      <legend>
        {euros(view) > 0 ? t('leave.moneyTitle', { amount }) : t('leave.besidesTitle')}
      </legend>
      {view.toGiveBack.cents > 0 ? (
        <p>
          <a class="paper-link" href={PATHS_OF_SITE.giveMoneyBack}>
            <Icon name="card" />
            {t('leave.moneyBack', { amount: formatCents(view.toGiveBack.cents, language) })}
          </a>
        </p>
      ) : null}
      {euros(view) > 0 ? (
        <p>{t(view.toGiveBack.cents > 0 ? 'leave.orSpend' : 'leave.moneySpend')}</p>
      ) : null}
      <CheckField
        name={LEAVE_FIELDS.tick}
        label={euros(view) > 0 ? t('leave.tick', { amount }) : t('leave.tickBesides')}
        isChecked={refused?.isTicked ?? false}
        problem={refused?.field === 'tick' ? t(refused.problem) : undefined}
      />
    </fieldset>
  );
};
