import { pino } from 'pino';
import { answerRequest } from '../../../src/cloud/membership/answer-request.ts';
import { payMembershipNow } from '../../../src/cloud/membership/pay-membership.ts';
import { takeMembership } from '../../../src/cloud/membership/take-membership.ts';
import type { TakeOrder } from '../../../src/cloud/membership/take-membership.ts';
import type { DatabaseKind, Db, WritableDb } from '../../../src/cloud/db/open-database.ts';
import type { CloudDeps } from '../../../src/cloud/http/deps.ts';
import { createFeedWatcher } from '../../../src/cloud/sync/feed-watcher.ts';
import { cloudConfigSchema } from '../../../src/contract/config/cloud.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import { createDemoBank } from '../../../src/cloud/payments/demo-bank.ts';
import { topUp } from '../../../src/cloud/ledger/operations.ts';
import { ensureWalletOfPerson } from '../../../src/cloud/ledger/wallets.ts';
import type { MembershipDuration } from '../../../src/domain/membership/period.ts';
import type { PostingId } from '../../../src/domain/wallet/ledger-types.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, CollectiveId, MembershipId, PersonId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { makeSeed, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { makeTestDatabase } from '../../helpers/cloud-database.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs, toInstant } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';

export const DAY_MS = 24 * 3_600_000;
export const START = toInstant('2026-11-22T17:10:00.000Z');

export type OfferWish = {
  readonly duration?: MembershipDuration;
  readonly renews?: boolean;
  readonly approval?: boolean;
  readonly cents?: number;
  readonly free?: { readonly minCents: number };
  readonly gift?: { readonly assetId: AssetId; readonly amount: number };
  readonly questions?: readonly { readonly label: string; readonly isRequired: boolean }[];
};

export type TestOffer = {
  readonly id: string;
  readonly priceId: string;
  readonly questionIds: readonly string[];
};

/** A bar that offers memberships, on a database of its own, at a time that the test sets. */
export async function openMembers(kind: DatabaseKind, changes: Partial<CloudDeps> = {}) {
  let now: Instant = START;
  const clock = () => now;
  const test = await makeTestDatabase(kind);
  const { db } = test;
  const write = <Value>(work: (tx: WritableDb) => Promise<Value>) => writeTransaction(db, work);
  const deps = makeDeps(db, clock, changes);
  const village = await write(addBar);
  const members = {
    ...{ db, deps, village, write, clock },
    setNow: (text: string) => {
      now = toInstant(text);
    },
    passTime: (ms: number) => {
      now = addMs(now, ms);
    },
    /** Another instance of the cloud, on the same clock. */
    otherInstance: () => makeDeps(db, clock, changes),
    addPerson: async (walletCents = 0, name = 'Jo'): Promise<PersonId> => {
      const id = toId<'Person'>(makeUuid());
      const email = `jo.${id}@example.org`;
      await write((tx) =>
        tx.query
          .insertInto('person')
          .values({ id, email, name, language: 'fr', created_at: now })
          .execute(),
      );
      await write((tx) => ensureWalletOfPerson(tx, id, now));
      if (walletCents > 0) await members.fill(id, walletCents);
      return id;
    },
    fill: (personId: PersonId, amount: number) =>
      write(async (tx) =>
        unwrap(
          await topUp(tx, {
            ...{ id: makeUuid() as PostingId, at: now, stationId: null, cause: null },
            ...{ collectiveId: village.bar, assetId: village.barLocal },
            to: { walletId: await ensureWalletOfPerson(tx, personId, now) },
            amountCents: cents(amount),
          }),
        ),
      ),
    walletOf: async (personId: PersonId): Promise<number> => {
      const walletId = await write((tx) => ensureWalletOfPerson(tx, personId, now));
      const row = await db.query
        .selectFrom('account')
        .select('balance')
        .where('owner_id', '=', walletId)
        .where('asset_id', '=', village.barLocal)
        .executeTakeFirst();
      return row?.balance ?? 0;
    },
    addOffer: (wish: OfferWish = {}) => write((tx) => insertOffer(tx, village.bar, wish)),
    take: (personId: PersonId, offer: TestOffer, order: Partial<TakeOrder> = {}) =>
      write((tx) =>
        takeMembership(tx, {
          ...{ id: toId<'Membership'>(makeUuid()), offerId: offer.id, priceId: offer.priceId },
          ...{ personId, openCents: null, answers: new Map(), after: null, now },
          ...order,
        }),
      ),
    pay: (
      personId: PersonId,
      membershipId: MembershipId,
      how: { readonly renews?: boolean; readonly means?: 'pass' | 'free' } = {},
    ) =>
      write((tx) =>
        payMembershipNow(tx, {
          ...{ membershipId, personId, renews: how.renews ?? false, now },
          means: how.means ?? 'pass',
        }),
      ),
    /** Takes and pays at once, from the wallet. */
    begin: async (
      personId: PersonId,
      offer: TestOffer,
      how: { readonly renews?: boolean; readonly after?: string } = {},
    ): Promise<MembershipId> => {
      const id = toId<'Membership'>(makeUuid());
      unwrap(await members.take(personId, offer, { id, after: how.after ?? null }));
      unwrap(await members.pay(personId, id, how));
      return id;
    },
    answer: (membershipId: MembershipId, says: 'yes' | 'no', reason = '') =>
      write((tx) =>
        answerRequest(tx, {
          ...{ membershipId, collectiveId: village.bar, by: managerOf(db), now },
          ...(says === 'yes' ? { says } : { says, reason }),
        }),
      ),
    membership: (id: string) =>
      db.query.selectFrom('membership').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    all: (personId: PersonId) =>
      db.query
        .selectFrom('membership')
        .selectAll()
        .where('person_id', '=', personId)
        .orderBy('starts_on')
        .orderBy('asked_at')
        .orderBy('id')
        .execute(),
    mailsTo: async (personId: PersonId): Promise<readonly string[]> => {
      const rows = await db.query
        .selectFrom('mail')
        .innerJoin('person', 'person.email', 'mail.to_address')
        .select('subject')
        .where('person.id', '=', personId)
        .orderBy('mail.created_at')
        .orderBy('mail.id')
        .execute();
      return rows.map(({ subject }) => subject);
    },
    /** The sum of all accounts of the asset: 0, whatever was done (RULES M6). */
    sumOfAll: async (): Promise<number> => {
      const row = await db.query
        .selectFrom('account')
        .select(({ fn }) => fn.sum('balance').as('sum'))
        .where('asset_id', '=', village.barLocal)
        .executeTakeFirstOrThrow();
      return Number(row.sum);
    },
    close: async () => {
      deps.feedWatcher.close();
      await test.remove();
    },
  };
  const manager = await members.addPerson(0, 'Nolwenn');
  managers.set(db, manager);
  return members;
}
export type Members = Awaited<ReturnType<typeof openMembers>>;

