import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from '../../../src/cloud/site/account/history-store.ts';
import type { AssetId, WalletId } from '../../../src/shared/ids.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { saleBody } from './sales.ts';
import { byPass, cash, lineOf, local, makeTill, offered } from './till.ts';
import type { TestTill } from './till.ts';
import { addCard, addVillage } from './village.ts';
import type { TestCard } from './village.ts';
import { makeWorld, pairStation } from './world.ts';
import type { World } from './world.ts';

describe.each(DATABASE_KINDS)('what a holder reads of their sales, on %s', (kind) => {
  let world: World;
  let till: TestTill;
  let card: TestCard;
  let barLocal: AssetId;

  beforeAll(async () => {
    world = await makeWorld(kind);
    const village = await addVillage(world.db);
    ({ barLocal } = village);
    till = makeTill(world, await pairStation(world, village.bar));
    const money = { assetId: barLocal, cents: 5_000 };
    card = await addCard(world.db, { collectiveId: village.bar, money });
  });
  afterAll(() => world.close());

  it('the lines and the other means, whichever version of the till wrote them', async () => {
    const pass = { cardId: card.id, assetId: barLocal, cents: 250, reserveId: null };
    till.station.append('sale.recorded@1', saleBody({ number: 1, pass, cashCents: 50 }));
    const measure = { kind: 'measure', unit: 'kilogram', amount: 350, unitCents: 1_000 } as const;
    const sold = till.sell(
      [
        lineOf(350, 1, { label: 'Tomates', detail: measure as never }),
        lineOf(150, 2, { optionLabels: ['double'] }),
      ],
      [byPass(card, [local(barLocal, 500)]), offered(100), cash(50)],
    );
    till.takeBack(sold, [{ lineId: sold.sale.lines[1]!.lineId, count: 1 }]);
    expect(await till.upload()).toEqual([]);
    const { entries } = await readHistory(world.db, card.walletId as WalletId, null);
    expect(entries.map((entry) => entry.kind)).toEqual([
      ...['correction', 'unsecured-sale', 'unsecured-sale', 'top-up'],
    ]);
    expect(entries[0]?.parts.map((part) => part.cents)).toEqual([
      sold.corrections[0]!.refunds.find(({ means }) => means === 'pass')?.cents,
    ]);
    expect(entries[1]?.sale).toEqual({
      saleId: expect.any(String) as string,
      totalCents: 650,
      lines: [
        { count: 1, label: 'Tomates', cents: 350 },
        { count: 2, label: 'Café, double', cents: 300 },
      ],
      otherMeans: [
        { means: 'offered', cents: 100 },
        { means: 'cash', cents: 50 },
      ],
    });
    expect(entries[2]?.sale).toMatchObject({
      totalCents: 300,
      lines: [{ label: 'Café' }],
      otherMeans: [{ means: 'cash', cents: 50 }],
    });
  });
});
