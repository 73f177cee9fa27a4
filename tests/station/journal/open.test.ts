import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { toId } from '../../../src/shared/ids.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { openJournal } from '../../../src/station/journal/journal.ts';
import { keyFromSeedHex, openKeyFile } from '../../../src/station/journal/key-store.ts';
import type { Projection } from '../../../src/station/journal/projection.ts';
import {
  OTHER_KEY,
  STATION,
  check,
  makePlace,
  makeSales,
  open,
  placeIn,
  saleDraft,
} from './made-journal.ts';
import type { Place } from './made-journal.ts';
import { TEST_PROJECTIONS } from './test-projections.ts';

const refusal = (place: Place): string => {
  const opened = openJournal(place.options);
  if (!opened.ok) return opened.error.code;
  opened.value.close();
  return 'opened';
};

describe('a journal', () => {
  it('is opened by one process only, in this process and in another', () => {
    const place = makeSales(1);
    const journal = open(place);
    expect(refusal(place)).toBe('locked');
    const program = `
      import { openJournal } from ${JSON.stringify(join(process.cwd(), 'src/station/journal/journal.ts'))};
      import { signingKeyFromSeed } from ${JSON.stringify(join(process.cwd(), 'src/shared/node/crypto.ts'))};
      const opened = openJournal({
        databasePath: ${JSON.stringify(place.options.databasePath)},
        sealPath: ${JSON.stringify(place.options.sealPath)},
        key: signingKeyFromSeed(new Uint8Array(32).fill(7)),
        stationId: ${JSON.stringify(STATION)},
        clock: () => '2026-11-03T13:30:00.000Z', makeId: () => '', projections: [],
      });
      process.stdout.write(opened.ok ? 'opened' : opened.error.code);
    `;
    const other = (): string =>
      spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
        .stdout;
    expect(other()).toBe('locked');
    journal.close();
    expect(other()).toBe('opened');
  });

  it('of a newer version is refused, and left as it is', () => {
    const place = makeSales(1);
    const db = new Database(place.options.databasePath);
    db.pragma('user_version = 7');
    db.close();
    const before = readFileSync(place.options.databasePath);
    const opened = openJournal(place.options);
    expect(opened).toMatchObject({ ok: false, error: { code: 'newer-version' } });
    expect(readFileSync(place.options.databasePath).equals(before)).toBe(true);
  });

  it('is not taken for one when the file is something else', () => {
    const text = makePlace();
    writeFileSync(text.options.databasePath, 'Not a database at all. '.repeat(100));
    expect(refusal(text)).toBe('not-a-journal');
    const other = makePlace();
    const db = new Database(other.options.databasePath);
    db.exec('CREATE TABLE recipe(name TEXT)');
    db.close();
    expect(refusal(other)).toBe('not-a-journal');
    expect(new Database(other.options.databasePath).prepare('SELECT * FROM recipe').all()).toEqual(
      [],
    );
  });

  it('of another station or another key is refused', () => {
    const place = makeSales(1);
    const stationId = toId<'Station'>('0199f2a0-7b1c-7000-8000-0000000000bb');
    expect(refusal(placeIn(place.folder, { stationId }))).toBe('wrong-station');
    expect(refusal(placeIn(place.folder, { key: OTHER_KEY }))).toBe('wrong-key');
    expect(refusal(place)).toBe('opened');
  });

  it('that is gone while its seal names entries is not begun anew', () => {
    const place = makeSales(2);
    rmSync(place.options.databasePath);
    expect(refusal(place)).toBe('journal-missing');
    expect(existsSync(place.options.databasePath)).toBe(false);
  });

  it('in a folder that does not exist says so', () => {
    expect(refusal(placeIn('/nowhere/at/all'))).toBe('io');
  });

  it('leaves nothing open after a refusal', () => {
    const place = makeSales(1);
    expect(refusal(placeIn(place.folder, { key: OTHER_KEY }))).toBe('wrong-key');
    unwrap(open(place).append([saleDraft(2)]));
  });

  it('rebuilds its projections when one is added, changed or left out', () => {
    const place = makeSales(3);
    const counter: Projection = {
      name: 'counter',
      tables:
        'CREATE TABLE seen(one INTEGER PRIMARY KEY, entries INTEGER); INSERT INTO seen VALUES (1, 0)',
      apply: (db) => void db.prepare('UPDATE seen SET entries = entries + 1').run(),
    };
    const more = placeIn(place.folder, { projections: [...TEST_PROJECTIONS, counter] });
    const journal = open(more);
    expect(journal.database.prepare('SELECT entries FROM seen').pluck().get()).toBe(3);
    journal.close();
    const less = open(place);
    expect(() => less.database.prepare('SELECT * FROM seen')).toThrow(/no such table/);
    expect(less.database.prepare('SELECT cents FROM takings').pluck().get()).toBe(306);
    less.close();
    expect(check(place).faults).toEqual([]);
  });

  it('rebuilds its projections when asked', () => {
    const place = makeSales(3);
    const db = new Database(place.options.databasePath);
    db.exec('UPDATE takings SET cents = 0');
    db.close();
    const journal = open(place);
    journal.rebuildProjections();
    expect(journal.database.prepare('SELECT cents FROM takings').pluck().get()).toBe(306);
    unwrap(journal.append([saleDraft(4)]));
  });
});

describe('the key file', () => {
  it('is made once, for its owner only, and gives the same key again', () => {
    const { folder } = makePlace();
    const path = join(folder, 'station.key');
    const key = unwrap(openKeyFile(path));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(unwrap(openKeyFile(path)).publicKeyHex).toBe(key.publicKeyHex);
    expect(readdirSync(folder)).toEqual(['station.key']);
    const seed = readFileSync(path, 'utf8');
    expect(unwrap(keyFromSeedHex(seed)).publicKeyHex).toBe(key.publicKeyHex);
  });

  it('is refused when others can read it, when it is damaged, and when it is gone', () => {
    const { folder } = makePlace();
    const path = join(folder, 'station.key');
    unwrap(openKeyFile(path));
    chmodSync(path, 0o640);
    expect(openKeyFile(path)).toMatchObject({ ok: false, error: { code: 'readable-by-others' } });
    chmodSync(path, 0o600);
    writeFileSync(path, 'abc');
    expect(openKeyFile(path)).toMatchObject({ ok: false, error: { code: 'not-a-key' } });
    rmSync(path);
    expect(openKeyFile(path, { makes: false })).toMatchObject({
      ok: false,
      error: { code: 'missing' },
    });
    mkdirSync(path);
    expect(openKeyFile(path)).toMatchObject({ ok: false, error: { code: 'not-a-key' } });
    expect(openKeyFile('/nowhere/at/all/station.key')).toMatchObject({
      ok: false,
      error: { code: 'io' },
    });
  });
});
