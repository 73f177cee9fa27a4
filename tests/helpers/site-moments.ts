import type { Email } from '../../src/cloud/auth/email.ts';
import { findOrAddPerson } from '../../src/cloud/auth/person-store.ts';
import { openSession } from '../../src/cloud/auth/session-store.ts';
import { writeTransaction } from '../../src/cloud/db/write-transaction.ts';
import { reserve, settleSale, topUp } from '../../src/cloud/ledger/operations.ts';
import type { PostingId } from '../../src/domain/wallet/ledger-types.ts';
import type { SaleRecorded } from '../../src/domain/journal/sale-entries.ts';
import { doorPath } from '../../src/cloud/site/paths.ts';
import { makeUuid, toId } from '../../src/shared/ids.ts';
import { addCents, cents } from '../../src/shared/money.ts';
import { unwrap } from '../../src/shared/result.ts';
import { addMs, businessDay } from '../../src/shared/time.ts';
import { playStays } from './played-stays.ts';
import type { PlayedStay } from './played-stays.ts';
import { DEMO_ETABLI } from './demo-coworking.ts';
import { SCENES } from './site-scenes.ts';
import { newestMail } from './site-visitor.ts';
import type { SiteWorld } from './site-world.ts';

/** What may happen elsewhere while somebody looks at the site. Amounts are cents. */
export type Moment =
  | { readonly kind: 'top-up'; readonly cardNumber: string; readonly cents: number }
  | { readonly kind: 'reserve'; readonly cardNumber: string; readonly cents: number }
  | {
      readonly kind: 'sale';
      readonly cardNumber: string;
      readonly lines: readonly SoldLine[];
      readonly cashCents: number;
    }
  /** The address that the QR at the coworking place's door opens. */
  | { readonly kind: 'door' }
  | { readonly kind: 'station' }
  | { readonly kind: 'stays'; readonly stays: readonly PlayedStay[] }
  | { readonly kind: 'problem' }
  /** Forgets how often codes were asked for. */
  | { readonly kind: 'calm' }
  | { readonly kind: 'mail'; readonly to: string }
  /** Somebody is signed in; gives the secret of their cookie. */
  | { readonly kind: 'session'; readonly email: string }
  | { readonly kind: 'scene'; readonly name: string };

export type SoldLine = {
  readonly label: string;
  readonly count: number;
  readonly cents: number;
};

const GRANDE_OREILLE = '019b76da-a802-7000-8000-000000000001';
const SONNANT = '019b76da-a803-7000-8000-000000000002';
export const STATION_ID = '019b76da-a8f0-7000-8000-000000000001';

/** Makes it happen, through the same functions as the stations' requests. */
export async function playMoment(world: SiteWorld, moment: Moment): Promise<unknown> {
  switch (moment.kind) {
    case 'top-up':
      return playTopUp(world, moment);
    case 'reserve':
      return playReserve(world, moment.cardNumber, moment.cents);
    case 'sale':
      return playSale(world, moment);
    case 'door':
      return findDoor(world);
    case 'station':
      return addStation(world);
    case 'stays':
      return playStays(world.db, moment.stays, world.deps.clock());
    case 'problem':
      return addProblem(world);
    case 'calm':
      return writeTransaction(world.db, async ({ query }) => {
        await query.deleteFrom('rate_limit').execute();
      });
    case 'mail':
      return newestMail(world, moment.to);
    case 'session':
      return startSession(world, moment.email);
    case 'scene':
      return playScene(world, moment.name);
  }
}

const playScene = (world: SiteWorld, name: string): Promise<unknown> => {
  const scene = (SCENES as Readonly<Record<string, (on: SiteWorld) => Promise<unknown>>>)[name];
  if (scene === undefined) throw new Error(`no scene named ${name}`);
  return scene(world);
};

