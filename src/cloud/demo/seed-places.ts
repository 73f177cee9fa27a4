import type { DemoData } from '../../contract/demo/demo-schema.ts';
import type { Instant } from '../../shared/time.ts';
import type { CardTable } from '../db/ledger-tables.ts';
import type { WritableDb } from '../db/open-database.ts';

type When = {
  readonly beganAt: Instant;
  readonly daysAgo: (days: number) => Instant;
};

/** Collectives, their village, what each issues and takes, people, wallets and Passes. */
export async function seedPlaces(tx: WritableDb, demo: DemoData, when: When): Promise<void> {
  await seedCollectives(tx, demo, when);
  await seedVillage(tx, demo, when);
  await seedAssets(tx, demo, when);
  await seedPeople(tx, demo, when);
  await seedCards(tx, demo, when);
}

async function seedCollectives(tx: WritableDb, demo: DemoData, when: When): Promise<void> {
  for (const collective of demo.collectives) {
    const { stationCents, cardCentsByTrustLevel } = collective.offlineLimits;
    await tx.query
      .insertInto('collective')
      .values({
        id: collective.id,
        slug: collective.slug,
        name: collective.name,
        time_zone: collective.timeZone,
        cut_off_hour: collective.cutOffHour,
        cushion_cents: collective.cushionCents,
        created_at: when.beganAt,
      })
      .execute();
    await tx.query
      .insertInto('station_settings')
      .values({
        collective_id: collective.id,
        offline_card_cents_0: cardCentsByTrustLevel[0] ?? 0,
        offline_card_cents_1: cardCentsByTrustLevel[1] ?? 0,
        offline_card_cents_2: cardCentsByTrustLevel[2] ?? 0,
        offline_card_cents_3: cardCentsByTrustLevel[3] ?? 0,
        offline_station_cents: stationCents,
        pays_out_global: collective.paysOutGlobal ? 1 : 0,
        receipt_lines: JSON.stringify(collective.receiptLines),
      })
      .execute();
    tx.changed('settings', collective.id, collective.id);
  }
}

async function seedVillage(tx: WritableDb, { village }: DemoData, when: When): Promise<void> {
  const { id, slug, name, description, picture, members } = village;
  await tx.query
    .insertInto('village')
    .values({ id, slug, name, description, picture, created_at: when.beganAt })
    .execute();
  await tx.query
    .insertInto('village_member')
    .values(
      members.map(({ collectiveId, shares }) => ({
        village_id: id,
        collective_id: collectiveId,
        shares_agenda: shares.agenda ? (1 as const) : (0 as const),
        shares_memberships: shares.memberships ? (1 as const) : (0 as const),
        shares_local_currency: shares.localCurrency ? (1 as const) : (0 as const),
        joined_at: when.beganAt,
      })),
    )
    .execute();
  tx.changed('village', id, null);
}

async function seedAssets(
  tx: WritableDb,
  { assets, village }: DemoData,
  when: When,
): Promise<void> {
  await tx.query
    .insertInto('asset')
    .values(
      assets.map(({ id, kind, issuerId, name, createdDaysAgo }) => ({
        id,
        kind,
        issuer_id: issuerId,
        name,
        created_at: when.daysAgo(createdDaysAgo),
      })),
    )
    .execute();
  const sharing = new Set(
    village.members
      .filter(({ shares }) => shares.localCurrency)
      .map(({ collectiveId }) => collectiveId),
  );
  const accepted = village.members
    .filter(({ accepts }) => accepts.localCurrency)
    .flatMap(({ collectiveId }) =>
      assets
        .filter(
          ({ kind, issuerId }) =>
            kind === 'local' &&
            issuerId !== null &&
            issuerId !== collectiveId &&
            sharing.has(issuerId),
        )
        .map(({ id }) => ({
          collective_id: collectiveId,
          asset_id: id,
          accepted_at: when.beganAt,
        })),
    );
  if (accepted.length > 0) {
    await tx.query.insertInto('asset_acceptance').values(accepted).execute();
  }
  for (const { id } of assets) tx.changed('asset', id, null);
}

async function seedPeople(tx: WritableDb, demo: DemoData, when: When): Promise<void> {
  await tx.query
    .insertInto('person')
    .values(
      demo.people.map(({ id, email, firstName, lastName, language }) => ({
        id,
        email,
        name: `${firstName} ${lastName}`,
        language,
        created_at: when.beganAt,
      })),
    )
    .execute();
  await tx.query
    .insertInto('wallet')
    .values([
      ...demo.people.map(({ id, wallet }) => ({
        id: wallet.id,
        person_id: id as string | null,
        created_at: when.beganAt,
      })),
      ...demo.cards.flatMap(({ wallet }) =>
        wallet === null ? [] : [{ id: wallet.id, person_id: null, created_at: when.beganAt }],
      ),
    ])
    .execute();
}

async function seedCards(tx: WritableDb, demo: DemoData, when: When): Promise<void> {
  const walletOf = new Map(demo.people.map(({ id, wallet }) => [id, wallet.id]));
  const rows: readonly CardTable[] = [
    ...demo.cards.map((card): CardTable => ({
      id: card.id,
      // From a batch file only the first 4 bytes are known; the rest is learnt (RULES C1).
      uid: card.isUidKnown ? card.uid : null,
      tag4: card.uid.slice(0, 8),
      number: card.number,
      qr: card.qrUuid,
      state: card.state,
      wallet_id:
        card.personId === null ? (card.wallet?.id ?? null) : (walletOf.get(card.personId) ?? null),
      person_id: card.personId,
      collective_id: card.collectiveId,
      trust_level: card.trustLevel,
      created_at: when.beganAt,
    })),
    ...demo.staff.flatMap(({ card, collectiveId }) =>
      card === null
        ? []
        : [
            {
              id: card.id,
              uid: card.uid,
              tag4: card.uid.slice(0, 8),
              number: card.number,
              qr: card.qrUuid,
              state: 'blank' as const,
              wallet_id: null,
              person_id: null,
              collective_id: collectiveId,
              trust_level: 0,
              created_at: when.beganAt,
            },
          ],
    ),
  ];
  await tx.query.insertInto('card').values(rows).execute();
  for (const { id } of rows) tx.changed('card', id, null);
}
