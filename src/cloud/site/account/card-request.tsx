import { dayOf, formatDay } from '../../../shared/format.ts';
import { makeUuid } from '../../../shared/ids.ts';
import type { CollectiveId } from '../../../shared/ids.ts';
import type { AskRefusal, OpenCardRequest } from '../../cards/card-requests.ts';
import type { ReadableDb } from '../../db/open-database.ts';
import { SelectField } from '../parts/fields.tsx';
import { Button, Form } from '../parts/form.tsx';
import { Icon } from '../parts/icon.tsx';
import { TwoStep } from '../parts/two-step.tsx';
import { PATHS_OF_SITE } from '../paths.ts';
import type { Visit } from '../visit.ts';
import type { Pass } from './pass-store.ts';

export type RequestProblem = { readonly code: AskRefusal | 'form-old'; readonly where: string };

export type CollectiveOption = { readonly id: CollectiveId; readonly name: string };

/** Every place that hands Passes over: those the person is a member of come first. */
export async function listDesks(
  db: ReadableDb,
  ownIds: ReadonlySet<string>,
): Promise<readonly CollectiveOption[]> {
  const rows = await db.query
    .selectFrom('collective')
    .select(['id', 'name'])
    .where('id', 'in', (from) => from.selectFrom('collective_manager').select('collective_id'))
    .orderBy('name')
    .execute();
  return rows
    .map((row) => ({ id: row.id as CollectiveId, name: row.name }))
    .toSorted((left, right) => Number(ownIds.has(right.id)) - Number(ownIds.has(left.id)));
}

export const WITHDRAW_PATH = `${PATHS_OF_SITE.passRequest}/retirer` as const;

export const FIELDS = { id: 'demande', where: 'collectif', lost: 'perdu' } as const;

type AskFormProps = {
  readonly visit: Visit;
  readonly desks: readonly CollectiveOption[];
  /** The Pass that it replaces; null for a first one. */
  readonly lost: Pass | null;
  readonly problem: RequestProblem | null;
};

export const AskForm = ({ visit, desks, lost, problem }: AskFormProps) => {
  const { t } = visit;
  return (
    <section class="panel" id="demande">
      <h2>
        {lost === null
          ? t('cardRequest.askFirst')
          : t('cardRequest.askLost', { number: lost.number })}
      </h2>
      <p>{t('cardRequest.lead')}</p>
      <Form visit={visit} action={PATHS_OF_SITE.passRequest}>
        <input type="hidden" name={FIELDS.id} value={makeUuid()} />
        {lost === null ? null : <input type="hidden" name={FIELDS.lost} value={lost.id} />}
        <SelectField
          name={FIELDS.where}
          label={t('cardRequest.where')}
          hint={t('cardRequest.whereHint')}
          value={problem?.where ?? ''}
          problem={problem === null ? undefined : t(`cardRequest.problems.${problem.code}`)}
          options={desks.map(({ id, name }) => [id, name] as const)}
        />
        <Button icon="pass">{t('cardRequest.go')}</Button>
      </Form>
    </section>
  );
};

type OpenRequestProps = { readonly visit: Visit; readonly request: OpenCardRequest };

/** What was asked, and what happens next. */
export const OpenRequest = ({ visit, request }: OpenRequestProps) => {
  const { t, language } = visit;
  const collective = request.collective.name;
  const day = formatDay(dayOf(request.askedAt, 'Europe/Paris'), language);
  return (
    <section class="panel" id="demande">
      <h2>{t('cardRequest.openTitle', { collective })}</h2>
      <p class="soft">
        {t('cardRequest.openSince', { day })}{' '}
        {request.lostCard === null
          ? null
          : t('cardRequest.openInstead', { number: request.lostCard.number })}
      </p>
      <ul class="reasons" aria-label={t('cardRequest.stepsLabel')}>
        {(
          [
            ['pin', 'cardRequest.stepOne'],
            ['user', 'cardRequest.stepTwo'],
            ['pass', 'cardRequest.stepThree'],
          ] as const
        ).map(([icon, key]) => (
          <li>
            <Icon name={icon} />
            {t(key, { collective })}
          </li>
        ))}
      </ul>
      <TwoStep id="retirer" ask={t('cardRequest.withdraw')} icon="cross">
        <p>{t('cardRequest.withdrawSure')}</p>
        <Form visit={visit} action={WITHDRAW_PATH} class="inline">
          <input type="hidden" name={FIELDS.id} value={request.id} />
          <Button kind="danger">{t('cardRequest.withdrawGo')}</Button>
        </Form>
      </TwoStep>
    </section>
  );
};
