import { loadDemoData } from '../../cloud/demo/demo-data.ts';
import type { ResultShown } from '../../contract/kiosk/results.ts';
import { assert } from '../../shared/assert.ts';
import { addCents } from '../../shared/money.ts';
import { DEMO_BADGE } from '../demo/tray.ts';
import type { DayStation } from './day-station.ts';

/** Somebody pays at the till what they owe: found by name, put into the basket, paid. */
export async function payDues(
  till: DayStation,
  { who, means }: { readonly who: string; readonly means: 'cash' | 'bank-card' },
): Promise<ResultShown> {
  await till.wish({ kind: 'sign-in-with-pin', pin: cashierPin() });
  const reply = await till.ask({ kind: 'dues', cardId: null, text: who });
  assert(reply.kind === 'dues' && reply.rows.length > 0, `${till.name} knows what ${who} owes`);
  const refusal = await till.wish({
    kind: 'add-dues',
    presenceIds: reply.rows.map(({ presenceId }) => presenceId),
  });
  assert(refusal === null, `${till.name} takes what ${who} owes into the basket, not ${refusal}`);
  const seen = { basketRevision: till.basketRevision(), partCents: null };
  const dueCents = addCents(...reply.rows.map((row) => row.dueCents));
  await till.wish(
    means === 'cash'
      ? { kind: 'pay-cash', ...seen, givenCents: dueCents }
      : { kind: 'pay-bank-card', ...seen },
  );
  const activity = till.activity();
  assert(
    activity.kind === 'result' && activity.result.kind === 'sale-done',
    `${who} has paid at ${till.name}, not ${JSON.stringify(activity)}`,
  );
  return activity.result;
}

function cashierPin(): string {
  const demo = loadDemoData();
  const collective = demo.collectives.find(({ slug }) => slug === DEMO_BADGE.slug);
  const cashier = demo.staff.find(
    ({ collectiveId, right }) => collectiveId === collective?.id && right === 'cashier',
  );
  assert(cashier !== undefined, 'the demo has a cashier there');
  return cashier.pin;
}
