import type { Printer } from '../../../contract/config/printers.ts';
import type { IntentionOf } from '../../../contract/kiosk/intentions.ts';
import type { Refusal } from '../../../contract/kiosk/refusals.ts';
import type { Result } from '../../../shared/result.ts';
import { approvedByOf, managerOf } from '../acting.ts';
import type { Acting, TillDeps } from '../acting.ts';
import { DONE, record, refuse, showResult } from '../context.ts';
import type { CommandResult, StationContext } from '../context.ts';
import { testPaper } from './day-papers.ts';

export function setPrinters(
  deps: TillDeps,
  acting: Acting,
  intention: IntentionOf<'set-printers'>,
): CommandResult {
  const { context } = deps;
  if (managerOf(acting) === null) return deps.askApproval(intention, 'set-printers', null);
  const value = intention.printers.map(describePrinter).join(', ');
  const noted = noteSetting(context, acting, 'printers', value);
  if (!noted.ok) return noted;
  context.printers.configure(intention.printers);
  showResult(context, { kind: 'done', what: 'printers-set' }, null);
  return DONE;
}

/** Also tries papers again that gave up: whoever tests a printer has just mended it. */
export function testPrinter(
  { context }: TillDeps,
  { role }: IntentionOf<'test-printer'>,
): CommandResult {
  const printer = context.printers.settings().find((one) => one.role === role);
  if (printer === undefined || printer.kind === 'none') return refuse(context, 'no-printer', null);
  context.printers.print(role, testPaper(context, describePrinter(printer)));
  context.printers.retry(role);
  showResult(context, { kind: 'done', what: 'receipt-printing' }, null);
  return DONE;
}

/** Papers that still wait are thrown away; what they say is in the journal all the same. */
export function cancelPrints(
  { context }: TillDeps,
  acting: Acting,
  { role }: IntentionOf<'cancel-prints'>,
): CommandResult {
  const noted = noteSetting(context, acting, 'cancel-prints', role);
  if (!noted.ok) return noted;
  context.printers.cancelAll(role);
  return DONE;
}

/** A setting that changed is kept with who did it (RULES D4). */
const noteSetting = (
  context: StationContext,
  acting: Acting,
  name: string,
  value: string,
): Result<number, Refusal> =>
  record(context, [
    {
      kind: 'setting.changed@1',
      body: {
        staff: acting.staff,
        approvedBy: approvedByOf(acting),
        name,
        value: value.slice(0, SETTING_CHARS_MAX),
      },
    },
  ]);

const SETTING_CHARS_MAX = 300;

function describePrinter(printer: Printer): string {
  switch (printer.kind) {
    case 'none':
      return `${printer.role}: none`;
    case 'network':
      return `${printer.role}: ${printer.host}:${printer.port}`;
    case 'device':
      return `${printer.role}: ${printer.path}`;
  }
}
