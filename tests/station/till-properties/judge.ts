import { expect } from 'vitest';
import type { SaleRecorded } from '../../../src/domain/journal/sale-entries.ts';
import type { Rig } from '../../helpers/station-rig.ts';
import { keepBook } from './book.ts';
import type { Book, BookEntry } from './book.ts';
import { figuresOfPage, figuresOfTotals } from './figures.ts';

/** What must hold of a till after any sequence of actions. */

export function readEntries(rig: Rig): readonly BookEntry[] {
  const { journal } = rig.station().station.context;
  return journal.read(1, journal.count()).map((entry) => ({
    seq: entry.seq,
    kind: entry.kind,
    body: JSON.parse(Buffer.from(entry.body).toString('utf8')) as unknown,
  }));
}

export async function judgeTill(rig: Rig): Promise<Book> {
  const entries = readEntries(rig);
  const book = keepBook(entries);
  const x = await rig.station().station.answer({ kind: 'x-report' });
  if (x.kind !== 'x-report') throw new Error('no ticket X');
  expect(figuresOfTotals(x.totals)).toEqual(figuresOfPage(book.open));
  judgeClosings(book, entries);
  judgeTraining(entries);
  const real = entries.filter(({ kind }) => kind === 'sale.recorded@2');
  expect(real.map(({ body }) => (body as SaleRecorded).number)).toEqual(
    real.map((_, index) => index + 1),
  );
  for (const { body } of real) judgeSale(body as SaleRecorded);
  const tried = entries.flatMap(({ kind, body }) =>
    kind === 'training.recorded@1' ? [body as { number: number; as: string; body: unknown }] : [],
  );
  expect(tried.map(({ number }) => number)).toEqual(tried.map((_, index) => index + 1));
  for (const one of tried) {
    if (one.as === 'sale.recorded@2') judgeSale(one.body as SaleRecorded);
  }
  return book;
}

/** Lines, payments and the parts of lines come to one total (RULES M5). */
function judgeSale(sale: SaleRecorded): void {
  const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
  const of = { number: sale.number, total: sale.totalCents };
  expect({ ...of, total: sum(sale.lines.map((line) => line.totalCents)) }).toEqual(of);
  expect({ ...of, total: sum(sale.payments.map((payment) => payment.cents)) }).toEqual(of);
  for (const line of sale.lines) {
    expect(line.count * line.unitPriceCents - (line.discount?.cents ?? 0)).toBe(line.totalCents);
    expect(sum(line.paid.map((part) => part.cents))).toBe(line.totalCents);
  }
  for (const [index, payment] of sale.payments.entries()) {
    const parts = sale.lines.flatMap(({ paid }) => paid.filter((part) => part.payment === index));
    expect(sum(parts.map((part) => part.cents))).toBe(payment.cents);
    if (payment.means === 'cash') {
      expect(payment.givenCents - payment.changeCents).toBe(payment.cents);
    }
    if (payment.means !== 'pass') continue;
    for (const { assetId, cents } of payment.parts) {
      const ofAsset = parts.filter((part) => part.assetId === assetId);
      expect(sum(ofAsset.map((part) => part.cents))).toBe(cents);
    }
  }
}

/** RULES D1, D2. */
function judgeClosings({ closed }: Book, entries: readonly BookEntry[]): void {
  let perpetual = 0;
  let absolute = 0;
  let next = 1;
  const days = new Set<string>();
  for (const [index, { body, page }] of closed.entries()) {
    expect(body.number).toBe(index + 1);
    expect(figuresOfTotals(body.totals)).toEqual(figuresOfPage(page));
    expect(body.differenceCents).toBe(
      body.cashCountedCents === null
        ? null
        : body.cashCountedCents - body.totals.cash.expectedCents,
    );
    perpetual += page.turnover;
    absolute += page.turnoverAbsolute;
    expect([body.perpetualCents, body.perpetualAbsoluteCents]).toEqual([perpetual, absolute]);
    expect(body.fromSeq).toBe(next);
    const own = entries.find(
      (entry) =>
        entry.kind === 'day.closed@1' && (entry.body as { number: number }).number === body.number,
    );
    expect(body.toSeq).toBe((own?.seq ?? 0) - 1);
    next = (own?.seq ?? 0) + 1;
    expect([...page.days]).toEqual([body.day]);
    expect([...days]).not.toContain(body.day);
    days.add(body.day);
  }
}

/** Between the start and the end of training nothing real is written (RULES T13). */
function judgeTraining(entries: readonly BookEntry[]): void {
  const money = [
    'sale.',
    'top-up.',
    'gift.',
    'pass.emptied',
    'cash.',
    'day.',
    'stock.',
    'drawer.',
    'ticket.',
  ];
  let isOn = false;
  for (const { seq, kind } of entries) {
    if (kind === 'training.started@1') isOn = true;
    if (kind === 'training.ended@1') isOn = false;
    if (money.some((start) => kind.startsWith(start))) {
      expect({ seq, kind, isOn }).toEqual({ seq, kind, isOn: false });
    }
    if (kind === 'training.recorded@1') expect({ seq, isOn }).toEqual({ seq, isOn: true });
  }
}
