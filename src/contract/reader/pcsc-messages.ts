import { z } from 'zod';

const readerId = z.string().min(1).max(200);
const uidHex = z.string().regex(/^(?:[0-9A-F]{2}){4,10}$/);

/** What the PC/SC reader process says to the station. The station says nothing back: it hangs up. */
export const pcscMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alive') }),
  z.object({ kind: z.literal('state'), state: z.enum(['ready', 'no-service']) }),
  z.object({
    kind: z.literal('leaving'),
    reason: z.enum(['not-built', 'service-lost', 'read-stuck']),
    detail: z.string().max(2_000),
  }),
  z.object({ kind: z.literal('reader-plugged'), readerId, name: readerId }),
  z.object({ kind: z.literal('reader-unplugged'), readerId }),
  z.object({ kind: z.literal('card'), readerId, uid: uidHex, seenAtMs: z.number().positive() }),
  z.object({ kind: z.literal('card-removed'), readerId, uid: uidHex }),
  z.object({
    kind: z.literal('card-refused'),
    readerId,
    reason: z.enum(['random-uid', 'bad-uid', 'unreadable', 'removed-too-soon']),
  }),
]);

export type PcscMessage = z.infer<typeof pcscMessageSchema>;
