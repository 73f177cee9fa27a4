import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import axios from 'axios';
import type { AxiosInstance, AxiosResponse } from 'axios';
import { apiErrorSchema } from '../../contract/sync/errors.ts';
import type { ApiError } from '../../contract/sync/errors.ts';
import {
  feedAnswerSchema,
  pairAnswerSchema,
  releaseAnswerSchema,
  reserveAnswerSchema,
  uploadAnswerSchema,
} from '../../contract/sync/messages.ts';
import type {
  FeedAnswer,
  PairAnswer,
  PairRequest,
  ReserveAnswer,
  ReserveRequest,
  UploadAnswer,
  UploadRequest,
} from '../../contract/sync/messages.ts';
import { LIMITS, PATHS } from '../../contract/sync/protocol.ts';
import {
  cardEmptyAnswerSchema,
  cardLookAnswerSchema,
  cardReplaceAnswerSchema,
  goodsHoldAnswerSchema,
  peopleFindAnswerSchema,
  ticketAdmitAnswerSchema,
} from '../../contract/sync/questions.ts';
import type {
  CardEmptyAnswer,
  CardEmptyRequest,
  CardLookAnswer,
  CardLookRequest,
  CardReplaceAnswer,
  CardReplaceRequest,
  GoodsHoldAnswer,
  GoodsHoldRequest,
  PeopleFindAnswer,
  PeopleFindRequest,
  TicketAdmitAnswer,
  TicketAdmitRequest,
} from '../../contract/sync/questions.ts';
import type { StationId } from '../../shared/ids.ts';
import type { SigningKey } from '../../shared/node/crypto.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Clock } from '../../shared/time.ts';
import { createRequestSigner } from './signed-headers.ts';

/**
 * `unreachable`: no answer, or an answer that is not the cloud's (a captive portal's page).
 * `refused`: the cloud understood and said no.
 */
export type CloudFailure =
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'refused'; readonly error: ApiError };

export type CloudResult<Value> = Result<Value, CloudFailure>;

/** How long each call may take. A payment waits for reserve and goods, so those are short. */
export const TIMEOUT_MS = {
  reserve: 1_000,
  holdGoods: 1_000,
  release: 5_000,
  look: 2_000,
  /** Money moves: better a wait than an answer that is never known. */
  command: 10_000,
  findPeople: 5_000,
  feed: 10_000,
  upload: 20_000,
  pair: 10_000,
  streamOpen: 10_000,
};

const FEED_BYTES_MAX = 20_000_000;

export type CloudClient = {
  readonly pair: (request: PairRequest) => Promise<CloudResult<PairAnswer>>;
  readonly reserve: (request: ReserveRequest) => Promise<CloudResult<ReserveAnswer>>;
  readonly release: (reserveId: string) => Promise<CloudResult<{ readonly released: true }>>;
  readonly holdGoods: (request: GoodsHoldRequest) => Promise<CloudResult<GoodsHoldAnswer>>;
  readonly releaseGoods: (holdId: string) => Promise<CloudResult<{ readonly released: true }>>;
  readonly admitTicket: (request: TicketAdmitRequest) => Promise<CloudResult<TicketAdmitAnswer>>;
  readonly lookAtCard: (request: CardLookRequest) => Promise<CloudResult<CardLookAnswer>>;
  readonly emptyCard: (request: CardEmptyRequest) => Promise<CloudResult<CardEmptyAnswer>>;
  readonly replaceCard: (request: CardReplaceRequest) => Promise<CloudResult<CardReplaceAnswer>>;
  readonly findPeople: (request: PeopleFindRequest) => Promise<CloudResult<PeopleFindAnswer>>;
  readonly upload: (request: UploadRequest) => Promise<CloudResult<UploadAnswer>>;
  readonly feed: (cursor: string | undefined) => Promise<CloudResult<FeedAnswer>>;
  readonly openEvents: (signal: AbortSignal) => Promise<CloudResult<Readable>>;
};

