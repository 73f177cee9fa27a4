import { z } from 'zod';

/** What a supervised station or demo says to whoever started it, over Node's IPC. */
export const supervisedMessageSchema = z.discriminatedUnion('kind', [
  /** The kiosk answers at this address; its key is in it. */
  z.object({
    kind: z.literal('ready'),
    kioskUrl: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
  }),
  /** It cannot start, and starting again will not help. */
  z.object({ kind: z.literal('failed'), sentence: z.string().max(2_000) }),
  /** A manager asked to close the kiosk and gave a right PIN. */
  z.object({ kind: z.literal('leave-allowed') }),
]);
export type SupervisedMessage = z.infer<typeof supervisedMessageSchema>;
