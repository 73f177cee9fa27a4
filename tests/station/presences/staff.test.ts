import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ReplyOf } from '../../../src/contract/kiosk/questions.ts';
import { readHolder } from '../../../src/station/usecases/badge/seal-holder.ts';
import { toInstant } from '../../../src/shared/time.ts';
import { startFakePrinter } from '../../helpers/fake-printer.ts';
import { PASSES, STAFF } from '../../helpers/station-knowledge.ts';
import { showSheet } from '../../helpers/paper.ts';
import type { Wish } from '../../helpers/station-rig.ts';
import {
  guestOfZoe,
  noName,
  openCoworking,
  PLAN_ID,
  toldStay,
  TODAY,
  YESTERDAY,
  zoe,
} from './coworking.ts';
import type { Coworking } from './coworking.ts';

/** What staff of a till see of who is in, and do about it. It is 19:00 in Paris, without network. */

let till: Coworking;
afterEach(() => till.close());

const isIn = () => toldStay({ holder: zoe, from: '2026-11-03T15:50', to: null });
const guest = () => toldStay({ holder: guestOfZoe, from: '2026-11-03T17:00', to: null });
const past = () =>
  toldStay({ holder: noName, from: '2026-11-02T09:00', to: '2026-11-02T11:00', billed: 600 });
const at = (text: string) => toInstant(`${text}:00.000Z`);
const approve = () => till.wish({ kind: 'approve-with-pin', pin: STAFF.manager.pin });

describe('who is in', () => {
  test('is listed with what it costs by now, also without network; a day before too', async () => {
    const [mine, other, yesterday] = [isIn(), guest(), past()];
    till = await openCoworking([mine, other, yesterday]);
    const rows = await till.presences();
    expect(rows).toMatchObject([
      {
        presenceId: mine.id,
        name: 'Zoé Ménard',
        cardNumber: 'A3F21C5E',
        isGuest: false,
        state: 'open',
        stayedMinutes: 130,
        cents: 675,
        dueCents: 0,
      },
      { presenceId: other.id, name: 'Léo', cardNumber: '', isGuest: true, cents: 300 },
    ]);
    expect(rows[0]!.why.map(({ kind }) => kind)).toContain('tariff');
    till.later(60 * 60_000);
    expect((await till.presences())[0]).toMatchObject({ stayedMinutes: 190, cents: 975 });
    expect(await till.presences(YESTERDAY)).toMatchObject([
      { presenceId: yesterday.id, name: '', cents: 600, dueCents: 600 },
    ]);
    const reply = await till.station().station.answer({ kind: 'presences', day: null });
    expect((reply as ReplyOf<'presences'>).knownAt <= at('2026-11-03T18:00')).toBe(true);
    await till.wish({ kind: 'sign-out' });
    expect(await till.station().station.answer({ kind: 'presences', day: null })).toEqual({
      kind: 'refused',
      reason: 'not-signed-in',
    });
    // A guest finds their own name at a door only.
    expect(await till.station().station.answer({ kind: 'guests' })).toMatchObject({
      kind: 'refused',
    });
  });

  test('is taken out by staff, priced and due; once', async () => {
    const [mine, other] = [isIn(), guest()];
    till = await openCoworking([mine, other]);
    const out = (presenceId: typeof mine.id) => till.wish({ kind: 'presence-out', presenceId });
    expect(await out(mine.id)).toBeNull();
    expect(till.result()).toMatchObject({
      kind: 'badged-out',
      name: 'Zoé Ménard',
      planName: 'Bureaux, à l’heure',
      stayedMinutes: 130,
      cents: 675,
      payment: { kind: 'to-pay', dueCents: 675, reason: 'no-pass' },
    });
    const [tap] = till.entries('presence.tapped@1');
    expect(tap).toMatchObject({ direction: 'out', planId: PLAN_ID, staff: { name: 'Karim' } });
    expect(readHolder(till.station().station.context, tap!.holder)).toMatchObject({
      kind: 'card',
      cardId: PASSES.half.cardId,
    });
    // Nothing is taken from a Pass that is not there.
    expect(till.sales()).toEqual([]);
    expect(await out(mine.id)).toBe('presence-over');
    expect(await out(past().id)).toBe('presence-unknown');
    expect(await till.presences()).toMatchObject([{ presenceId: other.id }]);
    expect(await out(other.id)).toBeNull();
    expect(await till.dues(PASSES.half.cardId)).toMatchObject([
      { presenceId: other.id, dueCents: 300 },
      { presenceId: mine.id, dueCents: 675 },
    ]);
    expect(await till.addDues(mine.id, other.id)).toBeNull();
    await till.tap(PASSES.half.uid);
    expect(till.sales()).toMatchObject([{ totalCents: 975 }]);
    expect(await till.dues()).toEqual([]);
  });

  test('comes out on paper with how many they are, and where; nobody is forgotten', async () => {
    const printer = await startFakePrinter();
    onTestFinished(() => printer.turnOff());
    till = await openCoworking([isIn(), guest(), past()]);
    expect(await till.wish({ kind: 'print-presences' })).toBe('no-printer');
    const network = {
      kind: 'network',
      host: '127.0.0.1',
      port: printer.port,
      columns: 42,
    } as const;
    await till.wish({ kind: 'set-printers', printers: [{ role: 'receipt', ...network }] });
    await approve();
    expect(await till.wish({ kind: 'print-presences' })).toBeNull();
    expect(till.result()).toEqual({ kind: 'done', what: 'presence-list-printing' });
    await expect.poll(() => printer.sheets().length, { timeout: 5_000 }).toBe(1);
    const paper = showSheet(printer.sheets()[0]!, 42);
    expect(paper).toContain('2   P E R S O N N E S');
    expect(paper).toContain('Bureaux partagés (2)');
    expect(paper).toMatch(/\[ \] Zoé Ménard +16 h 50/);
    expect(paper).toMatch(/\[ \] Léo \(invité\) +18 h/);
    expect(paper).toContain('Sans réseau depuis');
    expect(paper).not.toContain('FACTICE');
  });
});

