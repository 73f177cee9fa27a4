import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENTRY_PROBLEMS } from '../../src/cloud/sync/read-entry.ts';
import { API_ERRORS } from '../../src/contract/sync/errors.ts';
import { SYNC_PROTOCOL_HISTORY } from '../../src/contract/sync/protocol.ts';
import { FEED_TOPICS } from '../../src/cloud/sync/feed-cursor.ts';
import { sha256, signingKeyFromSeed } from '../../src/shared/node/crypto.ts';

const page = readFileSync('docs/protocol.md', 'utf8');

describe('docs/protocol.md', () => {
  it('signs its example as the code does', () => {
    const [text = ''] = /^tibillet-station-request-1\n019b[^`]*(?=\n```)/m.exec(page) ?? [];
    const key = signingKeyFromSeed(Uint8Array.from({ length: 32 }, (_, index) => index));
    const signature = Buffer.from(key.sign(Buffer.from(text))).toString('hex');
    const bodyHash = Buffer.from(sha256(Buffer.from('{}'))).toString('hex');
    expect(text.split('\n')).toHaveLength(7);
    expect(text.endsWith(bodyHash)).toBe(true);
    expect(page).toContain(key.publicKeyHex);
    expect(page).toContain(signature);
  });

  it.each([...Object.keys(API_ERRORS), ...ENTRY_PROBLEMS, ...FEED_TOPICS])('names %s', (word) => {
    expect(page).toContain(`\`${word}\``);
  });

  it('tells what each protocol brought', () => {
    for (const { number, brought } of SYNC_PROTOCOL_HISTORY) {
      expect(page).toMatch(new RegExp(`\\| ${number} +\\| ${brought}`));
    }
  });
});
