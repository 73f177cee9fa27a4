import { addDemoPerson } from '../../src/cloud/demo/add-demo-person.ts';
import type { DemoPersonMade } from '../../src/cloud/demo/add-demo-person.ts';
import type { Db } from '../../src/cloud/db/open-database.ts';
import { toId } from '../../src/shared/ids.ts';
import type { AssetId } from '../../src/shared/ids.ts';
import type { Clock } from '../../src/shared/time.ts';
import type { DemoCloud } from './demo-cloud.ts';
import { openRig } from './station-rig.ts';
import type { Rig } from './station-rig.ts';

/**
 * The demo's coworking place, as seedDemo puts it into a cloud (resources/demo/coworking-plan.json
 * and badge.json): what a test of the badge station names. Use with `startDemoCloud({ clock })`.
 */
export const DEMO_ETABLI = {
  id: toId<'Collective'>('019b76da-a802-7000-8000-000000000002'),
  slug: 'l-etabli',
  timeZone: 'Europe/Paris',
  global: toId<'Asset'>('019b76da-a803-7000-8000-000000000001'),
  /** Le Copeau, the local money of the place. */
  local: toId<'Asset'>('019b76da-a803-7000-8000-000000000003'),
  gift: toId<'Asset'>('019b76da-a803-7000-8000-000000000006'),
  /** Minutes of help. */
  time: toId<'Asset'>('019b76da-a803-7000-8000-000000000009'),
  plans: {
    /** 3.00 an hour by quarters rounded up, half-day 7.00 to 4 h, day 12.00, month 140.00; closes at 20:00. */
    desk: toId<'Plan'>('019b76da-a813-7000-8000-000000000001'),
    /** 8.00 an hour by half hours, half-day 25.00, day 40.00. */
    meetingRoom: toId<'Plan'>('019b76da-a813-7000-8000-000000000002'),
    /** 4.00 an hour, 10 min free, at least 1.00, day 15.00; members 3.00 and 10.00. */
    workshop: toId<'Plan'>('019b76da-a813-7000-8000-000000000003'),
    /** Credits `time`; closes at 22:00. */
    volunteer: toId<'Plan'>('019b76da-a813-7000-8000-000000000004'),
  },
  /** One for each plan, in the same order: 20, 8, 6 and 30 places. */
  spaces: {
    desks: toId<'Space'>('019b76da-a814-7000-8000-000000000001'),
    meetingRoom: toId<'Space'>('019b76da-a814-7000-8000-000000000002'),
    workshop: toId<'Space'>('019b76da-a814-7000-8000-000000000003'),
    volunteer: toId<'Space'>('019b76da-a814-7000-8000-000000000004'),
  },
  offers: {
    /** The workshop's member price, as the support of the bar does (its `…-0002`). */
    member: '019b76da-a810-7000-8000-000000000003',
    /** 600 minutes of desk a month, shared with the team. */
    tenHours: '019b76da-a810-7000-8000-000000000004',
  },
  subscriptions: {
    /** Of Yanis: 9 h 40 used of 10 h. */
    yanis: '019b76da-a812-7000-8000-000000000003',
    /** Of Solène, shared with Awa: 2 h 30 used. */
    solene: '019b76da-a812-7000-8000-00000000000d',
  },
  people: {
    maelle: toId<'Person'>('019b76da-a809-7000-8000-000000000001'),
    yanis: toId<'Person'>('019b76da-a809-7000-8000-000000000002'),
    awa: toId<'Person'>('019b76da-a809-7000-8000-000000000003'),
    rosalind: toId<'Person'>('019b76da-a809-7000-8000-000000000005'),
    /** Owes 6.75 for yesterday; no Pass, no money. */
    lucas: toId<'Person'>('019b76da-a809-7000-8000-000000000009'),
    solene: toId<'Person'>('019b76da-a809-7000-8000-00000000000a'),
  },
  /** UIDs. Maëlle, Awa and Rosalind agreed to be named; Yanis has no money. */
  passes: {
    maelle: '045E2C92AB4D81',
    maelleToo: '04D18A7E3350C64B9F21',
    yanis: 'D95B30A2',
    awa: '047A61F80C3E85',
    rosalind: '6C0E94D7',
    lost: '04C3F0175B9E86',
    foreign: '04F5390B8C6D84',
  },
  pins: { manager: '202122', cashier: '161718' },
} as const;

/** A station of the coworking place, paired with a demo cloud; in badge mode unless it is a till. */
export async function openCoworkingRig(
  cloud: DemoCloud,
  options: {
    readonly name: string;
    readonly mode?: 'till' | 'badge';
    readonly clock?: Clock;
    readonly rendererPath?: string;
  },
): Promise<Rig> {
  const { name, ...rest } = options;
  return openRig({
    cloudUrl: cloud.url,
    pairingCode: await cloud.pairingCode(name, DEMO_ETABLI.slug),
    mode: 'badge',
    ...rest,
  });
}

/** Everything is sent, and the feed was read to its end. */
export function isCoworkingRigSettled(rig: Rig): boolean {
  const { settings, journal, knowledge } = rig.station().station.context;
  return (
    settings.getNumber('acked-seq') === journal.head().seq &&
    knowledge.all('space').length === Object.keys(DEMO_ETABLI.spaces).length &&
    rig.state().network.kind === 'online'
  );
}

/** A new person with a Pass of trust level 3, and exactly this money. */
export const addCoworkingPerson = (
  db: Db,
  person: {
    readonly name: string;
    readonly money?: readonly (readonly [AssetId, number])[];
    /** Memberships that run for a month from today, by offer. */
    readonly offers?: readonly string[];
  },
): Promise<DemoPersonMade> =>
  addDemoPerson(db, {
    name: person.name,
    collectiveId: DEMO_ETABLI.id,
    money: (person.money ?? []).map(([assetId, cents]) => ({
      assetId,
      cents,
      kind:
        assetId === DEMO_ETABLI.global ? 'global' : assetId === DEMO_ETABLI.gift ? 'gift' : 'local',
    })),
    offers: (person.offers ?? []).map((offerId) => ({ offerId, name: 'Abonnement' })),
  });
