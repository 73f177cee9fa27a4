import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { people } from '../../src/cloud/auth/people-port.ts';
import { migrate } from '../../src/cloud/db/migrate.ts';
import { openDatabase } from '../../src/cloud/db/open-database.ts';
import type { Db } from '../../src/cloud/db/open-database.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { loadDemoData } from '../../src/cloud/demo/demo-data.ts';
import { createApp } from '../../src/cloud/http/app.ts';
import type { CloudDeps } from '../../src/cloud/http/deps.ts';
import { give, topUp } from '../../src/cloud/ledger/operations.ts';
import { OFFICE_ROUTES } from '../../src/cloud/office/routes.ts';
import { seedSite } from '../../src/cloud/site/demo/seed-site.ts';
import { SITE_ROUTES } from '../../src/cloud/site/routes.ts';
import { cloudConfigSchema } from '../../src/contract/config/cloud.ts';
import type { CloudConfig } from '../../src/contract/config/cloud.ts';
import type { PostingId } from '../../src/domain/wallet/ledger-types.ts';
import { makeUuid } from '../../src/shared/ids.ts';
import { makeSeed, signingKeyFromSeed } from '../../src/shared/node/crypto.ts';
import { cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
import { addMs, instantFromMs, toInstant } from '../../src/shared/time.ts';
import type { Clock, Instant } from '../../src/shared/time.ts';

export const WORLD_NOW = toInstant('2026-11-22T17:10:00.000Z');
export const PUBLIC_URL = 'http://lespass.test';

/** The site on a database of its own with the demo data, at a time that the test moves. */
export type SiteWorld = {
  readonly db: Db;
  readonly deps: CloudDeps;
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  readonly passTime: (ms: number) => void;
  readonly close: () => Promise<void>;
};

export type WorldOptions = {
  readonly demo?: boolean;
  readonly postgresUrl?: string;
  readonly config?: Partial<CloudConfig>;
  readonly clock?: Clock;
  readonly publicUrl?: string;
};

export async function openSiteWorld(options: WorldOptions = {}): Promise<SiteWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'site-world-'));
  let now: Instant = WORLD_NOW;
  const clock = options.clock ?? (() => now);
  const db = openDatabase(
    options.postgresUrl === undefined
      ? { kind: 'sqlite', path: join(folder, 'cloud.sqlite'), clock }
      : { kind: 'postgres', url: options.postgresUrl, clock },
  );
  unwrap(await migrate(db));
  await seedWorld(db, clock());
  const config: CloudConfig = {
    ...cloudConfigSchema.parse({ dataDir: folder, demo: options.demo ?? true }),
    publicUrl: options.publicUrl ?? PUBLIC_URL,
    ...options.config,
  };
  const deps: CloudDeps = {
    db,
    clock,
    makeId: makeUuid,
    cloudKey: signingKeyFromSeed(makeSeed()),
    logger: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    config,
    mail: { send: () => Promise.reject(new Error('no mail server in this test')) },
    people,
    feedWatcher: { subscribe: () => () => {} } as unknown as CloudDeps['feedWatcher'],
  };
  const app = createApp(deps, [...SITE_ROUTES, ...OFFICE_ROUTES]);
  return {
    db,
    deps,
    request: async (path, init) => app.request(new URL(path, config.publicUrl).href, init),
    passTime: (ms) => {
      now = addMs(now, ms);
    },
    close: async () => {
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Puts the demo's village, people and Passes in place, their money through the ledger. */
async function seedWorld(db: Db, now: Instant): Promise<void> {
  const demo = loadDemoData();
  const daysAgo = (days: number): Instant => instantFromMs(Date.parse(now) - days * 86_400_000);
  await writeTransaction(db, async (tx) => {
    const at = daysAgo(900);
    await tx.query
      .insertInto('collective')
      .values(
        demo.collectives.map((collective) => ({
          id: collective.id,
          slug: collective.slug,
          name: collective.name,
          time_zone: collective.timeZone,
          cut_off_hour: collective.cutOffHour,
          cushion_cents: collective.cushionCents,
          created_at: at,
        })),
      )
      .execute();
    const { village } = demo;
    await tx.query
      .insertInto('village')
      .values({ id: village.id, slug: village.slug, name: village.name, created_at: at })
      .execute();
    for (const member of village.members) {
      await tx.query
        .insertInto('village_member')
        .values({
          village_id: village.id,
          collective_id: member.collectiveId,
          shares_agenda: member.shares.agenda ? 1 : 0,
          shares_memberships: member.shares.memberships ? 1 : 0,
          shares_local_currency: member.shares.localCurrency ? 1 : 0,
          joined_at: at,
        })
        .execute();
    }
    await tx.query
      .insertInto('asset')
      .values(
        demo.assets.map((asset) => ({
          id: asset.id,
          kind: asset.kind,
          issuer_id: asset.issuerId,
          name: asset.name,
          created_at: daysAgo(asset.createdDaysAgo),
        })),
      )
      .execute();
    for (const member of village.members) {
      if (!member.accepts.localCurrency) continue;
      const shared = demo.assets.filter(
        (asset) =>
          asset.kind === 'local' &&
          asset.issuerId !== member.collectiveId &&
          village.members.some(
            (other) => other.collectiveId === asset.issuerId && other.shares.localCurrency,
          ),
      );
      for (const asset of shared) {
        await tx.query
          .insertInto('asset_acceptance')
          .values({ collective_id: member.collectiveId, asset_id: asset.id, accepted_at: at })
          .execute();
      }
    }
    await tx.query
      .insertInto('person')
      .values(
        demo.people.map((person) => ({
          id: person.id,
          email: person.email,
          name: `${person.firstName} ${person.lastName}`,
          language: person.language,
          created_at: at,
        })),
      )
      .execute();
    const wallets = [
      ...demo.people.map((person) => ({ ...person.wallet, personId: person.id as string | null })),
      ...demo.cards.flatMap((card) =>
        card.wallet === null ? [] : [{ ...card.wallet, personId: null }],
      ),
    ];
    await tx.query
      .insertInto('wallet')
      .values(
        wallets.map((wallet) => ({
          id: wallet.id,
          person_id: wallet.personId,
          merged_into: null,
          created_at: at,
        })),
      )
      .execute();
    const walletOfPerson = new Map(demo.people.map((person) => [person.id, person.wallet.id]));
    await tx.query
      .insertInto('card')
      .values(
        demo.cards.map((card) => ({
          id: card.id,
          uid: card.isUidKnown ? card.uid : null,
          tag4: card.uid.slice(0, 8),
          number: card.number,
          qr: card.qrUuid,
          state: card.state,
          wallet_id:
            card.personId === null
              ? (card.wallet?.id ?? null)
              : (walletOfPerson.get(card.personId) ?? null),
          person_id: card.personId,
          collective_id: card.collectiveId,
          trust_level: card.trustLevel,
          created_at: at,
        })),
      )
      .execute();
    const kinds = new Map(demo.assets.map((asset) => [asset.id, asset]));
    for (const wallet of wallets) {
      for (const balance of wallet.balances) {
        const asset = kinds.get(balance.assetId);
        if (asset === undefined) continue;
        const credit = asset.kind === 'global' || asset.kind === 'local' ? topUp : give;
        unwrap(
          await credit(tx, {
            id: makeUuid() as PostingId,
            at: daysAgo(balance.creditedDaysAgo),
            stationId: null,
            cause: null,
            collectiveId: asset.issuerId,
            to: { walletId: wallet.id },
            assetId: balance.assetId,
            amountCents: cents(balance.amount),
          }),
        );
      }
    }
    await seedSite(tx, demo, now);
  });
}
