import type { StaffRef } from '../../../domain/journal/sale-entries.ts';
import type { PresenceListReceipt } from '../../../domain/receipt/receipt.ts';
import { readPairing } from '../../projections/pairing.ts';
import { DONE, refuse, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { receiptHead } from '../receipts/receipt-head.ts';
import { knownPresences } from './known-presences.ts';

/** The list of who is in, on paper, for a fire drill (RULES B8). It needs no network. */
export function printPresences(context: StationContext, staff: StaffRef): CommandResult {
  const hasPrinter = context.printers
    .state()
    .some(({ role, kind }) => role === 'receipt' && kind !== 'none');
  if (!hasPrinter) return refuse(context, 'no-printer', null);
  context.printers.print('receipt', presenceListPaper(context, staff));
  showResult(context, { kind: 'done', what: 'presence-list-printing' }, null);
  return DONE;
}

function presenceListPaper(context: StationContext, staff: StaffRef): PresenceListReceipt {
  const at = context.clock();
  const connection = context.connection.state();
  const inside = knownPresences(context, at).filter(({ state }) => state === 'open');
  const spaceIds = [...new Set(inside.map(({ spaceId }) => spaceId))];
  return {
    // Who is in is true in training too.
    ...receiptHead(context, {
      number: null,
      at,
      staffName: staff.name,
      copy: 1,
      isTraining: false,
    }),
    footer: [],
    pointOfSale: readPairing(context.journal.database)?.stationName ?? null,
    kind: 'presence-list',
    spaces: spaceIds.map((spaceId) => {
      const there = inside.filter((stay) => stay.spaceId === spaceId);
      return {
        name: there[0]?.spaceName ?? '',
        people: there
          .map(({ holder, inAt }) => ({
            name: holder.name,
            passNumber: holder.kind === 'card' ? holder.cardNumber : '',
            isGuest: holder.kind === 'guest',
            since: inAt ?? at,
          }))
          .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
      };
    }),
    knownAt: connection.kind === 'offline' ? connection.sinceAt : null,
  };
}
