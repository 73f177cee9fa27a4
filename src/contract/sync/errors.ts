import { z } from 'zod';
import { instantField, textField } from '../fields.ts';

/** What the cloud answers when it refuses: one table of status, retry and who can mend it. */
export const API_ERRORS = {
  'body-too-large': { status: 413, retry: false },
  'body-not-valid': { status: 400, retry: false },
  'protocol-unknown': { status: 426, retry: false },
  'signature-missing': { status: 401, retry: false },
  'signature-wrong': { status: 401, retry: false },
  'station-unknown': { status: 401, retry: false },
  'station-revoked': { status: 403, retry: false },
  'request-replayed': { status: 409, retry: false },
  /** The station's clock is more than 5 minutes off: `serverTime` says the right one. */
  'clock-wrong': { status: 401, retry: true },
  'code-wrong': { status: 404, retry: false },
  'too-many-tries': { status: 429, retry: true },
  'not-found': { status: 404, retry: false },
  'content-differs': { status: 409, retry: false },
  'sequence-gap': { status: 409, retry: true },
  'older-copy': { status: 409, retry: false },
  'chain-wrong': { status: 422, retry: false },
  'card-unknown': { status: 404, retry: false },
  'card-blank': { status: 409, retry: false },
  'card-lost': { status: 409, retry: false },
  'card-retired': { status: 409, retry: false },
  'card-foreign': { status: 409, retry: false },
  'card-random': { status: 409, retry: false },
  /** The Pass is somebody's: it is not taken, nor given away by its number. */
  'card-linked': { status: 409, retry: false },
  'already-replaced': { status: 409, retry: false },
  /** Emptying: nothing that may be paid out in cash (RULES T6). */
  'nothing-to-pay-out': { status: 409, retry: false },
  'reserve-short': { status: 402, retry: false },
  'reserve-released': { status: 409, retry: false },
  'server-busy': { status: 503, retry: true },
  'server-failed': { status: 500, retry: true },
} as const satisfies Record<string, { readonly status: number; readonly retry: boolean }>;

export type ApiErrorCode = keyof typeof API_ERRORS;

export const apiErrorSchema = z.strictObject({
  error: z.strictObject({
    code: z.enum(Object.keys(API_ERRORS) as [ApiErrorCode, ...ApiErrorCode[]]),
    /** For the log, in English. */
    message: textField,
    /** `clock-wrong`: the cloud's time. */
    serverTime: instantField.optional(),
    /** `sequence-gap`, `older-copy`: the next seq the cloud expects. */
    expectedSeq: z.int().min(1).optional(),
    /** `reserve-short`. */
    availableCents: z.int().min(0).optional(),
    missingCents: z.int().min(0).optional(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>['error'];
