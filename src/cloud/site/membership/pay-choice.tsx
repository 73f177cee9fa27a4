import { formatCents } from '../../../shared/format.ts';
import type { CollectiveId, PersonId } from '../../../shared/ids.ts';
import { ZERO_CENTS } from '../../../shared/money.ts';
import type { Cents } from '../../../shared/money.ts';
import type { CloudDeps } from '../../http/deps.ts';
import { findWalletOfPerson } from '../../ledger/wallets.ts';
import { takesBankCards } from '../../payments/start-payment.ts';
import { readSpendable } from '../badge/badge-store.ts';
import { CheckField, ChoiceCards } from '../parts/fields.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';

export const PAY_FIELDS = { means: 'moyen', keeps: 'renouveler', payment: 'paiement' } as const;

export type Means = 'pass' | 'bank-card';

/** In the form, in French like the address. */
const MEANS_VALUES = { pass: 'tirelire', 'bank-card': 'carte' } as const;

export const readMeans = (text: string): Means | null =>
  text === MEANS_VALUES.pass ? 'pass' : text === MEANS_VALUES['bank-card'] ? 'bank-card' : null;

/** How somebody may pay at a collective. */
export type PayWays = { readonly purseCents: Cents; readonly takesCards: boolean };

export async function readPayWays(
  deps: CloudDeps,
  personId: PersonId,
  collectiveId: CollectiveId,
): Promise<PayWays> {
  const walletId = await findWalletOfPerson(deps.db, personId);
  const [purseCents, takesCards] = await Promise.all([
    walletId === undefined ? ZERO_CENTS : readSpendable(deps.db, walletId, collectiveId),
    takesBankCards(deps, collectiveId),
  ]);
  return { purseCents, takesCards };
}

type PayChoiceProps = {
  readonly visit: Visit;
  readonly ways: PayWays;
  /** Null while the amount is still to be chosen. */
  readonly totalCents: Cents | null;
  readonly renews: boolean;
  readonly typed: { readonly means: string; readonly keeps: boolean };
  readonly problem?: string | undefined;
};

/** From the purse or by bank card; and whether the next periods are paid the same way (RULES M4). */
export const PayChoice = (props: PayChoiceProps) => {
  const { visit, ways, totalCents, renews, typed, problem } = props;
  const { t, language } = visit;
  const isShort = totalCents !== null && ways.purseCents < totalCents;
  const first = isShort && ways.takesCards ? MEANS_VALUES['bank-card'] : MEANS_VALUES.pass;
  const money = (amount: number) => formatCents(amount as Cents, language);
  return (
    <>
      <ChoiceCards
        name={PAY_FIELDS.means}
        label={t('members.payWith')}
        problem={problem}
        value={typed.means === '' ? first : typed.means}
        choices={[
          {
            ...{
              value: MEANS_VALUES.pass,
              title: t('members.pass'),
              icon: 'purse',
              isOff: isShort,
            },
            note: isShort
              ? t('members.problem.short', { amount: money(totalCents - ways.purseCents) })
              : t('members.passHas', { amount: money(ways.purseCents) }),
          },
          {
            ...{ value: MEANS_VALUES['bank-card'], title: t('members.card'), icon: 'card' },
            note: t(ways.takesCards ? 'members.cardNote' : 'members.noCard'),
            isOff: !ways.takesCards,
          },
        ]}
      />
      {isShort ? (
        <p>
          <a href={`${PATHS_OF_SITE.addMoney}?suite=${encodeURIComponent(visit.path)}`}>
            {t('members.payFirst')}
          </a>
        </p>
      ) : null}
      {renews ? (
        <CheckField
          name={PAY_FIELDS.keeps}
          label={t('members.keeps')}
          hint={
            ways.takesCards
              ? `${t('members.keepsHint')} ${t('members.keepsCard')}`
              : t('members.keepsHint')
          }
          isChecked={typed.keeps}
        />
      ) : null}
    </>
  );
};
