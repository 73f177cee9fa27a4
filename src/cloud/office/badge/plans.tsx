import { formatCents, formatMinutes } from '../../../shared/format.ts';
import { businessDay } from '../../../shared/time.ts';
import { toId } from '../../../shared/ids.ts';
import type { PlanId } from '../../../shared/ids.ts';
import type { BadgePlan } from '../../../domain/badge/plan.ts';
import { writeTransaction } from '../../db/write-transaction.ts';
import type { ManagerCall, Route } from '../../http/route.ts';
import { readForm } from '../../site/forms.ts';
import { ButtonLink } from '../../site/parts/form.tsx';
import { Icon } from '../../site/parts/icon.tsx';
import { Notice } from '../../site/parts/notice.tsx';
import type { Visit } from '../../site/visit.ts';
import { answerConfirmation } from '../confirm-page.tsx';
import { answerBadgePage } from './badge-frame.tsx';
import { nameOfManager, openBadgeOffice, refuseUnknown } from './badge-office.ts';
import type { BadgeOffice } from './badge-office.ts';
import { BADGE_PATHS, badgePath } from './badge-paths.ts';
import { DESCRIPTION_LENGTH_MAX, NEW_PLAN, readPlan, readTyped, typedOf } from './plan-form.ts';
import type { TypedPlan } from './plan-form.ts';
import { answerPlanPage } from './plan-page.tsx';
import type { PlanPage } from './plan-page.tsx';
import {
  findPlanInOffice,
  listOffers,
  listPlans,
  listTimeAssets,
  removePlan,
  savePlan,
} from './plans-store.ts';
import type { PlanRow } from './plans-store.ts';
import { firstTrial, readTrial, runTrial } from './simulate.ts';
import type { TypedTrial } from './simulate.ts';

/** Plans: what a stay costs, as the treasurer writes it. */
export const listPlansRoute = {
  method: 'GET',
  path: BADGE_PATHS.plans,
  who: 'manager',
  handle: async (call) => {
    const office = await openBadgeOffice(call);
    const { visit, collective } = office;
    const { t } = visit;
    const plans = await listPlans(call.deps.db, collective.id);
    return answerBadgePage(call, office, {
      title: t('badgeOffice.plans.title'),
      tab: 'plans',
      body: (
        <>
          {call.c.req.query('fait') === 'retire' ? (
            <Notice tone="done" title={t('badgeOffice.plans.removed')} />
          ) : null}
          <h1>{t('badgeOffice.plans.title')}</h1>
          <p class="lead">
            {t(plans.length === 0 ? 'badgeOffice.plans.none' : 'badgeOffice.plans.lead')}
          </p>
          <ul class="rows panel">
            {plans.map((row) => (
              <PlanLine visit={visit} slug={collective.slug} row={row} />
            ))}
          </ul>
          <p class="after-list">
            <ButtonLink href={badgePath(collective.slug, 'newPlan')} icon="plus">
              {t('badgeOffice.plans.add')}
            </ButtonLink>
          </p>
        </>
      ),
    });
  },
} satisfies Route;

type LineProps = { readonly visit: Visit; readonly slug: string; readonly row: PlanRow };

const PlanLine = ({ visit, slug, row }: LineProps) => {
  const { t } = visit;
  return (
    <li class="row">
      <span class="row-mark">
        <Icon name={row.plan.kind === 'paid' ? 'euro' : 'heart'} />
      </span>
      <div class="row-text">
        <a href={badgePath(slug, 'plan', row.plan.id)}>{row.plan.name}</a>
        <span>{summaryOf(visit, row.plan)}</span>
        <span class="soft">
          {row.spaces.length === 0
            ? t('badgeOffice.plans.noSpace')
            : t('badgeOffice.plans.spaces', { spaces: row.spaces.join(', ') })}
        </span>
      </div>
      <span class="soft">{t('badgeOffice.plans.version', { version: row.plan.version })}</span>
    </li>
  );
};

