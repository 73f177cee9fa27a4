import { API_ERRORS } from '../../contract/sync/errors.ts';
import type { ApiError, ApiErrorCode } from '../../contract/sync/errors.ts';
import { SYNC_PROTOCOL } from '../../contract/sync/protocol.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Call } from './route.ts';

type ErrorFields = Omit<ApiError, 'code' | 'message'>;

/** A refusal of the API. The status stands in API_ERRORS, beside the code. */
export const apiError = (
  code: ApiErrorCode,
  message: string,
  fields: ErrorFields = {},
): ApiError => ({ code, message, ...fields });

export function answerJson(
  call: Call,
  value: unknown,
  status: 200 | 400 | 401 | 402 | 403 | 404 | 409 | 413 | 422 | 426 | 429 | 500 | 503 = 200,
): Response {
  call.c.header('Cache-Control', 'no-store');
  return call.c.json(value, status);
}

export const refuse = (call: Call, error: ApiError): Response =>
  answerJson(call, { error }, API_ERRORS[error.code].status);

export const answerResult = <Value>(call: Call, result: Result<Value, ApiError>): Response =>
  result.ok ? answerJson(call, result.value) : refuse(call, result.error);

/** What a zod schema is to a route: zod itself stays in src/contract. */
type Schema<Value> = {
  readonly safeParse: (value: unknown) =>
    | { readonly success: true; readonly data: Value }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { path: readonly PropertyKey[]; message: string }[];
        };
      };
};

const FAULT_LENGTH_MAX = 300;

/** Reads a JSON body by its schema. The message names the first wrong field, never its value. */
export function parseJson<Value>(
  schema: Schema<Value>,
  bytes: Uint8Array,
): Result<Value, ApiError> {
  const value = readJson(bytes);
  return value.ok ? checkShape(schema, value.value) : value;
}

/** The same, for a body that names its protocol: another one is told so before its shape is judged. */
export function parseProtocolJson<Value>(
  schema: Schema<Value>,
  bytes: Uint8Array,
): Result<Value, ApiError> {
  const value = readJson(bytes);
  if (!value.ok) return value;
  const isOther =
    isObject(value.value) && Number.isInteger(value.value['protocol'])
      ? value.value['protocol'] !== SYNC_PROTOCOL
      : false;
  if (isOther) {
    return err(apiError('protocol-unknown', `This cloud speaks protocol ${SYNC_PROTOCOL}.`));
  }
  return checkShape(schema, value.value);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function readJson(bytes: Uint8Array): Result<unknown, ApiError> {
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return err(apiError('body-not-valid', 'The body is not JSON.'));
  }
}

function checkShape<Value>(schema: Schema<Value>, value: unknown): Result<Value, ApiError> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const where = issue === undefined ? '' : issue.path.map(String).join('.');
  const fault = `Field "${where}": ${issue?.message ?? 'not valid'}`;
  return err(apiError('body-not-valid', fault.slice(0, FAULT_LENGTH_MAX)));
}
