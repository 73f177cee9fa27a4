import { z } from 'zod';
import type { EntryBodies, EntryKind } from '../../domain/journal/entries.ts';
import { hexField, idField, instantField, listOf, textField } from '../fields.ts';
import { BADGE_BODY_SCHEMAS } from './badge-bodies.ts';
import { SALE_BODY_SCHEMAS, staffField } from './sale-bodies.ts';
import { TILL_BODY_SCHEMAS } from './till-bodies.ts';

/** Schemas of the entry bodies, for whoever reads a journal that another process wrote. */
export const ENTRY_BODY_SCHEMAS = {
  'station.paired@1': z.strictObject({
    stationId: idField<'Station'>(),
    stationName: textField,
    collectiveId: idField<'Collective'>(),
    collectiveName: textField,
    cloudPublicKey: hexField(32),
    protocol: z.int(),
  }),
  'station.started@1': z.strictObject({ version: textField }),
  'staff.signed-in@1': z.strictObject({
    staff: staffField,
    by: z.enum(['pass', 'pin']),
    isManager: z.boolean(),
  }),
  'staff.signed-out@1': z.strictObject({ staff: staffField }),
  'staff.pin-refused@1': z.strictObject({ triesInRow: z.int().min(1) }),
  ...SALE_BODY_SCHEMAS,
  ...TILL_BODY_SCHEMAS,
  ...BADGE_BODY_SCHEMAS,
  'clock.jumped@1': z.strictObject({ expectedAt: instantField, foundAt: instantField }),
  'journal.resealed@1': z.strictObject({ decidedBy: textField, faults: listOf(textField) }),
} as const satisfies { readonly [Kind in EntryKind]: z.ZodType<EntryBodies[Kind]> };
