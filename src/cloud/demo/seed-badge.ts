import { randomBytes } from 'node:crypto';
import type { DemoData } from '../../contract/demo/demo-schema.ts';
import type { BadgePlan } from '../../domain/badge/plan.ts';
import type { Instant } from '../../shared/time.ts';
import { ensurePresenceKeys } from '../badge/presence-keys.ts';
import type { WritableDb } from '../db/open-database.ts';
import { seedStays } from './seed-stays.ts';

const DOOR_SECRET_BYTES = 16;

/**
 * What the coworking place badges with: plans, spaces, keys of the months, who shares hours, and
 * the stays of the last weeks. People, assets and memberships must be there already.
 */
export async function seedBadge(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  const { collectiveId, welcome, allowsGuests, allowsSite, keepMonths } = demo.badge.settings;
  await tx.query
    .insertInto('badge_settings')
    .values({
      collective_id: collectiveId,
      welcome,
      allows_guests: allowsGuests ? 1 : 0,
      allows_site: allowsSite ? 1 : 0,
      door_secret: randomBytes(DOOR_SECRET_BYTES).toString('hex'),
      keep_months: keepMonths,
    })
    .execute();
  tx.changed('settings', collectiveId, collectiveId);
  await ensurePresenceKeys(tx, collectiveId, now);
  await seedPlans(tx, demo, now);
  await seedPeople(tx, demo, now);
  await seedStays(tx, demo, now);
}

/** All plans of the demo, as the domain has them: the first one stands in a file of its own. */
export const demoBadgePlans = ({ plan, badge }: DemoData): readonly BadgePlan[] => [
  {
    id: plan.id,
    version: 1,
    name: plan.name,
    description: plan.description,
    kind: 'paid',
    timeAssetId: null,
    stepMinutes: plan.stepMinutes as BadgePlan['stepMinutes'],
    rounding: plan.rounding,
    freeMinutes: plan.freeMinutesAtStart,
    minimumCents: plan.minimumCents,
    rates: {
      hourCents: plan.hourCents,
      halfDay: plan.halfDay,
      dayCents: plan.day.priceCents,
      capDayCents: plan.capDayCents,
      capMonthCents: plan.capMonthCents,
    },
    member: null,
    included: plan.includedBy.map(({ membershipOfferId, minutesPerPeriod, isShared }) => ({
      offerId: membershipOfferId,
      minutesPerPeriod,
      isShared,
    })),
    closesAt: plan.closesAt,
    vatRateBp: plan.vatRateBp,
  },
  ...badge.plans.map((one) => one.plan),
];

async function seedPlans(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  const { collectiveId } = demo.badge.settings;
  for (const plan of demoBadgePlans(demo)) {
    const { id, name, version } = plan;
    await tx.query
      .insertInto('badge_plan')
      .values({ id, collective_id: collectiveId, name, current_version: version })
      .execute();
    await tx.query
      .insertInto('badge_plan_version')
      .values({ plan_id: id, version, data: JSON.stringify(plan), made_at: now, made_by: '' })
      .execute();
    tx.changed('badge-plan', id, collectiveId);
  }
  const spaces = [
    ...demo.plan.spaces.map((space) => ({ space, planId: demo.plan.id })),
    ...demo.badge.plans.flatMap(({ plan, spaces: own }) =>
      own.map((space) => ({ space, planId: plan.id })),
    ),
  ];
  await tx.query
    .insertInto('badge_space')
    .values(
      spaces.map(({ space, planId }, index) => ({
        ...space,
        collective_id: collectiveId,
        plan_id: planId,
        sort_order: (index + 1) * 10,
      })),
    )
    .execute();
  for (const { space } of spaces) tx.changed('space', space.id, collectiveId);
}

async function seedPeople(tx: WritableDb, demo: DemoData, now: Instant): Promise<void> {
  const memberships = await tx.query.selectFrom('membership').select('id').execute();
  const known = new Set(memberships.map(({ id }) => id));
  const sharers = demo.badge.sharers.filter(({ membershipId }) => known.has(membershipId));
  for (const { membershipId, personId } of sharers) {
    await tx.query
      .insertInto('membership_sharer')
      .values({ membership_id: membershipId, person_id: personId })
      .execute();
  }
  await tx.query
    .insertInto('presence_consent')
    .values(
      demo.badge.consents.map(({ personId, collectiveId }) => ({
        person_id: personId,
        collective_id: collectiveId,
        agreed_at: now,
      })),
    )
    .execute();
}
