import { dayOf, formatCents, formatDay } from '../../../shared/format.ts';
import { Button, ButtonLink, Form } from '../parts/form.tsx';
import { TwoStep } from '../parts/two-step.tsx';
import { offerPath, ownMembershipPath, paymentPath } from '../paths.ts';
import type { Visit } from '../visit.ts';
import type { Own } from './own-page.tsx';
import { PAY_FIELDS, PayChoice } from './pay-choice.tsx';

type ActionsProps = {
  readonly visit: Visit;
  readonly own: Own;
  /** Made for the form that pays by card. */
  readonly paymentId: string;
};

/** What can be done with it now. */
export const OwnActions = (props: ActionsProps) => {
  switch (props.own.membership.state) {
    case 'requested':
      return <Withdraw {...props} />;
    case 'approved':
    case 'waiting-for-payment':
      return (
        <>
          <Pay {...props} />
          <Withdraw {...props} />
        </>
      );
    case 'active':
      return (
        <>
          <Onward {...props} />
          <Renewal {...props} />
        </>
      );
    case 'ended':
    case 'cancelled':
    case 'refused':
      return <Onward {...props} />;
  }
};

/** One screen up: pay it, by purse or by card. */
const Pay = ({ visit, own, paymentId }: ActionsProps) => {
  const { t, language } = visit;
  const { membership, ways } = own;
  const amount = formatCents(membership.cents, language);
  const isFree = membership.cents === 0;
  return (
    <section class="panel">
      <h2>{isFree ? t('ownMembers.begin') : t('ownMembers.payTitle', { amount })}</h2>
      {membership.state === 'waiting-for-payment' && membership.paymentId !== null ? (
        <p>
          <a href={paymentPath(membership.paymentId)}>{t('ownMembers.toBank')}</a>
        </p>
      ) : null}
      <Form visit={visit} action={`${ownMembershipPath(membership.id)}/payer`}>
        <input type="hidden" name={PAY_FIELDS.payment} value={paymentId} />
        {isFree ? null : (
          <PayChoice
            {...{ visit, ways, totalCents: membership.cents }}
            renews={membership.offer?.renewsByItself === true}
            typed={{ means: '', keeps: membership.renews }}
          />
        )}
        <Button icon={isFree ? 'heart' : 'coins'}>
          {isFree ? t('ownMembers.begin') : t('ownMembers.payTitle', { amount })}
        </Button>
      </Form>
    </section>
  );
};

const Withdraw = ({ visit, own: { membership } }: ActionsProps) => {
  const { t } = visit;
  const ask = membership.state === 'requested' ? 'withdraw' : 'withdrawPaid';
  return (
    <TwoStep id="retirer" ask={t(`ownMembers.${ask}`)} icon="undo">
      <p>{t('ownMembers.withdrawLead')}</p>
      <Form visit={visit} action={`${ownMembershipPath(membership.id)}/retirer`}>
        <Button kind="danger">{t('ownMembers.withdrawSure')}</Button>
      </Form>
    </TwoStep>
  );
};

/** Renew now, take it again, the receipt. */
const Onward = ({ visit, own }: ActionsProps) => {
  const { t } = visit;
  const { membership, unpaidNext, hasOther } = own;
  const { offer, collective, state, endsOn, means, cents: paid } = membership;
  const hasReceipt = means !== null && paid > 0 && (state === 'active' || state === 'ended');
  const mayRenew = offer !== null && !hasOther && unpaidNext === null;
  const isRenewable = state === 'active' ? endsOn !== null && !membership.isComing : true;
  return (
    <div class="buttons">
      {unpaidNext === null ? null : (
        <ButtonLink href={ownMembershipPath(unpaidNext.id)} icon="coins">
          {t('ownMembers.payNow')}
        </ButtonLink>
      )}
      {mayRenew && isRenewable ? (
        <ButtonLink
          href={offerPath(collective.slug, offer.id)}
          kind={state === 'active' ? 'second' : 'main'}
          icon="refresh"
        >
          {t(state === 'active' ? 'ownMembers.renewNow' : 'ownMembers.again')}
        </ButtonLink>
      ) : null}
      {hasReceipt ? (
        <ButtonLink
          href={`${ownMembershipPath(membership.id)}/recu.pdf`}
          kind="second"
          icon="receipt"
        >
          {t('ownMembers.receipt')}
        </ButtonLink>
      ) : null}
    </div>
  );
};

