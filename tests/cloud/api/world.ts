import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { createApp } from '../../../src/cloud/http/app.ts';
import type { CloudDeps, PeoplePort } from '../../../src/cloud/http/deps.ts';
import { ALL_ROUTES } from '../../../src/cloud/http/all-routes.ts';
import { createPairingCode } from '../../../src/cloud/api/pairing.ts';
import { createFeedWatcher } from '../../../src/cloud/sync/feed-watcher.ts';
import { writeTransaction } from '../../../src/cloud/db/write-transaction.ts';
import type { DatabaseKind, Db } from '../../../src/cloud/db/open-database.ts';
import { cloudConfigSchema } from '../../../src/contract/config/cloud.ts';
import { API_ERRORS, apiErrorSchema } from '../../../src/contract/sync/errors.ts';
import type { ApiError } from '../../../src/contract/sync/errors.ts';
import { pairAnswerSchema } from '../../../src/contract/sync/messages.ts';
import type { WireEntry } from '../../../src/contract/sync/messages.ts';
import { PATHS, SYNC_PROTOCOL } from '../../../src/contract/sync/protocol.ts';
import { SIGNED_HEADERS, requestTextToSign } from '../../../src/contract/sync/signed-request.ts';
import type { JsonValue } from '../../../src/domain/journal/canonical-json.ts';
import { genesisHead, makeEntry } from '../../../src/domain/journal/chain.ts';
import type { Entry } from '../../../src/domain/journal/chain.ts';
import { makeUuid, toId } from '../../../src/shared/ids.ts';
import type { CollectiveId, StationId } from '../../../src/shared/ids.ts';
import { makeSeed, sha256, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import type { SigningKey } from '../../../src/shared/node/crypto.ts';
import { addMs, systemClock } from '../../../src/shared/time.ts';
import type { Instant } from '../../../src/shared/time.ts';
import { makeTestDatabase } from '../../helpers/cloud-database.ts';

/** A cloud on a fresh database, spoken to through its real app. */
export type World = {
  readonly db: Db;
  readonly deps: CloudDeps;
  readonly app: ReturnType<typeof createApp>;
  /** Moves the cloud's clock. */
  readonly moveClock: (byMs: number) => void;
  readonly now: () => Instant;
  readonly close: () => Promise<void>;
};

export const NOBODY: PeoplePort = {
  findSignedIn: async () => null,
  signInPath: (next) => `/connexion?next=${encodeURIComponent(next)}`,
  renderRefusal: (call, refusal) => call.c.text(refusal.code, refusal.status),
};

export async function makeWorld(
  kind: DatabaseKind,
  changes: Partial<CloudDeps> = {},
): Promise<World> {
  const test = await makeTestDatabase(kind);
  return { ...makeInstance(test.db, changes), close: test.remove };
}

/**
 * The same database for another test: a new instance with its own clock, and no tries counted.
 * A database for each test would cost more than the tests themselves.
 */
export async function renewWorld(world: World): Promise<World> {
  await writeTransaction(world.db, (tx) => tx.query.deleteFrom('rate_limit').execute());
  return { ...makeInstance(world.db), close: world.close };
}

/** Another instance of the cloud on a database that is open. */
export function makeInstance(db: Db, changes: Partial<CloudDeps> = {}): Omit<World, 'close'> {
  let aheadMs = 0;
  const now = (): Instant => addMs(systemClock(), aheadMs);
  const deps: CloudDeps = {
    db,
    clock: now,
    makeId: makeUuid,
    cloudKey: signingKeyFromSeed(makeSeed()),
    logger: pino({ level: 'silent' }),
    config: { ...cloudConfigSchema.parse({}), publicUrl: 'http://localhost' },
    mail: { send: async () => {} },
    people: NOBODY,
    bank: null,
    feedWatcher: createFeedWatcher(db),
    ...changes,
  };
  return {
    db,
    deps,
    app: createApp(deps, ALL_ROUTES),
    moveClock: (byMs) => {
      aheadMs += byMs;
    },
    now,
  };
}

type App = { readonly request: World['app']['request'] };

export type TestStation = {
  readonly id: StationId;
  readonly key: SigningKey;
  readonly entries: Entry[];
  readonly send: (app: App, request: StationRequest) => Promise<Response>;
  readonly append: (kind: string, body: JsonValue, at?: Instant) => Entry;
  readonly upload: (app: App, from: number, to: number) => Promise<Response>;
};

export type StationRequest = {
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** What somebody changes on the way. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly bodySent?: string;
  readonly pathSent?: string;
  readonly methodSent?: string;
  readonly at?: Instant;
};

export function signedHeaders(
  station: { readonly id: string; readonly key: SigningKey },
  request: {
    readonly method: string;
    readonly path: string;
    readonly body: string;
    readonly at?: Instant;
  },
): Record<string, string> {
  const at = request.at ?? systemClock();
  const nonce = randomBytes(16).toString('hex');
  const text = requestTextToSign({
    stationId: station.id,
    at,
    nonce,
    method: request.method,
    path: request.path,
    bodySha256Hex: Buffer.from(sha256(Buffer.from(request.body))).toString('hex'),
  });
  return {
    [SIGNED_HEADERS.station]: station.id,
    [SIGNED_HEADERS.at]: at,
    [SIGNED_HEADERS.nonce]: nonce,
    [SIGNED_HEADERS.signature]: Buffer.from(station.key.sign(Buffer.from(text))).toString('hex'),
  };
}

/** A station with its own key and journal, that speaks the wire as docs/protocol.md says. */
export function makeStation(id: StationId = toId(makeUuid())): TestStation {
  const key = signingKeyFromSeed(makeSeed());
  const entries: Entry[] = [];
  const send: TestStation['send'] = async (app, request) => {
    const method = request.method ?? 'POST';
    const body = request.body === undefined ? '' : JSON.stringify(request.body);
    const headers = signedHeaders(
      { id, key },
      { method, path: request.path, body, ...(request.at === undefined ? {} : { at: request.at }) },
    );
    const sent = request.bodySent ?? body;
    return app.request(request.pathSent ?? request.path, {
      method: request.methodSent ?? method,
      headers: { ...headers, ...request.headers },
      ...(sent === '' ? {} : { body: sent }),
    });
  };
  const append: TestStation['append'] = (kind, body, at = systemClock()) => {
    const last = entries.at(-1);
    const head = last === undefined ? genesisHead(id, sha256) : { seq: last.seq, hash: last.hash };
    const entry = makeEntry(
      head,
      { kind, body },
      { id: toId(makeUuid()), at },
      { sha256, sign: key.sign },
    );
    entries.push(entry);
    return entry;
  };
  return {
    id,
    key,
    entries,
    send,
    append,
    upload: (app, from, to) =>
      send(app, { path: PATHS.journal, body: uploadOf(entries, from, to) }),
  };
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export const toWire = (entry: Entry): WireEntry => ({
  seq: entry.seq,
  id: entry.id,
  kind: entry.kind,
  at: entry.at,
  body: Buffer.from(entry.body).toString('base64'),
  prev: hex(entry.prev),
  hash: hex(entry.hash),
  signature: hex(entry.signature),
});

export function uploadOf(entries: readonly Entry[], from: number, to: number) {
  const head = entries.at(-1)!;
  return {
    protocol: SYNC_PROTOCOL,
    from,
    to,
    entries: entries.slice(from - 1, to).map(toWire),
    head: { seq: head.seq, hash: hex(head.hash) },
  };
}

/** Makes a collective with a slug of its own, and gives its id. */
export async function addCollective(db: Db, slug: string): Promise<CollectiveId> {
  const id = toId<'Collective'>(makeUuid());
  await writeTransaction(db, (tx) =>
    tx.query
      .insertInto('collective')
      .values({
        id,
        slug: `${slug}-${id}`,
        name: slug,
        time_zone: 'Europe/Paris',
        cut_off_hour: 4,
        cushion_cents: 0,
        created_at: systemClock(),
      })
      .execute(),
  );
  return id;
}

/** Pairs a new station through the API. */
export async function pairStation(
  world: Pick<World, 'db' | 'deps' | 'app' | 'now'>,
  collectiveId: CollectiveId,
  station: TestStation = makeStation(),
): Promise<TestStation> {
  const { code } = await writeTransaction(world.db, (tx) =>
    createPairingCode(
      tx,
      { collectiveId, stationName: 'Bar', byPersonId: null },
      { cloudKey: world.deps.cloudKey, now: world.now() },
    ),
  );
  const response = await world.app.request(PATHS.pair, {
    method: 'POST',
    body: JSON.stringify({
      protocol: SYNC_PROTOCOL,
      code,
      stationId: station.id,
      publicKey: station.key.publicKeyHex,
    }),
  });
  pairAnswerSchema.parse(await response.json());
  return station;
}

/** The error of a refused request, checked against the contract. */
export async function errorOf(response: Response): Promise<ApiError> {
  const { error } = apiErrorSchema.parse(await response.json());
  if (response.status !== API_ERRORS[error.code].status) {
    throw new Error(`${error.code} came with status ${response.status}`);
  }
  return error;
}

export const codeOf = async (response: Response): Promise<string> => (await errorOf(response)).code;
