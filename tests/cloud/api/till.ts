import type { EntryBodies } from '../../../src/domain/journal/entries.ts';
import type { JsonValue } from '../../../src/domain/journal/canonical-json.ts';
import type {
  Payment,
  SaleCorrected,
  SaleMeansChanged,
  SaleRecorded,
} from '../../../src/domain/journal/sale-entries.ts';
import type { BasketLine } from '../../../src/domain/till/basket.ts';
import { changeMeans, correctSale } from '../../../src/domain/till/correct-sale.ts';
import type { ChangeableMeans, WantedLine } from '../../../src/domain/till/correct-sale.ts';
import { makeSale, payInCash } from '../../../src/domain/till/sale.ts';
import type { AssetKind } from '../../../src/domain/wallet/asset.ts';
import { reserveAnswerSchema, uploadAnswerSchema } from '../../../src/contract/sync/messages.ts';
import type { ReserveAnswer, UploadAnswer } from '../../../src/contract/sync/messages.ts';
import { LIMITS, PATHS } from '../../../src/contract/sync/protocol.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { AssetId, CardId, ReserveId } from '../../../src/shared/ids.ts';
import { cents } from '../../../src/shared/money.ts';
import { unwrap } from '../../../src/shared/result.ts';
import type { Day } from '../../../src/shared/time.ts';
import { addMs } from '../../../src/shared/time.ts';
import type { TestStation, World } from './world.ts';

/** A till that writes what a real one would, with the same decisions, and sends it to the cloud. */

export const STAFF = { id: toId<'Staff'>('019b76da-a80c-7000-8000-000000000001'), name: 'Nolwenn' };
export const MANAGER = { id: toId<'Staff'>('019b76da-a80c-7000-8000-000000000002'), name: 'Yann' };
export const COFFEE = toId<'Product'>('019b76da-a804-7000-8000-000000000001');
const DAY = '2026-11-22' as Day;

export type Part = { readonly assetId: AssetId; readonly kind: AssetKind; readonly cents: number };

export const lineOf = (
  unitPriceCents: number,
  count = 1,
  changes: Partial<BasketLine> = {},
): BasketLine => ({
  lineId: toId(makeUuid()),
  productId: COFFEE,
  choiceIds: [],
  label: 'Café',
  optionLabels: [],
  categoryId: 'chaud',
  count,
  unitPriceCents: cents(unitPriceCents),
  vatRateBp: 1000,
  detail: { kind: 'piece' },
  discount: null,
  ...changes,
});

export const cash = (amount: number, given = amount): Payment =>
  amount < 0
    ? { means: 'cash', cents: cents(amount), givenCents: cents(0), changeCents: cents(-amount) }
    : unwrap(payInCash(cents(amount), cents(given)));

export const byMeans = (means: 'bank-card' | 'cheque', amount: number): Payment => ({
  means,
  cents: cents(amount),
});

export const offered = (amount: number): Payment => ({
  ...{ means: 'offered', cents: cents(amount), reason: 'Anniversaire', approvedBy: MANAGER },
});

export const local = (assetId: AssetId, amount: number): Part => ({
  ...{ assetId, kind: 'local', cents: amount },
});

/** A payment by Pass: on a reserve, or without network. */
export const byPass = (
  card: { readonly id: CardId; readonly number: string },
  parts: readonly Part[],
  reserveId: ReserveId | null = null,
): Payment => ({
  means: 'pass',
  cents: cents(parts.reduce((sum, part) => sum + part.cents, 0)),
  cardId: card.id,
  cardNumber: card.number,
  backing:
    reserveId === null
      ? { kind: 'unsecured', reserveId: null }
      : { kind: 'reserve', reserveId, final: true },
  parts: parts.map((part) => ({ ...part, cents: cents(part.cents) })),
});

type History = {
  readonly sale: SaleRecorded;
  readonly corrections: SaleCorrected[];
  readonly meansChanges: SaleMeansChanged[];
};

export type TestTill = ReturnType<typeof makeTill>;