/** The prices that people ask for, on one line. */
function summaryOf({ t, language }: Visit, { kind, rates }: BadgePlan): string {
  if (kind === 'volunteer') return t('badgeOffice.plans.volunteer');
  const money = (amount: typeof rates.hourCents): string => formatCents(amount, language);
  return [
    t('badgeOffice.plans.hour', { amount: money(rates.hourCents) }),
    ...(rates.halfDay === null
      ? []
      : [
          t('badgeOffice.plans.halfDay', {
            amount: money(rates.halfDay.priceCents),
            time: formatMinutes(rates.halfDay.minutesMax, language),
          }),
        ]),
    ...(rates.dayCents === null
      ? []
      : [t('badgeOffice.plans.day', { amount: money(rates.dayCents) })]),
    ...(rates.capMonthCents === null
      ? []
      : [t('badgeOffice.plans.month', { amount: money(rates.capMonthCents) })]),
  ].join(' · ');
}

/** What the form of a plan is drawn with, beside what stands in it. */
async function readChoices(call: ManagerCall) {
  const { db } = call.deps;
  const [offers, timeAssets] = await Promise.all([
    listOffers(db, call.collective.id),
    listTimeAssets(db, call.collective.id),
  ]);
  return { offers, timeAssets };
}

export const showNewPlanRoute = {
  method: 'GET',
  path: BADGE_PATHS.newPlan,
  who: 'manager',
  handle: async (call) => {
    const office = await openBadgeOffice(call);
    const today = businessDay(office.visit.now, office.rule);
    return answerPlanPage(call, office, {
      ...(await readChoices(call)),
      planId: null,
      title: office.visit.t('badgeOffice.plans.new'),
      typed: NEW_PLAN,
      problems: [],
      notice: null,
      trial: { typed: firstTrial(today), result: { kind: 'none' } },
    });
  },
} satisfies Route;

export const showPlanRoute = {
  method: 'GET',
  path: BADGE_PATHS.plan,
  who: 'manager',
  handle: async (call) => {
    const found = await findNamedPlan(call);
    if (found === null) return refuseUnknown(call);
    const office = await openBadgeOffice(call);
    const { visit, rule } = office;
    const trial = firstTrial(businessDay(visit.now, rule));
    return answerPlanPage(call, office, {
      ...(await readChoices(call)),
      planId: found.plan.id,
      title: found.plan.name,
      typed: typedOf(found.plan),
      problems: [],
      notice:
        call.c.req.query('fait') === 'garde'
          ? {
              tone: 'done',
              text: visit.t('badgeOffice.plan.saved', { version: found.plan.version }),
            }
          : null,
      trial: { typed: trial, result: runTrial(found.plan, trial, rule) },
    });
  },
} satisfies Route;

const findNamedPlan = (call: ManagerCall): Promise<PlanRow | null> =>
  findPlanInOffice(call.deps.db, call.collective.id, call.c.req.param('plan') ?? '');

export const makePlanRoute = {
  method: 'POST',
  path: BADGE_PATHS.newPlan,
  who: 'manager',
  handle: (call) => answerSentPlan(call, { id: toId<'Plan'>(call.deps.makeId()), known: null }),
} satisfies Route;

export const changePlanRoute = {
  method: 'POST',
  path: BADGE_PATHS.plan,
  who: 'manager',
  handle: async (call) => {
    const found = await findNamedPlan(call);
    if (found === null) return refuseUnknown(call);
    return answerSentPlan(call, { id: found.plan.id, known: found.plan });
  },
} satisfies Route;

type SentPlan = { readonly id: PlanId; readonly known: BadgePlan | null };