const managers = new WeakMap<object, PersonId>();
const managerOf = (db: object): PersonId => managers.get(db) as PersonId;

function makeDeps(db: Db, clock: () => Instant, changes: Partial<CloudDeps>): CloudDeps {
  const cloudKey = signingKeyFromSeed(makeSeed());
  return {
    ...{ db, clock, makeId: makeUuid, cloudKey },
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    config: { ...cloudConfigSchema.parse({ demo: true }), publicUrl: 'http://localhost' },
    mail: { send: async () => {} },
    people: {
      findSignedIn: async () => null,
      signInPath: () => '/entrer',
      renderRefusal: (call, refusal) => call.c.text(refusal.code, refusal.status),
    },
    bank: createDemoBank({ db, cloudKey, publicUrl: 'http://localhost' }),
    feedWatcher: createFeedWatcher(db),
    ...changes,
  };
}

/** A bar with its own currency, and a neighbour. */
async function addBar(tx: WritableDb) {
  const [bar, place] = [toId<'Collective'>(makeUuid()), toId<'Collective'>(makeUuid())];
  for (const id of [bar, place] as readonly CollectiveId[]) {
    await tx.query
      .insertInto('collective')
      .values({
        ...{ id, slug: `c-${id}`, name: 'Le Bar', time_zone: 'Europe/Paris', cut_off_hour: 4 },
        ...{ cushion_cents: 0, created_at: START },
      })
      .execute();
  }
  await tx.query
    .insertInto('collective_bank')
    .values({ collective_id: bar, account: 'acct_demo_bar', added_at: START })
    .execute();
  const barLocal = toId<'Asset'>(makeUuid()) as AssetId;
  await tx.query
    .insertInto('asset')
    .values({ id: barLocal, kind: 'local', issuer_id: bar, name: 'Locale', created_at: START })
    .execute();
  return { bar, place, barLocal };
}

async function insertOffer(
  tx: WritableDb,
  collectiveId: string,
  wish: OfferWish,
): Promise<TestOffer> {
  const [id, priceId] = [makeUuid(), makeUuid()];
  await tx.query
    .insertInto('membership_offer')
    .values({
      ...{ id, collective_id: collectiveId, name: 'Adhésion', description: '' },
      duration: wish.duration ?? 'month',
      renews_by_itself: wish.renews === true ? 1 : 0,
      needs_approval: wish.approval === true ? 1 : 0,
      gift_asset_id: wish.gift?.assetId ?? null,
      gift_amount: wish.gift?.amount ?? null,
    })
    .execute();
  await tx.query
    .insertInto('membership_price')
    .values({
      ...{ id: priceId, offer_id: id, line: 0, name: 'Plein' },
      kind: wish.free === undefined ? 'fixed' : 'free',
      price_cents: wish.cents ?? 1_200,
      price_min_cents: wish.free?.minCents ?? null,
    })
    .execute();
  const questionIds: string[] = [];
  for (const [line, question] of (wish.questions ?? []).entries()) {
    const questionId = makeUuid();
    questionIds.push(questionId);
    await tx.query
      .insertInto('question')
      .values({
        ...{ id: questionId, offer_id: id, line, label: question.label, kind: 'text' },
        is_required: question.isRequired ? 1 : 0,
      })
      .execute();
  }
  return { id, priceId, questionIds };
}
