import type { PropsWithChildren } from 'hono/jsx';
import { formatCents } from '../../../shared/format.ts';
import { LargeAmount } from '../parts/amount.tsx';
import { LargeFigure } from '../parts/facts.tsx';
import { ButtonLink } from '../parts/form.tsx';
import { Notice } from '../parts/notice.tsx';
import type { NoticeTone } from '../parts/notice.tsx';
import { PATHS_OF_SITE, bookingPath, ownMembershipPath, payBookingPath } from '../paths.ts';
import type { SiteKey } from '../texts.ts';
import type { Visit } from '../visit.ts';
import type { OwnPayment } from './read-payment.ts';

export type PaymentView =
  | 'going'
  | 'waiting'
  | 'open'
  | 'unreachable'
  | 'closed'
  | 'refused'
  | 'not-opened'
  | 'too-late'
  | 'not-wanted'
  | 'back-failed';

type Words = {
  readonly tone: NoticeTone;
  readonly title: SiteKey;
  readonly lines: readonly SiteKey[];
};

const WORDS: Readonly<Record<Exclude<PaymentView, 'going' | 'back-failed'>, Words>> = {
  waiting: {
    tone: 'info',
    title: 'payment.waitingTitle',
    lines: ['payment.waitingLead', 'payment.waitingCalm'],
  },
  open: { tone: 'attention', title: 'payment.openTitle', lines: ['payment.openLead'] },
  unreachable: {
    tone: 'attention',
    title: 'payment.unreachableTitle',
    lines: ['payment.unreachableLead', 'payment.unreachableCalm', 'payment.unreachableDo'],
  },
  closed: { tone: 'info', title: 'payment.closedTitle', lines: ['payment.closedLead'] },
  refused: { tone: 'refused', title: 'payment.refusedTitle', lines: ['payment.refusedLead'] },
  'not-opened': { tone: 'refused', title: 'payment.failedTitle', lines: ['payment.failedLead'] },
  'too-late': {
    tone: 'attention',
    title: 'payment.lateTitle',
    lines: ['payment.lateLead', 'payment.backDays'],
  },
  'not-wanted': {
    tone: 'info',
    title: 'payment.notWantedTitle',
    lines: ['payment.notWantedLead', 'payment.backDays'],
  },
};

/** A card that is only left costs nothing, so its words are others. */
const CARD_WORDS: Partial<Record<PaymentView, Words>> = {
  open: { tone: 'attention', title: 'payment.openCardTitle', lines: ['payment.openCardLead'] },
};

type SheetProps = {
  readonly visit: Visit;
  readonly payment: OwnPayment;
  readonly view: PaymentView;
  /** As this browser reaches it. */
  readonly bankUrl: string;
};

type WholeSheetProps = PropsWithChildren<SheetProps>;

/** What stands of the payment now, the amount first, then what went back, and the one thing to do. */
export const PaymentSheet = ({ visit, payment, view, bankUrl, children }: WholeSheetProps) => {
  if (view === 'going') return <Going visit={visit} payment={payment} bankUrl={bankUrl} />;
  const { t } = visit;
  const isCard = payment.purpose === 'card';
  const words =
    view === 'back-failed' ? null : ((isCard ? CARD_WORDS[view] : undefined) ?? WORDS[view]);
  return (
    <>
      <h1 class={isCard ? undefined : 'hidden'}>{t('payment.title')}</h1>
      {isCard ? null : <Amount visit={visit} payment={payment} />}
      {words === null ? null : (
        <Notice tone={words.tone} title={t(words.title)}>
          {words.lines.map((line) => (
            <p>{t(line)}</p>
          ))}
        </Notice>
      )}
      {children}
      <Next visit={visit} payment={payment} view={view} bankUrl={bankUrl} />
    </>
  );
};

const Amount = ({ visit, payment }: Pick<SheetProps, 'visit' | 'payment'>) => (
  <LargeFigure label={visit.t(`payment.purpose.${payment.purpose}`)}>
    <LargeAmount cents={payment.cents} language={visit.language} />
  </LargeFigure>
);

const Going = ({ visit, payment, bankUrl }: Omit<SheetProps, 'view'>) => {
  const { t, language } = visit;
  const amount = formatCents(payment.cents, language);
  return (
    <>
      <h1>
        {payment.purpose === 'card' ? t('payment.goCardTitle') : t('payment.goTitle', { amount })}
      </h1>
      <p class="lead">{t('payment.goLead')}</p>
      <ButtonLink href={bankUrl} icon="card">
        {t('payment.go')}
      </ButtonLink>
      <p class="soft">{t('payment.goSlow')}</p>
    </>
  );
};

const Next = ({ visit, payment, view, bankUrl }: SheetProps) => {
  const { t } = visit;
  switch (view) {
    case 'open':
      return (
        <>
          <ButtonLink href={bankUrl} icon="card">
            {t('payment.backToBank')}
          </ButtonLink>
          <Back visit={visit} payment={payment} />
        </>
      );
    case 'waiting':
    case 'unreachable':
      return (
        <>
          <ButtonLink href={visit.path}>{t('payment.refresh')}</ButtonLink>
          <Back visit={visit} payment={payment} />
        </>
      );
    case 'closed':
    case 'refused':
    case 'not-opened':
      return (
        <>
          <ButtonLink href={againPath(payment)}>
            {t(payment.purpose === 'top-up' ? 'payment.againTopUp' : 'payment.again')}
          </ButtonLink>
          <Back visit={visit} payment={payment} />
        </>
      );
    case 'going':
    case 'too-late':
    case 'not-wanted':
    case 'back-failed':
      return <Back visit={visit} payment={payment} />;
  }
};

/** Where one chooses again how to pay. */
function againPath({ purpose, subjectId }: OwnPayment): string {
  if (purpose === 'top-up') return PATHS_OF_SITE.addMoney;
  const id = subjectId ?? '';
  return purpose === 'booking' ? payBookingPath(id) : ownMembershipPath(id);
}

/** What the payment is for, with what can be done there. */
const Back = ({ visit, payment }: Pick<SheetProps, 'visit' | 'payment'>) => {
  const { t } = visit;
  const { purpose, subjectId } = payment;
  const [href, words] =
    purpose === 'top-up'
      ? ([PATHS_OF_SITE.purse, 'payment.toPurse'] as const)
      : purpose === 'booking'
        ? ([bookingPath(subjectId ?? ''), 'payment.toBooking'] as const)
        : ([ownMembershipPath(subjectId ?? ''), 'payment.toMembership'] as const);
  return (
    <ButtonLink href={href} kind="second" icon="back">
      {t(words)}
    </ButtonLink>
  );
};