/** Whether it goes on by itself, how that is paid, and how to stop it: two clicks. */
const Renewal = (props: ActionsProps) => {
  const { visit, own } = props;
  const { t } = visit;
  const { membership } = own;
  const { offer, endsOn } = membership;
  if (offer?.renewsByItself !== true || endsOn === null) return null;
  return (
    <section class="panel">
      <h2>{t('ownMembers.renewal')}</h2>
      {membership.renews ? <Renewing {...props} /> : <NotRenewing {...props} />}
    </section>
  );
};

const Renewing = (props: ActionsProps) => {
  const { visit, own } = props;
  const { t, language } = visit;
  const { membership, card } = own;
  const { renewNextAt, renewMeans, endsOn, collective, offer } = membership;
  const next = offer?.renewalCents ?? null;
  const amount = next === null ? '' : formatCents(next, language);
  const how =
    renewMeans === 'bank-card' && card !== null
      ? t('ownMembers.byCard', { card: card.label })
      : t(`ownMembers.by.${renewMeans ?? 'pass'}`);
  const day = renewNextAt === null ? endsOn : dayOf(renewNextAt, collective.timeZone);
  return (
    <>
      {day === null ? null : (
        <p>
          <strong>{t('ownMembers.renewsOn', { day: formatDay(day, language) })}</strong>, {how}
          {amount === '' ? null : ` · ${amount}`}
        </p>
      )}
      {renewMeans === 'bank-card' && card === null ? <p>{t('ownMembers.cardGone')}</p> : null}
      <TwoStep id="autrement" ask={t('ownMembers.change')} icon="swap">
        <Keep {...props} />
      </TwoStep>
      <TwoStep id="resilier" ask={t('ownMembers.stop')} icon="cross">
        <p>
          {t('ownMembers.stopLead', { day: endsOn === null ? '' : formatDay(endsOn, language) })}
        </p>
        <Form visit={visit} action={`${ownMembershipPath(membership.id)}/resilier`}>
          <Button kind="danger">{t('ownMembers.stopSure')}</Button>
        </Form>
      </TwoStep>
    </>
  );
};

const NotRenewing = (props: ActionsProps) => (
  <>
    <p>{props.visit.t('ownMembers.doesNotRenew')}.</p>
    <Cost {...props} />
    <Keep {...props} />
  </>
);

/** What the next period costs, and when it would be taken. */
const Cost = ({ visit, own: { membership } }: ActionsProps) => {
  const { t, language } = visit;
  const { offer, endsOn, renewNextAt, collective } = membership;
  if (offer?.renewalCents == null || endsOn === null) return null;
  const day = renewNextAt === null ? endsOn : dayOf(renewNextAt, collective.timeZone);
  return (
    <p class="soft">
      {t('ownMembers.keepLead', {
        day: formatDay(day, language),
        amount: formatCents(offer.renewalCents, language),
      })}
    </p>
  );
};

const Keep = ({ visit, own, paymentId }: ActionsProps) => {
  const { t } = visit;
  const { membership, ways } = own;
  const action = `${ownMembershipPath(membership.id)}/renouveler`;
  return (
    <div class="buttons">
      <Form visit={visit} action={action} class="inline">
        <input type="hidden" name={PAY_FIELDS.means} value="tirelire" />
        <button type="submit" class="button button-second">
          {t('ownMembers.keepPass')}
        </button>
      </Form>
      {ways.takesCards ? (
        <Form visit={visit} action={action} class="inline">
          <input type="hidden" name={PAY_FIELDS.means} value="carte" />
          <input type="hidden" name={PAY_FIELDS.payment} value={paymentId} />
          <button type="submit" class="button button-second">
            {t('ownMembers.keepCard')}
          </button>
        </Form>
      ) : null}
    </div>
  );
};
