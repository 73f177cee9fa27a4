import { z } from 'zod';
import { idField } from '../fields.ts';
import { demoMomentSchema, nameField, paragraphField } from './demo-fields.ts';

/** shifts.json: a list. Where volunteers are needed, and who has signed up already. */
export const demoShiftSchema = z.strictObject({
  id: idField<'Shift'>(),
  collectiveId: idField<'Collective'>(),
  /** Null: for the collective itself. */
  eventId: idField<'Event'>().nullable(),
  name: nameField,
  description: paragraphField,
  place: nameField,
  startsAt: demoMomentSchema,
  endsAt: demoMomentSchema,
  needed: z.int().min(1).max(500),
  /** How long before it starts one may drop out; 0: until it starts. */
  dropOutHours: z.int().min(0).max(336),
  /** Only where the collective gives hours (an asset of kind `time`). */
  creditsTime: z.boolean(),
  personIds: z.array(idField<'Person'>()).max(500),
});