/** Speaks with the cloud. Every request after pairing is signed by the station's key. */
export function createCloudClient(deps: {
  readonly baseUrl: () => string;
  readonly stationId: StationId;
  readonly key: SigningKey;
  readonly clock: Clock;
}): CloudClient {
  const client = createHttpClient();
  const sign = createRequestSigner(deps);

  const call = async <Value>(
    method: 'GET' | 'POST',
    path: string,
    schema: AnswerSchema<Value>,
    timeoutMs: number,
    content?: unknown,
  ): Promise<CloudResult<Value>> => {
    const body = content === undefined ? '' : JSON.stringify(content);
    // The code of a pairing stands in for the signature.
    const headers = path === PATHS.pair ? {} : sign(method, path, body);
    const url = deps.baseUrl() + path;
    const response = await send(client, { url, method, body, timeoutMs, headers });
    return response.ok ? readAnswer(response.value, schema) : response;
  };

  return {
    pair: (request) => call('POST', PATHS.pair, pairAnswerSchema, TIMEOUT_MS.pair, request),
    reserve: (request) =>
      call('POST', PATHS.reserves, reserveAnswerSchema, TIMEOUT_MS.reserve, request),
    release: (reserveId) =>
      call('POST', PATHS.releaseReserve(reserveId), releaseAnswerSchema, TIMEOUT_MS.release, {}),
    holdGoods: (request) =>
      call('POST', PATHS.goodsHolds, goodsHoldAnswerSchema, TIMEOUT_MS.holdGoods, request),
    releaseGoods: (holdId) =>
      call('POST', PATHS.releaseGoodsHold(holdId), releaseAnswerSchema, TIMEOUT_MS.release, {}),
    admitTicket: (request) =>
      call('POST', PATHS.admitTicket, ticketAdmitAnswerSchema, TIMEOUT_MS.reserve, request),
    lookAtCard: (request) =>
      call('POST', PATHS.lookAtCard, cardLookAnswerSchema, TIMEOUT_MS.look, request),
    emptyCard: (request) =>
      call('POST', PATHS.emptyCard, cardEmptyAnswerSchema, TIMEOUT_MS.command, request),
    replaceCard: (request) =>
      call('POST', PATHS.replaceCard, cardReplaceAnswerSchema, TIMEOUT_MS.command, request),
    findPeople: (request) =>
      call('POST', PATHS.findPeople, peopleFindAnswerSchema, TIMEOUT_MS.findPeople, request),
    upload: (request) =>
      call('POST', PATHS.journal, uploadAnswerSchema, TIMEOUT_MS.upload, request),
    feed: (cursor) => {
      const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      return call('GET', PATHS.feed + query, feedAnswerSchema, TIMEOUT_MS.feed);
    },
    openEvents: (signal) =>
      openStream(client, deps.baseUrl() + PATHS.events, sign('GET', PATHS.events, ''), signal),
  };
}

type AnswerSchema<Value> = {
  readonly safeParse: (
    content: unknown,
  ) => { readonly success: true; readonly data: Value } | { readonly success: false };
};

const createHttpClient = (): AxiosInstance =>
  axios.create({
    maxRedirects: 0,
    proxy: false,
    responseType: 'text',
    // Raw text: an answer that is not JSON must not throw inside the client.
    transformResponse: [(data: unknown) => data],
    validateStatus: () => true,
    maxContentLength: FEED_BYTES_MAX,
    maxBodyLength: LIMITS.bodyBytesMax,
    httpAgent: new http.Agent({ keepAlive: true, maxSockets: 8 }),
    httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 8 }),
  });

async function openStream(
  client: AxiosInstance,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<CloudResult<Readable>> {
  const opening = new AbortController();
  const timer = setTimeout(() => opening.abort(), TIMEOUT_MS.streamOpen);
  try {
    const response = await client.get<Readable>(url, {
      responseType: 'stream',
      signal: AbortSignal.any([signal, opening.signal]),
      headers,
    });
    const type = String(response.headers['content-type'] ?? '');
    if (response.status === 200 && type.startsWith('text/event-stream')) return ok(response.data);
    response.data.destroy();
    return err({ kind: 'unreachable', detail: `the stream answered ${response.status} ${type}` });
  } catch (error) {
    return err({ kind: 'unreachable', detail: messageOf(error) });
  } finally {
    clearTimeout(timer);
  }
}

async function send(
  client: AxiosInstance,
  request: {
    readonly url: string;
    readonly method: string;
    readonly body: string;
    readonly timeoutMs: number;
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<CloudResult<AxiosResponse<string>>> {
  try {
    const response = await client.request<string>({
      url: request.url,
      method: request.method,
      ...(request.body === '' ? {} : { data: request.body }),
      headers: { 'content-type': 'application/json', ...request.headers },
      timeout: request.timeoutMs,
      // axios's own timeout does not cover a connection that hangs while opening.
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    return ok(response);
  } catch (error) {
    return err({ kind: 'unreachable', detail: messageOf(error) });
  }
}

function readAnswer<Value>(
  response: AxiosResponse<string>,
  schema: AnswerSchema<Value>,
): CloudResult<Value> {
  const content = parseJson(response.data);
  if (response.status === 200) {
    const parsed = schema.safeParse(content);
    if (parsed.success) return ok(parsed.data);
  }
  const refusal = apiErrorSchema.safeParse(content);
  if (refusal.success) return err({ kind: 'refused', error: refusal.data.error });
  // A captive portal, a proxy's error page, a body cut in the middle: none of them is the cloud.
  return err({
    kind: 'unreachable',
    detail: `not an answer of the cloud: status ${response.status}`,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
