import type { Db } from '../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { give, topUp } from '../../src/cloud/ledger/operations.ts';
import type { PostingId } from '../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import type { AssetId } from '../../src/shared/ids.ts';
import { cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
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
  const { name, mode = 'badge', ...rest } = options;
  const rig = await openRig({
    cloudUrl: cloud.url,
    pairingCode: await cloud.pairingCode(name, DEMO_ETABLI.slug),
    ...rest,
  });
  rig.station().station.context.settings.set('mode', mode);
  return rig;
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

export type CoworkingPerson = {
  readonly personId: string;
  readonly walletId: string;
  readonly cardId: string;
  readonly uid: string;
  readonly number: string;
};

/** A new person with a Pass of trust level 3, and exactly this money. */
export async function addCoworkingPerson(
  db: Db,
  person: {
    readonly name: string;
    readonly money?: readonly (readonly [AssetId, number])[];
    /** Memberships that run for a month from today, by offer. */
    readonly offers?: readonly string[];
  },
): Promise<CoworkingPerson> {
  const now = db.clock();
  const ids = { personId: makeUuid(), walletId: makeUuid(), cardId: makeUuid() };
  const uid = `04${ids.cardId.replaceAll('-', '').slice(-12).toUpperCase()}`;
  const number = uid.slice(2, 10);
  const email = `${number.toLowerCase()}@example.org`;
  await writeTransaction(db, async (tx) => {
    await tx.query
      .insertInto('person')
      .values({ id: ids.personId, email, name: person.name, language: 'fr', created_at: now })
      .execute();
    await tx.query
      .insertInto('wallet')
      .values({ id: ids.walletId, person_id: ids.personId, created_at: now })
      .execute();
    await tx.query
      .insertInto('card')
      .values({
        ...{ id: ids.cardId, uid, tag4: uid.slice(0, 8), number, qr: makeUuid(), state: 'linked' },
        ...{ wallet_id: ids.walletId, person_id: ids.personId },
        ...{ collective_id: DEMO_ETABLI.id, trust_level: 3, created_at: now },
      })
      .execute();
    for (const offerId of person.offers ?? []) {
      await tx.query
        .insertInto('membership')
        .values({
          ...{ id: makeUuid(), person_id: ids.personId, collective_id: DEMO_ETABLI.id },
          ...{ name: 'Abonnement', offer_id: offerId, price_id: null, state: 'active' },
          starts_on: now.slice(0, 10),
          ends_on: new Date(Date.parse(now) + 30 * 86_400_000).toISOString().slice(0, 10),
        })
        .execute();
    }
    for (const [assetId, amount] of person.money ?? []) {
      const credit = assetId === DEMO_ETABLI.gift ? give : topUp;
      unwrap(
        await credit(tx, {
          ...{ id: makeUuid() as PostingId, at: now, stationId: null, cause: null },
          collectiveId: assetId === DEMO_ETABLI.global ? null : DEMO_ETABLI.id,
          to: { walletId: toId<'Wallet'>(ids.walletId) },
          assetId,
          amountCents: cents(amount),
        }),
      );
    }
    tx.changed('card', ids.cardId, null);
    tx.changed('badge-account', ids.walletId, DEMO_ETABLI.id);
  });
  return { ...ids, uid, number };
}
