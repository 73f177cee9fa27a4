import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { verify } from '../../../src/cli/verify.ts';
import { openKeyFile } from '../../../src/station/journal/key-store.ts';
import { unwrap } from '../../../src/shared/result.ts';
import { STATION_PROJECTIONS } from '../../../src/station/projections/all.ts';
import { KEY, OTHER_KEY, makePlace, makeSales, open, tamper } from './made-journal.ts';
import type { Place } from './made-journal.ts';

const started = { kind: 'station.started@1', body: { version: '0.1.0' } } as const;

/** A journal as a station leaves it, with its own projections. */
function makeJournal(entries: number): Place {
  const place = makePlace({ projections: STATION_PROJECTIONS });
  const journal = open(place);
  for (let count = 0; count < entries; count += 1) unwrap(journal.append([started]));
  journal.close();
  return place;
}

const fr = { language: 'fr' } as const;

const PROGRAM = `
  import { Command } from 'commander';
  import { registerVerify } from './src/cli/verify.ts';
  const program = new Command();
  registerVerify(program);
  await program.parseAsync();
`;

const canMount =
  spawnSync('unshare', ['--map-root-user', '--mount', 'mount', '--bind', tmpdir(), tmpdir()])
    .status === 0;

describe('tibillet verify', () => {
  it('says that a journal is whole, by whose key, and up to where it is sealed', () => {
    const { options, folder } = makeJournal(3);
    const byFile = verify(options.databasePath, { ...fr, key: KEY.publicKeyHex });
    expect(byFile).toEqual({
      exitCode: 0,
      text: [
        'Ce journal est entier. Écritures : 3.',
        'Poste : 0199f2a0-7b1c-7000-8000-0000000000aa',
        `Clé du poste : ${KEY.publicKeyHex}`,
        'Scellé jusqu’à l’écriture 3.',
      ].join('\n'),
    });
    expect(verify(folder, { ...fr, key: KEY.publicKeyHex })).toEqual(byFile);
    expect(verify(folder, { language: 'en' }).text).toContain(
      'Compare it with the one in the office.',
    );
  });

  it('names each fault in plain words and ends with 2', () => {
    const place = makeJournal(6);
    tamper(place, (db) =>
      db.exec(`
        UPDATE entry SET body = CAST('{"version":"0.1.1"}' AS BLOB) WHERE seq = 2;
        DELETE FROM entry WHERE seq = 4;
      `),
    );
    const { exitCode, text } = verify(place.folder, { ...fr, key: KEY.publicKeyHex });
    expect(exitCode).toBe(2);
    expect(text.split('\n').slice(0, 5)).toEqual([
      'Ce journal n’est pas entier. Défauts : 2.',
      '- Écriture 2 : modifiée. Champ : contenu.',
      '- Il manque les écritures de 4 à 4.',
      'Écritures justes : 4 sur 5.',
      'Parmi elles, 3 sont justes, mais après un défaut.',
    ]);
    const json = JSON.parse(verify(place.folder, { ...fr, json: true }).text) as unknown;
    expect(json).toMatchObject({
      ok: false,
      isKeyTrusted: false,
      faults: [
        { kind: 'hash-mismatch', seq: 2, fields: ['body'] },
        { kind: 'missing-entry', from: 4, to: 4 },
      ],
    });
  });

  it('finds that nothing was signed by the key that should have', () => {
    const { folder } = makeJournal(2);
    const { exitCode, text } = verify(folder, { ...fr, key: OTHER_KEY.publicKeyHex });
    expect(exitCode).toBe(2);
    expect(text).toContain('- Écriture 1 : le poste ne l’a pas signée.');
    expect(text).toContain('- Le sceau du journal a été modifié ou abîmé.');
  });

  it('takes the key from the key file of the station', () => {
    const keyFile = join(makePlace().folder, 'station.key');
    const key = unwrap(openKeyFile(keyFile));
    const { folder } = makeSales(
      2,
      makePlace({ key, projections: STATION_PROJECTIONS.slice(0, 1) }),
    );
    const outcome = verify(folder, { ...fr, keyFile });
    expect(outcome.text).toContain(key.publicKeyHex);
    // Made with fewer projections than this version has: not compared, and said so.
    expect(outcome.text).toContain('Les tableaux viennent d’une autre version.');
    expect(outcome.exitCode).toBe(0);
    rmSync(keyFile);
    expect(verify(folder, { ...fr, keyFile }).exitCode).toBe(4);
  });

  it('ends with 3 when there is nothing to read, and with 4 when the key is not one', () => {
    const { folder, options } = makeJournal(1);
    expect(verify('/nowhere/at/all', fr)).toEqual({
      exitCode: 3,
      text: 'Ce fichier n’existe pas : /nowhere/at/all',
    });
    expect(verify(folder, { ...fr, key: 'abc' }).exitCode).toBe(4);
    const db = new Database(options.databasePath);
    db.pragma('user_version = 99');
    db.close();
    expect(verify(folder, fr).text).toContain('version plus récente');
    const other = join(folder, 'other.sqlite');
    writeFileSync(other, 'no database. '.repeat(100));
    expect(verify(other, { ...fr, json: true })).toMatchObject({ exitCode: 3 });
    expect(JSON.parse(verify(other, { ...fr, json: true }).text)).toMatchObject({
      ok: false,
      error: 'not-a-journal',
    });
  });

  it.runIf(canMount || process.env['CI'] === 'true')('reads a disk that is read-only', () => {
    const { folder } = makeJournal(2);
    const script =
      'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && cd "$1" && exec "$2" --input-type=module -e "$3" -- verify "$0"';
    const run = spawnSync(
      'unshare',
      [
        '--map-root-user',
        '--mount',
        'sh',
        '-c',
        script,
        folder,
        process.cwd(),
        process.execPath,
        PROGRAM,
      ],
      { encoding: 'utf8' },
    );
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  it('is a command of the command line', () => {
    const { folder } = makeJournal(2);
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM, '--', 'verify', ...args], {
        encoding: 'utf8',
      });
    expect(run(folder, '--json')).toMatchObject({ status: 0 });
    expect(JSON.parse(run(folder, '--json').stdout)).toMatchObject({ ok: true, entries: 2 });
    expect(run('/nowhere', '--language', 'en')).toMatchObject({
      status: 3,
      stdout: 'This file does not exist: /nowhere\n',
    });
    expect(run(folder, '--key', KEY.publicKeyHex, '--key-file', 'x').status).toBe(1);
  });
});
