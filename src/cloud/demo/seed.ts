import type { DemoData } from '../../contract/demo/demo-schema.ts';
import { cents } from '../../shared/money.ts';
import { unwrap } from '../../shared/result.ts';
import { addMs } from '../../shared/time.ts';
import type { Instant } from '../../shared/time.ts';
import type { Db, WritableDb } from '../db/open-database.ts';
import { writeTransaction } from '../db/write-transaction.ts';
import { COMMANDS_MAX, applyCommands } from '../ledger/apply-commands.ts';
import type { CreditCommand } from '../ledger/commands.ts';
import { assert } from '../../shared/assert.ts';
import { seedEvents, seedSite } from '../site/demo/seed-site.ts';
import { loadDemoData } from './demo-data.ts';
import { demoCreditId } from './demo-credit.ts';
import { seedBadge } from './seed-badge.ts';
import { seedBank } from './seed-bank.ts';
import { seedCatalogue } from './seed-catalogue.ts';
import { seedPlaces } from './seed-places.ts';
import { seedShifts } from './seed-shifts.ts';
import { seedOffers, seedTill } from './seed-till.ts';

const DAY_MS = 24 * 3_600_000;
/** When the invented village began: before anything else in it. */
const VILLAGE_DAYS = 1_000;

/**
 * Puts the demo data into a database, all or nothing. Safe to run at each start: a database that
 * has the demo's village is left as it is, with what was done in it since.
 */
export async function seedDemo(db: Db, demo: DemoData = loadDemoData()): Promise<'made' | 'there'> {
  const now = db.clock();
  const daysAgo = (days: number): Instant => addMs(now, -days * DAY_MS);
  return writeTransaction(db, async (tx) => {
    if (await hasVillage(tx, demo)) {
      // Made by a version that knew no bank cards, or no badge stations.
      await seedBank(tx, demo, now);
      if (await hasBadge(tx, demo)) return 'there';
      await seedBadge(tx, demo, now);
      return 'made';
    }
    await seedPlaces(tx, demo, { beganAt: daysAgo(VILLAGE_DAYS), daysAgo });
    await seedOffers(tx, demo);
    await seedEvents(tx, demo, now);
    await seedShifts(tx, demo, now);
    await seedCatalogue(tx, demo);
    await seedTill(tx, demo, { now, daysAgo });
    await issueBalances(tx, demo, daysAgo);
    await seedSite(tx, demo, now);
    await seedBadge(tx, demo, now);
    await seedBank(tx, demo, now);
    return 'made';
  });
}

async function hasVillage(tx: WritableDb, demo: DemoData): Promise<boolean> {
  const row = await tx.query
    .selectFrom('village')
    .select('id')
    .where('id', '=', demo.village.id)
    .executeTakeFirst();
  return row !== undefined;
}

async function hasBadge(tx: WritableDb, demo: DemoData): Promise<boolean> {
  const row = await tx.query
    .selectFrom('badge_settings')
    .select('collective_id')
    .where('collective_id', '=', demo.badge.settings.collectiveId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The money of the demo enters like any other: by the ledger, from the account of who issues it. */
async function issueBalances(
  tx: WritableDb,
  demo: DemoData,
  daysAgo: (days: number) => Instant,
): Promise<void> {
  const assets = new Map(demo.assets.map((asset) => [asset.id, asset]));
  const wallets = [
    ...demo.people.map(({ wallet }) => wallet),
    ...demo.cards.flatMap(({ wallet }) => wallet ?? []),
  ];
  const credits = wallets.flatMap((wallet) =>
    wallet.balances.map(({ assetId, amount, creditedDaysAgo }, line): CreditCommand => {
      const asset = assets.get(assetId);
      assert(asset !== undefined, `the demo has no asset ${assetId}`);
      return {
        kind: asset.kind === 'global' || asset.kind === 'local' ? 'top-up' : 'gift',
        id: demoCreditId(wallet.id, line),
        at: daysAgo(creditedDaysAgo),
        stationId: null,
        cause: null,
        collectiveId: asset.issuerId,
        to: { walletId: wallet.id },
        assetId,
        amountCents: cents(amount),
      };
    }),
  );
  assert(credits.length <= COMMANDS_MAX, `${credits.length} credits in the demo`);
  for (const { result } of await applyCommands(tx, credits)) unwrap(result as never);
}
