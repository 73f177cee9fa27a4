import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ENTRY_BODY_SCHEMAS } from '../../../src/contract/sync/entry-bodies.ts';
import { parseCanonical } from '../../../src/domain/journal/canonical-json.ts';
import { toId } from '../../../src/shared/ids.ts';
import { sha256, signingKeyFromSeed } from '../../../src/shared/node/crypto.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { systemClock } from '../../../src/shared/time.ts';
import { checkJournalFiles } from '../../../src/station/journal/check-files.ts';
import { openJournal } from '../../../src/station/journal/journal.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';

const FROZEN = join(import.meta.dirname, '../../fixtures/journal/v1');

type Expected = {
  readonly stationId: string;
  readonly publicKeyHex: string;
  readonly entries: readonly {
    readonly seq: number;
    readonly kind: string;
    readonly body: string;
    readonly hash: string;
  }[];
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const expected = JSON.parse(readFileSync(join(FROZEN, 'expected.json'), 'utf8')) as Expected;

let folder: string;
let databasePath: string;
let sealPath: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frozen-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(FROZEN, folder, { recursive: true });
  databasePath = join(folder, 'journal.sqlite');
  sealPath = join(folder, 'journal.seal');
});

describe('the frozen journal of version 1', () => {
  it('is the one that was frozen', () => {
    const file = (name: string): string => hex(sha256(readFileSync(join(FROZEN, name))));
    expect(file('expected.json')).toBe(
      '4645c23c70d7efb6d3b17227fa353773d7c64b8cb59edfc70ddc8661b2fd2d17',
    );
    expect(file('journal.seal')).toBe(
      'fcad0ca0c61f93b3520f2328d45646cdafd3cfe83d9a44ad9cc78a9ab4085d88',
    );
  });

  it('is whole for ever', () => {
    const { publicKeyHex } = expected;
    const report = unwrap(checkJournalFiles({ databasePath, sealPath, publicKeyHex }));
    expect(report).toMatchObject({
      entries: 9,
      sound: 9,
      sealedSeq: 9,
      countersignedSeq: 5,
      faults: [],
      notes: [],
    });
  });

  it('is read, understood and written on by the station of today', () => {
    const journal = unwrap(
      openJournal({
        databasePath,
        sealPath,
        key: signingKeyFromSeed(new Uint8Array(32).fill(0x51)),
        stationId: toId<'Station'>(expected.stationId),
        clock: systemClock,
        makeId: () => '0199f2a0-7b1c-7000-9000-0000000fffff',
        projections: STATION_PROJECTIONS,
      }),
    );
    expect(journal.health()).toEqual({ kind: 'whole', notes: [] });
    const entries = journal.read(1, 100);
    expect(
      entries.map(({ seq, kind, body, hash }) => ({
        seq,
        kind,
        body: Buffer.from(body).toString(),
        hash: hex(hash),
      })),
    ).toEqual(expected.entries.map(({ seq, kind, body, hash }) => ({ seq, kind, body, hash })));
    for (const { kind, body } of entries) {
      const schema = ENTRY_BODY_SCHEMAS[kind as keyof typeof ENTRY_BODY_SCHEMAS];
      expect(schema.safeParse(parseCanonical(body))).toMatchObject({ success: true });
    }
    unwrap(journal.append([{ kind: 'station.started@1', body: { version: '9.9.9' } }]));
    journal.close();
    expect(unwrap(checkJournalFiles({ databasePath, sealPath })).faults).toEqual([]);
  });
});

const python = (...args: readonly string[]) =>
  spawnSync('python3', [join(import.meta.dirname, 'verify_journal.py'), ...args], {
    encoding: 'utf8',
  });

const canReadStrict =
  spawnSync('python3', [
    '-c',
    'import sqlite3, sys; sys.exit(sqlite3.sqlite_version_info < (3, 37))',
  ]).status === 0;

describe.runIf(canReadStrict || process.env['CI'] === 'true')(
  'a checker that was written from the manual alone, in another language',
  () => {
    it('finds the frozen journal whole', () => {
      const told = python(databasePath, sealPath, expected.publicKeyHex);
      expect(told).toMatchObject({ status: 0, stdout: 'whole: 9 entries\n', stderr: '' });
    });

    it('finds a changed amount, a changed seal and another key', () => {
      const seal = readFileSync(sealPath);
      writeFileSync(sealPath, Buffer.from(seal).fill(1, 30, 31));
      expect(python(databasePath, sealPath).stderr).toContain('the seal is not signed');
      writeFileSync(sealPath, seal);
      const otherKey = signingKeyFromSeed(new Uint8Array(32).fill(1)).publicKeyHex;
      expect(python(databasePath, sealPath, otherKey).stderr).toContain('entry 1 is not signed');
      const bytes = readFileSync(databasePath);
      bytes.write('"totalCents":930', bytes.indexOf('"totalCents":530'));
      writeFileSync(databasePath, bytes);
      expect(python(databasePath, sealPath).stderr).toContain('entry 6 was changed');
    });
  },
);
