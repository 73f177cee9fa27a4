import type { ManagerCall } from '../../http/route.ts';
import { STEP_MINUTES } from '../../../domain/badge/plan.ts';
import { formatMinutes } from '../../../shared/format.ts';
import { Form, Button } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import type { Visit } from '../../site/visit.ts';
import { answerBadgePage } from './badge-frame.tsx';
import type { BadgeOffice } from './badge-office.ts';
import { badgePath } from './badge-paths.ts';
import {
  AreaField,
  CheckField,
  FieldGroup,
  SelectField,
  TextField,
} from '../../site/parts/fields.tsx';
import {
  DESCRIPTION_LENGTH_MAX,
  MEMBER_PREFIX,
  NAME_LENGTH_MAX,
  RATE_FIELDS,
  includedField,
  memberField,
  sharedField,
} from './plan-form.ts';
import type { FieldProblem, TypedPlan } from './plan-form.ts';
import type { OfferChoice } from './plans-store.ts';
import type { TrialResult, TypedTrial } from './simulate.ts';
import { TrialPart } from './trial-part.tsx';

export type PlanPage = {
  /** Null for a new one. */
  readonly planId: string | null;
  readonly title: string;
  readonly typed: TypedPlan;
  readonly problems: readonly FieldProblem[];
  readonly notice: { readonly tone: 'done' | 'refused' | 'info'; readonly text: string } | null;
  readonly offers: readonly OfferChoice[];
  readonly timeAssets: readonly { readonly id: string; readonly name: string }[];
  readonly trial: { readonly typed: TypedTrial; readonly result: TrialResult };
};

type PartProps = {
  readonly visit: Visit;
  readonly page: PlanPage;
  readonly problemOf: (field: string) => string | undefined;
};

/** A plan with all its figures, and beside it the simulator on what stands in the form. */
export function answerPlanPage(
  call: ManagerCall,
  office: BadgeOffice,
  page: PlanPage,
): Promise<Response> {
  const { visit, collective, rule } = office;
  const { t } = visit;
  const { slug } = collective;
  const problemOf = (field: string): string | undefined => {
    const found = page.problems.find((problem) => problem.field === field);
    return found === undefined ? undefined : t(`badgeOffice.faults.${found.fault}`);
  };
  const parts = { visit, page, problemOf };
  const { planId } = page;
  return answerBadgePage(call, office, {
    title: page.title,
    tab: 'plans',
    status: page.problems.length > 0 ? 422 : 200,
    body: (
      <>
        {page.notice === null ? null : <Notice tone={page.notice.tone} title={page.notice.text} />}
        <h1>{page.title}</h1>
        <p class="lead">{t('badgeOffice.plan.lead')}</p>
        <Form
          visit={visit}
          action={planId === null ? badgePath(slug, 'newPlan') : badgePath(slug, 'plan', planId)}
          class="form plan-form"
        >
          <input type="hidden" name="version" value={page.typed['version'] ?? '0'} />
          {/* The key Enter takes the first button: it tries, and saves nothing. */}
          <button
            type="submit"
            name="geste"
            value="essayer"
            class="hidden"
            tabindex={-1}
            aria-hidden="true"
          >
            {t('badgeOffice.trial.go')}
          </button>
          <div class="account-side">
            <NameGroup {...parts} />
            <RatesGroup {...parts} />
            <CountGroup {...parts} />
            <IncludedGroup {...parts} />
            <MemberGroup {...parts} />
            <Button icon="check">{t('badgeOffice.plan.save')}</Button>
            {planId === null ? null : <p class="soft">{t('badgeOffice.plan.saveHint')}</p>}
          </div>
          <TrialPart
            visit={visit}
            rule={rule}
            typed={page.trial.typed}
            result={page.trial.result}
          />
        </Form>
        {planId === null ? null : (
          <p class="back">
            <a href={badgePath(slug, 'removePlan', planId)}>
              <Icon name="trash" />
              {t('badgeOffice.plan.remove')}
            </a>
          </p>
        )}
      </>
    ),
  });
}

const NameGroup = ({ visit, page, problemOf }: PartProps) => {
  const { t } = visit;
  const { typed, timeAssets } = page;
  return (
    <FieldGroup title={t('badgeOffice.plan.what')}>
      <TextField
        name="nom"
        label={t('badgeOffice.plan.name')}
        hint={t('badgeOffice.plan.nameHint')}
        value={typed['nom'] ?? ''}
        maxlength={NAME_LENGTH_MAX}
        problem={problemOf('nom')}
      />
      <AreaField
        name="description"
        label={t('badgeOffice.plan.description')}
        hint={t('badgeOffice.plan.descriptionHint')}
        value={typed['description'] ?? ''}
        maxlength={DESCRIPTION_LENGTH_MAX}
        problem={problemOf('description')}
      />
      <SelectField
        name="genre"
        label={t('badgeOffice.plan.kind')}
        value={typed['genre'] ?? 'paid'}
        options={[
          ['paid', t('badgeOffice.plan.paid')],
          ['volunteer', t('badgeOffice.plan.volunteer')],
        ]}
        problem={problemOf('genre')}
      />
      <SelectField
        name="temps"
        label={t('badgeOffice.plan.time')}
        hint={t(timeAssets.length === 0 ? 'badgeOffice.plan.noTime' : 'badgeOffice.plan.timeHint')}
        value={typed['temps'] ?? ''}
        options={[
          ['', t('badgeOffice.plan.none')],
          ...timeAssets.map(({ id, name }) => [id, name] as const),
        ]}
        problem={problemOf('temps')}
      />
    </FieldGroup>
  );
};

