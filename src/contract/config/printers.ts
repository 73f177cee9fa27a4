import { z } from 'zod';

export const PRINT_ROLES = ['receipt', 'kitchen', 'bar'] as const;
export type PrintRole = (typeof PRINT_ROLES)[number];

/** Characters in a line: 58 mm paper holds 32, 80 mm paper 42 or 48. */
export const PAPER_COLUMNS = [32, 42, 48] as const;
export type PaperColumns = (typeof PAPER_COLUMNS)[number];

const columnsField = z.literal(PAPER_COLUMNS).default(42);

/** A name or address of the local network; no scheme, no path, no port. */
const hostField = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?$/);

/** Only what a printer can be: a settings screen must not write into any file of the machine. */
const devicePathField = z
  .string()
  .max(200)
  .regex(/^\/dev\/(?!.*\.\.)[A-Za-z0-9_./-]+$/);

const roleField = z.enum(PRINT_ROLES);

export const printerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ role: roleField, kind: z.literal('none') }),
  z.strictObject({
    role: roleField,
    kind: z.literal('network'),
    host: hostField,
    port: z.coerce.number().int().min(1).max(65_535).default(9100),
    columns: columnsField,
  }),
  z.strictObject({
    role: roleField,
    kind: z.literal('device'),
    path: devicePathField,
    columns: columnsField,
  }),
]);
export type Printer = z.infer<typeof printerSchema>;

/** One printer for each role at most; a role that is not named has none. */
export const printerSettingsSchema = z
  .array(printerSchema)
  .max(PRINT_ROLES.length)
  .refine((printers) => new Set(printers.map(({ role }) => role)).size === printers.length, {
    message: 'a role has one printer only',
  });
export type PrinterSettings = readonly Printer[];