/** As signing in leaves it, for pages that are about something else. */
async function startSession(world: SiteWorld, email: string): Promise<string> {
  const now = world.deps.clock();
  return writeTransaction(world.db, async (tx) => {
    const person = { email: email as Email, language: 'fr' } as const;
    const personId = await findOrAddPerson(tx, person, makeUuid, now);
    return openSession(tx, { id: makeUuid(), personId, device: 'Firefox · Linux' }, now);
  });
}

async function cardIdOf(world: SiteWorld, number: string) {
  const row = await world.db.query
    .selectFrom('card')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return toId<'Card'>(row.id);
}

async function playTopUp(
  world: SiteWorld,
  moment: Extract<Moment, { readonly kind: 'top-up' }>,
): Promise<void> {
  const cardId = await cardIdOf(world, moment.cardNumber);
  await writeTransaction(world.db, async (tx) =>
    unwrap(
      await topUp(tx, {
        id: makeUuid() as PostingId,
        at: world.deps.clock(),
        stationId: null,
        cause: null,
        collectiveId: toId(GRANDE_OREILLE),
        to: { cardId },
        assetId: toId(SONNANT),
        amountCents: cents(moment.cents),
      }),
    ),
  );
}

async function playReserve(world: SiteWorld, cardNumber: string, amount: number) {
  const cardId = await cardIdOf(world, cardNumber);
  await addStation(world);
  const id = toId<'Reserve'>(makeUuid());
  const now = world.deps.clock();
  const reserved = await writeTransaction(world.db, async (tx) =>
    unwrap(
      await reserve(tx, {
        id,
        stationId: toId(STATION_ID),
        collectiveId: toId(GRANDE_OREILLE),
        card: { cardId },
        amountCents: cents(amount),
        wantedCents: cents(amount),
        endsAt: addMs(now, 3_600_000),
        at: now,
      }),
    ),
  );
  return { id, parts: reserved.parts };
}

async function findDoor(world: SiteWorld): Promise<string> {
  const { door_secret: secret } = await world.db.query
    .selectFrom('badge_settings')
    .select('door_secret')
    .where('collective_id', '=', DEMO_ETABLI.id)
    .executeTakeFirstOrThrow();
  return doorPath(secret);
}

/** A sale as an upload leaves it: settled in the ledger, its entry kept, its rows projected. */
async function playSale(
  world: SiteWorld,
  moment: Extract<Moment, { readonly kind: 'sale' }>,
): Promise<{ readonly saleId: string }> {
  const cardId = await cardIdOf(world, moment.cardNumber);
  const total = addCents(...moment.lines.map((line) => cents(line.cents)));
  const passCents = cents(total - moment.cashCents);
  const held = await playReserve(world, moment.cardNumber, passCents);
  const at = world.deps.clock();
  const postingId = makeUuid() as PostingId;
  const settled = await writeTransaction(world.db, async (tx) =>
    unwrap(
      await settleSale(tx, {
        id: postingId,
        at,
        stationId: toId(STATION_ID),
        cause: null,
        collectiveId: toId(GRANDE_OREILLE),
        reserveId: held.id,
        parts: held.parts.map(({ assetId, cents: part }) => ({ assetId, cents: part })),
        final: true,
      }),
    ),
  );
  const body: SaleRecorded = {
    saleId: toId(makeUuid()),
    number: 1,
    day: businessDay(at, { timeZone: 'Europe/Paris', cutOffHour: 4 }),
    basketId: toId(makeUuid()),
    basketName: '',
    goodsHoldId: null,
    pointOfSaleId: 'bar',
    staff: { id: toId(makeUuid()), name: 'Karim' },
    lines: moment.lines.map((line) => ({
      lineId: toId(makeUuid()),
      productId: toId(makeUuid()),
      label: line.label,
      optionLabels: [],
      categoryId: 'bar',
      count: line.count,
      unitPriceCents: cents(Math.round(line.cents / line.count)),
      totalCents: cents(line.cents),
      vatRateBp: 2000,
      detail: { kind: 'piece' },
      discount: null,
      paid: [],
    })),
    payments: [
      {
        means: 'pass',
        cents: passCents,
        cardId,
        cardNumber: moment.cardNumber,
        backing: { kind: 'reserve', reserveId: held.id, final: true },
        parts: [],
      },
      ...(moment.cashCents === 0
        ? []
        : [
            {
              means: 'cash' as const,
              cents: cents(moment.cashCents),
              givenCents: cents(moment.cashCents),
              changeCents: cents(0),
            },
          ]),
    ],
    totalCents: total,
  };
  await projectSale(world, body, { postingId, walletId: settled.walletId ?? '', at });
  return { saleId: body.saleId };
}

