import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ENTRY_BODY_SCHEMAS } from '../../src/contract/sync/entry-bodies.ts';
import { API_ERRORS, apiErrorSchema } from '../../src/contract/sync/errors.ts';
import * as badgeTopics from '../../src/contract/sync/badge-topics.ts';
import * as messages from '../../src/contract/sync/messages.ts';
import * as questions from '../../src/contract/sync/questions.ts';
import {
  LIMITS,
  PATHS,
  SYNC_PROTOCOL,
  SYNC_PROTOCOL_HISTORY,
} from '../../src/contract/sync/protocol.ts';
import {
  SIGNED_HEADERS,
  headTextToSign,
  requestTextToSign,
} from '../../src/contract/sync/signed-request.ts';

/**
 * What each protocol looks like on the wire. When the hash differs: raise SYNC_PROTOCOL, write
 * what it brings in SYNC_PROTOCOL_HISTORY and docs/protocol.md, and add the new hash here. Hashes
 * of protocols that were released are never changed.
 */
const HASHES: Readonly<Record<number, string>> = {
  1: '841c6e56e6659f9b951d865c45f38544601ff5be61a58fc56f5656d2dfbdbe6a',
  2: 'cdfa4ef33f28bf881d4300a30c4878ef9cf6ed8e34cb9626b5d5293240d5ced7',
  3: 'bce96b5dfe581fd853a1c0f0a25ebafaf1f435115756d0dcc0ec3cf43a16455d',
};

/** Ids and instants are checked by code, which JSON Schema cannot say; their limits are in it. */
const schemaText = (schema: z.ZodType): string =>
  JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));

function describeProtocol(): string {
  const schemas = [
    ...Object.entries(messages),
    ...Object.entries(badgeTopics),
    ...Object.entries(questions),
    ...Object.entries(ENTRY_BODY_SCHEMAS),
    ['apiError', apiErrorSchema] as const,
  ]
    .flatMap(([name, value]): readonly string[] => {
      if (value instanceof z.ZodType) return [`${name} ${schemaText(value)}`];
      return typeof value === 'number' ? [`${name} ${value}`] : [];
    })
    .toSorted();
  const request = {
    stationId: 'station',
    at: 'at',
    nonce: 'nonce',
    method: 'post',
    path: '/path?query',
    bodySha256Hex: 'hash',
  };
  return [
    ...schemas,
    JSON.stringify(API_ERRORS),
    JSON.stringify(LIMITS),
    JSON.stringify({
      ...PATHS,
      releaseReserve: PATHS.releaseReserve('ID'),
      releaseGoodsHold: PATHS.releaseGoodsHold('ID'),
    }),
    JSON.stringify(SIGNED_HEADERS),
    requestTextToSign(request),
    headTextToSign('station', 1, 'hash'),
  ].join('\n');
}

describe('the protocol between station and cloud', () => {
  it('is the one that its number stands for', () => {
    const hash = createHash('sha256').update(describeProtocol()).digest('hex');
    expect(hash).toBe(HASHES[SYNC_PROTOCOL]);
  });

  it('says what each number brought, in order and without a hole', () => {
    expect(SYNC_PROTOCOL_HISTORY.map(({ number }) => number)).toEqual(
      Array.from({ length: SYNC_PROTOCOL }, (_, index) => index + 1),
    );
    expect(Object.keys(HASHES)).toHaveLength(SYNC_PROTOCOL);
  });

  it('is seen to change when a field does', () => {
    const changed = messages.pairRequestSchema.extend({ more: z.int() });
    expect(schemaText(changed)).not.toBe(schemaText(messages.pairRequestSchema));
    const looser = z.strictObject({ ...messages.wireEntrySchema.shape, kind: z.string().max(65) });
    expect(schemaText(looser)).not.toBe(schemaText(messages.wireEntrySchema));
  });
});