type RateInputsProps = PartProps & { readonly prefix: string };

const RateInputs = ({ visit, page, problemOf, prefix }: RateInputsProps) => (
  <div class="field-columns">
    {RATE_FIELDS.map((field) => {
      const isTime = field === 'demi_duree';
      return (
        <TextField
          name={prefix + field}
          label={visit.t(`badgeOffice.rates.${field}`)}
          value={page.typed[prefix + field] ?? ''}
          {...(isTime ? {} : { inputmode: 'decimal' as const, unit: '€' })}
          maxlength={20}
          problem={problemOf(prefix + field)}
        />
      );
    })}
  </div>
);

const RatesGroup = (props: PartProps) => (
  <FieldGroup
    title={props.visit.t('badgeOffice.rates.title')}
    hint={props.visit.t('badgeOffice.rates.hint')}
  >
    <RateInputs {...props} prefix="" />
  </FieldGroup>
);

const CountGroup = ({ visit, page, problemOf }: PartProps) => {
  const { t, language } = visit;
  const { typed } = page;
  const text = (name: string, hint: string, unit: string) => (
    <TextField
      name={name}
      label={t(`badgeOffice.count.${name}` as 'badgeOffice.count.gratuit')}
      hint={hint === '' ? undefined : hint}
      value={typed[name] ?? ''}
      unit={unit}
      maxlength={20}
      inputmode="decimal"
      problem={problemOf(name)}
    />
  );
  return (
    <FieldGroup title={t('badgeOffice.count.title')}>
      <div class="field-columns">
        <SelectField
          name="pas"
          label={t('badgeOffice.count.pas')}
          value={typed['pas'] ?? '15'}
          options={STEP_MINUTES.map(
            (step) => [String(step), formatMinutes(step, language)] as const,
          )}
        />
        <SelectField
          name="arrondi"
          label={t('badgeOffice.count.arrondi')}
          value={typed['arrondi'] ?? 'up'}
          options={(['up', 'nearest', 'down'] as const).map(
            (way) => [way, t(`badgeOffice.count.${way}`)] as const,
          )}
        />
        {text('gratuit', '', 'min')}
        {text('minimum', '', '€')}
        <TextField
          name="ferme"
          label={t('badgeOffice.count.ferme')}
          hint={t('badgeOffice.count.fermeHint')}
          value={typed['ferme'] ?? ''}
          type="time"
          problem={problemOf('ferme')}
        />
        {text('tva', t('badgeOffice.count.tvaHint'), '%')}
      </div>
    </FieldGroup>
  );
};

const IncludedGroup = ({ visit, page, problemOf }: PartProps) => {
  const { t } = visit;
  const own = page.offers.filter(({ isOwn }) => isOwn);
  return (
    <FieldGroup
      title={t('badgeOffice.included.title')}
      hint={t(own.length === 0 ? 'badgeOffice.included.none' : 'badgeOffice.included.hint')}
      problem={problemOf('inclus')}
    >
      {own.map(({ id, name }) => (
        <div class="offer-line">
          <TextField
            name={includedField(id)}
            label={t('badgeOffice.included.hours', { offer: name })}
            value={page.typed[includedField(id)] ?? ''}
            maxlength={20}
            problem={problemOf(includedField(id))}
          />
          <CheckField
            name={sharedField(id)}
            label={t('badgeOffice.included.shared')}
            isChecked={(page.typed[sharedField(id)] ?? '') !== ''}
          />
        </div>
      ))}
    </FieldGroup>
  );
};

const MemberGroup = (props: PartProps) => {
  const { visit, page, problemOf } = props;
  const { t } = visit;
  return (
    <FieldGroup
      title={t('badgeOffice.member.title')}
      hint={t('badgeOffice.member.hint')}
      problem={problemOf('membre')}
    >
      {page.offers.map(({ id, name, collectiveName, isOwn }) => (
        <CheckField
          name={memberField(id)}
          label={
            isOwn
              ? name
              : t('badgeOffice.member.partner', { offer: name, collective: collectiveName })
          }
          isChecked={(page.typed[memberField(id)] ?? '') !== ''}
        />
      ))}
      <RateInputs {...props} prefix={MEMBER_PREFIX} />
    </FieldGroup>
  );
};
