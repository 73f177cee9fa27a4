import jsQR from 'jsqr';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MailPicture } from '../../../src/cloud/http/deps.ts';
import { people } from '../../../src/cloud/auth/people-port.ts';
import { createApp } from '../../../src/cloud/http/app.ts';
import { ALL_ROUTES } from '../../../src/cloud/http/all-routes.ts';
import { writePapersJob } from '../../../src/cloud/jobs/write-papers.ts';
import { parseTicketText } from '../../../src/domain/door/ticket-text.ts';
import { makeUuid } from '../../../src/shared/ids.ts';
import { publicKeyFromHex, verifySignature } from '../../../src/shared/node/crypto.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { addMs } from '../../../src/shared/time.ts';
import { DATABASE_KINDS } from '../../helpers/cloud-database.ts';
import { makeWorld, pairStation, renewWorld } from '../api/world.ts';
import type { TestStation, World } from '../api/world.ts';
import { addVillage } from '../api/village.ts';
import type { Village } from '../api/village.ts';
import { STAFF, correctionOf, goodsSale, openShop, tell } from '../goods/shop.ts';
import type { Json, Shop } from '../goods/shop.ts';

describe.each(DATABASE_KINDS)('receipts on %s', (kind) => {
  let base: World;
  let world: World;
  let village: Village;
  let station: TestStation;
  let shop: Shop;

  beforeAll(async () => {
    base = await makeWorld(kind);
  });
  beforeEach(async () => {
    world = await renewWorld(base);
    village = await addVillage(world.db);
    station = await pairStation(world, village.bar);
    shop = openShop(world, village.bar);
  });
  afterAll(() => base.close());

  const address = () => `jo.${makeUuid()}@example.org`;
  const asked = (operationId: string, email: string | null, how = 'mail') =>
    ['receipt.issued@1', { operationId, how, email, copy: 1, staff: STAFF }] as const;
  const mailTo = async (to: string) => {
    await writePapersJob.run(world.deps);
    return world.db.query.selectFrom('mail').selectAll().where('to_address', '=', to).execute();
  };
  const page = async (
    path: string,
  ): Promise<{ readonly status: number; readonly text: string }> => {
    const app = createApp({ ...world.deps, people }, ALL_ROUTES);
    const response = await app.request(path);
    const text = (await response.text()).replaceAll(/[\u00a0\u202f]/g, ' ');
    return { status: response.status, text };
  };
  const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
  const twoCoffees = async () =>
    goodsSale([{ productId: await shop.addProduct({}), count: 2, cents: 250 }]);

  it('are on a page for whoever has the address: lines, total, means, tax, no name', async () => {
    const sale = await twoCoffees();
    await tell(world, station, ['sale.recorded@2', sale]);
    const { status, text } = await page(`/recu/${sale.saleId}`);
    expect(status).toBe(200);
    for (const said of ['Bouteille', '5,00 €', 'Espèces', '0,83 €', '4,17 €', 'le-bar', 'n° 1']) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain(STAFF.name);
    expect(text).not.toContain('DUPLICATA');
    const english = await page(`/recu/${sale.saleId}?lang=en`);
    expect(english.text).toContain('€5.00');
    expect((await page(`/recu/${sale.saleId.toUpperCase()}`)).status).toBe(200);
  });

  it('are not found for a sale that is not here', async () => {
    expect((await page(`/recu/${makeUuid()}`)).status).toBe(404);
    expect((await page('/recu/nothing')).status).toBe(404);
  });

  it('hide who a ticket or a membership is for, and why something was cheaper', async () => {
    const event = await shop.addEvent({ capacity: 10 });
    const productId = await shop.addProduct({ kind: 'ticket' });
    const detail = {
      ...{ kind: 'ticket', eventId: event.id, eventName: 'Fanfare', priceName: 'Plein tarif' },
      ...{ eventStartsAt: addMs(world.now(), 3_600_000), priceId: event.priceId },
      ...{ tickets: [{ ticketId: makeUuid(), holderName: 'Awa Diallo' }] },
      ...{ cardId: null, email: null },
    };
    const sale = goodsSale([{ productId, cents: 800, detail }]);
    await tell(world, station, ['sale.recorded@2', sale]);
    const { text } = await page(`/recu/${sale.saleId}`);
    expect(text).toContain('8,00 €');
    expect(text).not.toContain('Awa');
  });

  it('say what was taken back since', async () => {
    const sale = await twoCoffees();
    await tell(world, station, ['sale.recorded@2', sale]);
    const half = correctionOf(sale, (line) => ({
      ...line,
      ...{ count: 1, totalCents: 250, paid: [{ payment: 0, assetId: null, cents: 250 }] },
    }));
    await tell(world, station, ['sale.corrected@1', half]);
    expect((await page(`/recu/${sale.saleId}`)).text).toContain('Rendu depuis : 2,50 €');
    expect((await page(`/recu/${sale.saleId}`)).text).toContain('Une partie');
  });

  it('leave by mail when the till was asked to, once, with the same lines', async () => {
    const [sale, to] = [await twoCoffees(), address()];
    await tell(world, station, ['sale.recorded@2', sale], asked(sale.saleId, to));
    const mails = await mailTo(to);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe('Votre ticket de le-bar');
    const text = plain(mails[0]?.text ?? '');
    expect(text).toContain('Bouteille  5,00 €');
    expect(text).toContain('TOTAL  5,00 €');
    expect(text).toContain(`http://localhost/recu/${sale.saleId}`);
    expect(text).not.toContain(STAFF.name);
    expect(plain(mails[0]?.html ?? '')).toContain('5,00 €');
    expect(await mailTo(to)).toHaveLength(1);
  });

  it('speak the language of who has this address', async () => {
    const [sale, to] = [await twoCoffees(), address()];
    await world.db.writer
      .insertInto('person')
      .values({ id: makeUuid(), email: to, name: '', language: 'en', created_at: world.now() })
      .execute();
    await tell(world, station, ['sale.recorded@2', sale], asked(sale.saleId, to));
    const [mail] = await mailTo(to);
    expect(mail?.subject).toBe('Your receipt from le-bar');
    expect(mail?.text).toContain('€5.00');
  });

  it('of a correction and of a top-up leave too; on paper and on the screen nothing leaves', async () => {
    const [sale, to, none] = [await twoCoffees(), address(), address()];
    const correction = correctionOf(sale);
    const topUp = {
      ...{ topUpId: makeUuid(), day: '2026-11-22', staff: STAFF, assetId: village.barLocal },
      ...{ cardId: makeUuid(), cardNumber: 'ABCD1234', cents: 2_000 },
      payment: { means: 'cash', cents: 2_000, givenCents: 5_000, changeCents: 3_000 },
      ...{ beforeCents: 100, afterCents: 2_100 },
    } satisfies Json;
    await tell(
      world,
      station,
      ['sale.recorded@2', sale],
      ['sale.corrected@1', correction],
      ['top-up.recorded@1', topUp],
      asked(correction['correctionId'] as string, to),
      asked(topUp.topUpId, to),
      asked(sale.saleId, none, 'print'),
      asked(sale.saleId, null, 'qr'),
    );
    const texts = (await mailTo(to)).map((mail) => plain(mail.text));
    expect(texts.some((text) => text.includes('−5,00 €'))).toBe(true);
    expect(texts.some((text) => text.includes('Pass •••• 1234') && text.includes('21,00 €'))).toBe(
      true,
    );
    expect(await mailTo(none)).toEqual([]);
  });

  it('of something that is not here are a problem for a person', async () => {
    expect(await tell(world, station, asked(makeUuid(), address()))).toEqual(['goods-unknown']);
  });

  describe('tickets by mail', () => {
    const sellByMail = async (to: string, count: number) => {
      const event = await shop.addEvent({ capacity: 10 });
      const productId = await shop.addProduct({ kind: 'ticket' });
      const tickets = Array.from({ length: count }, (_, index) => ({
        ...{ ticketId: makeUuid(), holderName: index === 0 ? 'Awa' : '' },
      }));
      const detail = {
        ...{ kind: 'ticket', eventId: event.id, eventName: 'Fanfare', priceName: 'Plein tarif' },
        ...{ eventStartsAt: addMs(world.now(), 3_600_000), priceId: event.priceId },
        ...{ tickets, cardId: null, email: to },
      };
      const sale = goodsSale([{ productId, count, cents: 800, detail }]);
      await tell(world, station, ['sale.recorded@2', sale]);
      return { event, tickets, sale };
    };

    it('carry a QR for each, which a door can check without network', async () => {
      const to = address();
      const { event, tickets } = await sellByMail(to, 2);
      const [mail] = await mailTo(to);
      expect(mail?.subject).toBe('Vos 2 billets : Fanfare');
      expect(mail?.text).toContain('Au nom de Awa');
      const pictures = JSON.parse(mail?.attachments ?? '[]') as readonly MailPicture[];
      const codes = pictures.map(({ base64 }) => readPng(Buffer.from(base64, 'base64')));
      const read = codes.map((code) => unwrap(parseTicketText(code)));
      expect(read.map(({ ticketId }) => ticketId).toSorted()).toEqual(
        tickets.map(({ ticketId }) => ticketId).toSorted(),
      );
      const cloud = publicKeyFromHex(world.deps.cloudKey.publicKeyHex)!;
      for (const { eventId, signer, signedText, signature } of read) {
        expect(eventId).toBe(event.id);
        expect(signer).toEqual({ kind: 'cloud' });
        expect(verifySignature(cloud, Buffer.from(signedText), signature)).toBe(true);
      }
      for (const { id } of pictures) expect(mail?.html).toContain(`cid:${id}`);
      for (const code of codes) expect(mail?.text).toContain(code);
    });

    it('are not mailed once they were taken back', async () => {
      const to = address();
      const { sale } = await sellByMail(to, 1);
      await tell(world, station, ['sale.corrected@1', correctionOf(sale)]);
      expect(await mailTo(to)).toEqual([]);
    });
  });
});

/** What a camera reads in a PNG of one bit for each dot. */
function readPng(png: Buffer): string {
  const side = png.readUInt32BE(16);
  const start = png.indexOf('IDAT') + 4;
  const packed = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  const stride = 1 + Math.ceil(side / 8);
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const isWhite = ((packed[y * stride + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
      if (!isWhite) pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  const found = jsQR(pixels, side, side);
  return found?.data ?? '';
}