/** Tries what was typed, or saves it. Whatever is wrong, nothing typed is lost. */
async function answerSentPlan(call: ManagerCall, { id, known }: SentPlan): Promise<Response> {
  const office = await openBadgeOffice(call);
  const { visit, collective, rule } = office;
  const { t } = visit;
  const choices = await readChoices(call);
  const offerIds = choices.offers.map((offer) => offer.id);
  const form = await readForm(call, DESCRIPTION_LENGTH_MAX);
  const typed = readTyped(form.text, offerIds);
  const trialTyped = readTrial(form.text);
  const read = readPlan(typed, id, offerIds);
  const answer = (change: Pick<PlanPage, 'problems' | 'notice'>): Promise<Response> =>
    answerPlanPage(call, office, {
      ...choices,
      planId: known?.id ?? null,
      title: known?.name ?? t('badgeOffice.plans.new'),
      typed,
      trial: tryPlan(read.plan, typed, trialTyped, rule),
      ...change,
    });
  if (read.problems.length > 0) {
    return answer({
      problems: read.problems,
      notice: { tone: 'refused', text: t('problem.summary') },
    });
  }
  if (form.text('geste') === 'essayer') {
    return answer({
      problems: [],
      notice: { tone: 'info', text: t('badgeOffice.trial.notSaved') },
    });
  }
  const formOld = { tone: 'refused', text: t('problem.formOld') } as const;
  if (!form.isOurs || read.plan === null) return answer({ problems: [], notice: formOld });
  const { plan } = read;
  const by = await nameOfManager(call);
  const saved = await writeTransaction(call.deps.db, (tx) =>
    savePlan(tx, {
      plan,
      from: Number(typed['version'] ?? '0'),
      collectiveId: collective.id,
      at: visit.now,
      by,
    }),
  );
  if (!saved.ok) {
    return answer({
      problems: [],
      notice: { tone: 'refused', text: t('badgeOffice.plan.changedMeanwhile') },
    });
  }
  return call.c.redirect(`${badgePath(collective.slug, 'plan', plan.id)}?fait=garde`, 303);
}

/** The simulator works on what stands in the form, saved or not. */
function tryPlan(
  plan: Omit<BadgePlan, 'version'> | null,
  typed: TypedPlan,
  trial: TypedTrial,
  rule: BadgeOffice['rule'],
): PlanPage['trial'] {
  if (plan === null) return { typed: trial, result: { kind: 'none' } };
  const version = Number(typed['version'] ?? '0') + 1;
  return { typed: trial, result: runTrial({ ...plan, version }, trial, rule) };
}

export const askRemovePlanRoute = {
  method: 'GET',
  path: BADGE_PATHS.removePlan,
  who: 'manager',
  handle: async (call) => {
    const found = await findNamedPlan(call);
    if (found === null) return refuseUnknown(call);
    const office = await openBadgeOffice(call);
    const { visit, collective } = office;
    const { t } = visit;
    const isUsed = found.spaces.length > 0;
    return answerConfirmation(call, visit, {
      title: t('badgeOffice.plan.removeTitle', { plan: found.plan.name }),
      lines: [
        ['check', t('badgeOffice.plan.removeBills')],
        isUsed
          ? ['warning', t('badgeOffice.plan.removeUsed', { spaces: found.spaces.join(', ') })]
          : ['trash', t('badgeOffice.plan.removeGone')],
      ],
      action: badgePath(collective.slug, 'removePlan', found.plan.id),
      go: t('badgeOffice.plan.removeGo'),
      back: badgePath(collective.slug, 'plan', found.plan.id),
    });
  },
} satisfies Route;

export const removePlanRoute = {
  method: 'POST',
  path: BADGE_PATHS.removePlan,
  who: 'manager',
  handle: async (call) => {
    const found = await findNamedPlan(call);
    if (found === null) return refuseUnknown(call);
    const { id: collectiveId, slug } = call.collective;
    const asked = badgePath(slug, 'removePlan', found.plan.id);
    const form = await readForm(call);
    if (!form.isOurs) return call.c.redirect(asked, 303);
    const removed = await writeTransaction(call.deps.db, (tx) =>
      removePlan(tx, { planId: found.plan.id, collectiveId, at: call.deps.clock() }),
    );
    return call.c.redirect(removed.ok ? `${badgePath(slug, 'plans')}?fait=retire` : asked, 303);
  },
} satisfies Route;