async function projectSale(
  world: SiteWorld,
  body: SaleRecorded,
  paid: { readonly postingId: string; readonly walletId: string; readonly at: string },
): Promise<void> {
  const seq = await addEntry(world, 'sale.recorded@2', body);
  await writeTransaction(world.db, async ({ query }) => {
    await query
      .insertInto('sale')
      .values({
        id: body.saleId,
        station_id: STATION_ID,
        seq,
        collective_id: GRANDE_OREILLE,
        number: body.number,
        day: body.day,
        at: paid.at,
        point_of_sale_id: body.pointOfSaleId,
        staff_id: body.staff.id,
        staff_name: body.staff.name,
        total_cents: body.totalCents,
      })
      .execute();
    for (const [line, payment] of body.payments.entries()) {
      const isPass = payment.means === 'pass';
      await query
        .insertInto('sale_payment')
        .values({
          sale_id: body.saleId,
          line,
          means: payment.means,
          cents: payment.cents,
          card_id: isPass ? payment.cardId : null,
          wallet_id: isPass ? paid.walletId : null,
          posting_id: isPass ? paid.postingId : null,
          at: paid.at,
        })
        .execute();
    }
  });
}

/** Keeps an entry as it was received; what is chained and signed is tested with the upload. */
async function addEntry(world: SiteWorld, kind: string, body: unknown): Promise<number> {
  const hex = (): string => makeUuid().replaceAll('-', '');
  return writeTransaction(world.db, async ({ query }) => {
    const { seq } = await query
      .selectFrom('journal_entry')
      .select((value) => value.fn.coalesce(value.fn.max('seq'), value.lit(0)).as('seq'))
      .where('station_id', '=', STATION_ID)
      .executeTakeFirstOrThrow();
    await query
      .insertInto('journal_entry')
      .values({
        station_id: STATION_ID,
        seq: seq + 1,
        id: makeUuid(),
        kind,
        at: world.deps.clock(),
        body: JSON.stringify(body),
        prev: hex() + hex(),
        hash: hex() + hex(),
        signature: hex() + hex() + hex() + hex(),
        received_at: world.deps.clock(),
      })
      .execute();
    return seq + 1;
  });
}

async function addStation(world: SiteWorld): Promise<void> {
  const now = world.deps.clock();
  await writeTransaction(world.db, async ({ query }) => {
    await query
      .insertInto('station')
      .values({
        id: STATION_ID,
        collective_id: GRANDE_OREILLE,
        name: 'Bar du canal',
        public_key: 'ab'.repeat(32),
        protocol: 1,
        paired_at: now,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    await query
      .insertInto('station_head')
      .values({
        station_id: STATION_ID,
        seq: 0,
        hash: '00'.repeat(32),
        station_seq: 3,
        spoke_at: now,
      })
      .onConflict((conflict) => conflict.column('station_id').doNothing())
      .execute();
  });
}

async function addProblem(world: SiteWorld): Promise<void> {
  await addStation(world);
  const seq = await addEntry(world, 'sale.recorded@2', {});
  await writeTransaction(world.db, async ({ query }) => {
    await query
      .insertInto('journal_problem')
      .values({
        station_id: STATION_ID,
        seq,
        code: 'card-unknown',
        message: 'The card of this sale is not known.',
        found_at: world.deps.clock(),
      })
      .execute();
  });
}