export function makeTill(world: Pick<World, 'app' | 'now'>, station: TestStation) {
  let saleNumber = 0;
  let correctionNumber = 0;
  let sentTo = 0;
  const append = <Kind extends keyof EntryBodies>(kind: Kind, body: EntryBodies[Kind]) => {
    // One after the other, also within a millisecond: histories are read in this order.
    const at = addMs(world.now(), station.entries.length);
    station.append(kind, body as unknown as JsonValue, at);
    return body;
  };
  const stamp = (reason: string) => {
    correctionNumber += 1;
    return {
      correctionId: toId<'Correction'>(makeUuid()),
      number: correctionNumber,
      day: DAY,
      staff: STAFF,
      approvedBy: MANAGER,
      reason,
    };
  };

  const ask = (path: string, body: unknown) =>
    station.send(world.app, { path, body, at: world.now() });

  return {
    station,
    append,
    ask,

    /** Holds money of a card; gives the answer, which is refused when the card is short. */
    reserve: async (card: { readonly id: CardId }, amountCents: number): Promise<ReserveAnswer> => {
      const response = await ask(PATHS.reserves, {
        id: makeUuid(),
        cardId: card.id,
        amountCents,
        wantedCents: amountCents,
        endsAt: addMs(world.now(), 60_000),
      });
      return reserveAnswerSchema.parse(await response.json());
    },

    sell: (lines: readonly BasketLine[], payments: readonly Payment[]): History => {
      saleNumber += 1;
      const sale = makeSale({
        saleId: toId(makeUuid()),
        number: saleNumber,
        day: DAY,
        basketId: toId(makeUuid()),
        basketName: '',
        goodsHoldId: null,
        pointOfSaleId: 'comptoir',
        staff: STAFF,
        lines,
        payments,
      });
      append('sale.recorded@2', sale);
      return { sale, corrections: [], meansChanges: [] };
    },

    /** Takes back a whole sale, or some of its lines; null when nothing is left of it. */
    takeBack: (history: History, wanted: readonly WantedLine[] | null = null) => {
      const correction = correctSale(history, wanted, stamp('Erreur'));
      if (!correction.ok) return null;
      history.corrections.push(correction.value);
      return append('sale.corrected@1', correction.value);
    },

    changeMeans: (history: History, payment: number, to: ChangeableMeans) => {
      const change = unwrap(changeMeans(history, { payment, to }, stamp('Mauvais moyen')));
      history.meansChanges.push(change);
      return append('sale.means-changed@1', change);
    },

    topUp: (
      card: { readonly id: CardId; readonly number: string },
      assetId: AssetId,
      amount: number,
      changes: Partial<EntryBodies['top-up.recorded@1']> = {},
    ) =>
      append('top-up.recorded@1', {
        topUpId: toId(makeUuid()),
        day: DAY,
        staff: STAFF,
        cardId: card.id,
        cardNumber: card.number,
        assetId,
        cents: cents(amount),
        payment: {
          ...{ means: 'cash', cents: cents(amount), givenCents: cents(amount) },
          changeCents: cents(0),
        },
        beforeCents: cents(0),
        afterCents: cents(amount),
        ...changes,
      }),

    give: (
      card: { readonly id: CardId; readonly number: string },
      assetId: AssetId,
      amount: number,
    ) =>
      append('gift.given@1', {
        giftId: toId(makeUuid()),
        day: DAY,
        staff: STAFF,
        approvedBy: MANAGER,
        cardId: card.id,
        cardNumber: card.number,
        assetId,
        cents: cents(amount),
        reason: 'Merci',
      }),

    /** Sends all that was not sent yet, in uploads of at most so many entries. */
    upload: async (size: number = LIMITS.uploadEntriesMax): Promise<UploadAnswer['problems']> => {
      const problems: UploadAnswer['problems'] = [];
      while (sentTo < station.entries.length) {
        const to = Math.min(sentTo + size, station.entries.length);
        const response = await station.upload(world.app, sentTo + 1, to);
        problems.push(...uploadAnswerSchema.parse(await response.json()).problems);
        sentTo = to;
      }
      return problems;
    },
  };
}
