import { z } from 'zod';
import { EXIT_MAY_PASS, EXIT_WAITS_FOR_SOMEBODY } from '../shared/exit-codes.ts';

/**
 * Why a station or a demo cannot start. Each has a sentence in the catalogue of the window,
 * `failed.<reason>`.
 */
export const START_FAILURES = [
  'settings-wrong',
  'newer-version',
  'wrong-files',
  'key-unusable',
  'already-running',
  'port-taken',
  'disk-full',
  'other',
] as const;
export type StartFailureReason = (typeof START_FAILURES)[number];

/** These may pass by themselves, so the supervisor goes on trying; the others wait for somebody. */
const FAILURES_TO_TRY_AGAIN: readonly StartFailureReason[] = [
  'already-running',
  'port-taken',
  'disk-full',
  'other',
];

export const exitCodeOfFailure = (reason: StartFailureReason): number =>
  FAILURES_TO_TRY_AGAIN.includes(reason) ? EXIT_MAY_PASS : EXIT_WAITS_FOR_SOMEBODY;

export const startFailureSchema = z.object({
  reason: z.enum(START_FAILURES),
  /** For the person who repairs: names the file, the port or the setting. */
  detail: z.string().max(2_000),
});
export type StartFailure = z.infer<typeof startFailureSchema>;

/** What a supervised station or demo says to whoever started it, over Node's IPC. */
export const supervisedMessageSchema = z.discriminatedUnion('kind', [
  /** The kiosk answers at this address; its key is in it. */
  z.object({
    kind: z.literal('ready'),
    kioskUrl: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
  }),
  /** It cannot start; it ends right after. */
  z.object({ kind: z.literal('failed'), ...startFailureSchema.shape }),
  /** A manager asked to close the kiosk and gave a right PIN. */
  z.object({ kind: z.literal('leave-allowed') }),
]);
export type SupervisedMessage = z.infer<typeof supervisedMessageSchema>;

/** Reads a message of a child; null when it is none of these. */
export function readSupervisedMessage(message: unknown): SupervisedMessage | null {
  const parsed = supervisedMessageSchema.safeParse(message);
  return parsed.success ? parsed.data : null;
}

export const isReadyMessage = (message: unknown): boolean =>
  readSupervisedMessage(message)?.kind === 'ready';

/** What a supervised cloud says to whoever started it. */
export const cloudMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), url: z.url({ protocol: /^https?$/ }) }),
  z.object({ kind: z.literal('failed'), ...startFailureSchema.shape }),
]);
export type CloudMessage = z.infer<typeof cloudMessageSchema>;

/** Reads a message of the cloud; null when it is none of these. */
export function readCloudMessage(message: unknown): CloudMessage | null {
  const parsed = cloudMessageSchema.safeParse(message);
  return parsed.success ? parsed.data : null;
}