describe('a correction', () => {
  const correct = (change: Partial<Extract<Wish, { kind: 'correct-presence' }>>) =>
    till.wish({
      kind: 'correct-presence',
      presenceId: toldStay({ holder: zoe, from: null, to: '2026-11-03T10:00' }).id,
      inAt: null,
      outAt: null,
      isRemoved: false,
      reason: 'Passage oublié',
      ...change,
    });

  test('needs a manager and hours that can be; then the price follows, and what was paid counts', async () => {
    const stay = toldStay({
      holder: zoe,
      from: '2026-11-03T08:00',
      to: '2026-11-03T10:00',
      billed: 600,
      paid: 600,
    });
    till = await openCoworking([stay]);
    const presenceId = stay.id;
    const wrong = [
      {},
      { outAt: at('2026-11-03T07:00') },
      { outAt: at('2026-11-03T19:00') },
      { inAt: at('2026-11-03T10:01') },
      { inAt: at('2026-10-30T09:59') },
    ];
    for (const change of wrong) {
      expect(await correct({ presenceId, ...change })).toBe('times-wrong');
    }
    expect(await correct({ inAt: at('2026-11-03T08:00') })).toBe('presence-unknown');

    const outAt = at('2026-11-03T11:00');
    expect(await correct({ presenceId, outAt })).toBeNull();
    expect(till.state().activity).toMatchObject({ kind: 'approval', action: 'correct-presence' });
    expect(till.entries('presence.corrected@1')).toEqual([]);
    await approve();
    expect(till.result()).toEqual({ kind: 'done', what: 'presence-corrected' });
    expect(till.entries('presence.corrected@1')).toMatchObject([
      {
        presenceId,
        inAt: null,
        outAt,
        staff: { name: 'Karim' },
        approvedBy: { name: 'Nolwenn' },
        reason: 'Passage oublié',
      },
    ]);
    expect(await till.dues()).toMatchObject([{ presenceId, cents: 900, dueCents: 300 }]);
  });

  test('gives a stay without a beginning its price, and takes one away that never was', async () => {
    const noIn = toldStay({ holder: zoe, from: null, to: '2026-11-03T10:00' });
    const never = toldStay({ holder: noName, from: '2026-11-03T15:00', to: null });
    till = await openCoworking([noIn, never]);
    await till.manager();
    expect(await correct({ presenceId: noIn.id, outAt: at('2026-11-03T10:30') })).toBe(
      'times-wrong',
    );
    expect(await correct({ presenceId: noIn.id, inAt: at('2026-11-03T08:00') })).toBeNull();
    expect(await till.dues()).toMatchObject([{ presenceId: noIn.id, cents: 600 }]);
    expect(await correct({ presenceId: never.id, isRemoved: true })).toBeNull();
    expect(await till.presences()).toEqual([]);
    expect(await till.presences(TODAY)).toMatchObject([
      { state: 'closed' },
      { state: 'removed', cents: 0 },
    ]);
    expect(await till.addDues(never.id)).toBe('presence-changed');
    // Nobody pays for hours that somebody is changing.
    await till.addDues(noIn.id);
    expect(await correct({ presenceId: noIn.id, isRemoved: true })).toBe('already-in-basket');
  });
});

describe('the mode of a station', () => {
  const mode = (wanted: 'till' | 'badge') => till.wish({ kind: 'set-mode', mode: wanted });

  test('is changed by a manager, with an entry; a badge station is held by nobody', async () => {
    till = await openCoworking([]);
    expect(await mode('till')).toBeNull();
    await till.tea();
    expect(await mode('badge')).toBe('training-basket');
    await till.wish({ kind: 'park-basket', name: 'Ada', tableId: null });
    expect(await mode('badge')).toBe('training-basket');
    await till.wish({ kind: 'open-basket', basketId: till.state().parked[0]!.basketId });
    await till.cash(250);
    expect(await mode('badge')).toBeNull();
    expect(till.state()).toMatchObject({ mode: 'till', activity: { action: 'set-mode' } });
    await approve();
    expect(till.state()).toMatchObject({ mode: 'badge', session: { kind: 'signed-out' } });
    expect(till.result()).toEqual({ kind: 'done', what: 'mode-badge' });
    expect(await mode('till')).toBe('not-signed-in');
    await till.restart();
    expect(till.state().mode).toBe('badge');
    await till.manager();
    expect(await mode('till')).toBeNull();
    expect(till.state()).toMatchObject({ mode: 'till', session: { kind: 'signed-in' } });
    expect(till.entries('setting.changed@1')).toMatchObject([
      { name: 'mode', value: 'badge', staff: { name: 'Karim' }, approvedBy: { name: 'Nolwenn' } },
      { name: 'mode', value: 'till', staff: { name: 'Nolwenn' }, approvedBy: null },
    ]);
  });

  test('and presences stay as they are in training', async () => {
    const mine = isIn();
    till = await openCoworking([mine]);
    await till.manager();
    await till.wish({ kind: 'set-training', on: true });
    expect(await mode('badge')).toBe('not-in-training');
    expect(await till.wish({ kind: 'presence-out', presenceId: mine.id })).toBe('not-in-training');
    expect(
      await till.wish({
        kind: 'correct-presence',
        presenceId: mine.id,
        inAt: null,
        outAt: null,
        isRemoved: true,
        reason: 'x',
      }),
    ).toBe('not-in-training');
    expect(till.entries('presence.corrected@1')).toEqual([]);
  });
});
