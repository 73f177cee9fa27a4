import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseProgram } from '../../../electron/main/program.ts';
import { STATION_NODE_ARGS } from '../../../src/shared/node/station-node.ts';
import type { Places } from '../../../electron/main/program.ts';
import { readWindowConfig } from '../../../src/contract/config/window.ts';
import {
  exitCodeOfFailure,
  isReadyMessage,
  readSupervisedMessage,
} from '../../../src/contract/supervised.ts';
import { unwrap } from '../../../src/shared/result.ts';

describe('the settings of the window', () => {
  test('are none at all in the usual case', () => {
    expect(unwrap(readWindowConfig({ PATH: '/bin', STATION_PORT: '1' }))).toEqual({
      fullScreen: false,
      language: 'fr',
      customerDisplay: 'auto',
    });
  });

  test('are read from the environment', () => {
    const settings = unwrap(
      readWindowConfig({
        KIOSK_PROGRAM: 'station',
        KIOSK_FULL_SCREEN: '1',
        KIOSK_HELPER: 'Nolwenn',
        KIOSK_LANGUAGE: 'en',
        KIOSK_NODE: '',
        KIOSK_CUSTOMER_DISPLAY: 'off',
      }),
    );
    expect(settings).toEqual({
      program: 'station',
      fullScreen: true,
      helper: 'Nolwenn',
      language: 'en',
      customerDisplay: 'off',
    });
  });

  test.each([
    [{ KIOSK_FULSCREEN: '1' }, 'Unknown variable KIOSK_FULSCREEN'],
    [{ KIOSK_FULL_SCREEN: 'yes' }, 'KIOSK_FULL_SCREEN must be 0 or 1'],
    [{ KIOSK_PROGRAM: 'cloud' }, 'KIOSK_PROGRAM must be station or demo'],
    [{ KIOSK_CUSTOMER_DISPLAY: '2' }, 'KIOSK_CUSTOMER_DISPLAY must be auto, off or window'],
    [{ KIOSK_LANGUAGE: 'br' }, 'KIOSK_LANGUAGE must be fr or en'],
    [{ KIOSK_HELPER: 'x'.repeat(121) }, 'KIOSK_HELPER must be 120 characters at most'],
  ])('a mistake is named: %o', (environment, words) => {
    const read = readWindowConfig(environment);
    expect(read).toEqual({ ok: false, error: expect.stringContaining(words) as string });
  });
});

describe('what the window starts', () => {
  let folder = '';
  let places: Places;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'window-program-'));
    places = { stationFolder: folder, demoFolder: '/demo', isPackaged: true };
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'node'), '');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is the demo when there is no station of its own', () => {
    expect(chooseProgram({}, { PATH: '/bin' }, places)).toMatchObject({
      kind: 'demo',
      nodePath: join(folder, 'bin', 'node'),
      programPath: join(folder, 'dist', 'node', 'cli', 'main.js'),
      args: ['start', '--headless', '--data', '/demo'],
    });
  });

  test.each([{ STATION_DATA_DIR: '/data' }, { STATION_CONFIG: '/etc/station.json' }])(
    'is the station that the environment names: %o',
    (environment) => {
      expect(chooseProgram({}, environment, places)).toMatchObject({
        kind: 'station',
        programPath: join(folder, 'dist', 'node', 'station', 'main.js'),
        nodeArgs: STATION_NODE_ARGS,
        args: [],
      });
    },
  );

  test('is what the settings say, with the Node that they say', () => {
    const chosen = chooseProgram({ program: 'station', nodePath: '/my/node' }, {}, places);
    expect(chosen).toMatchObject({ kind: 'station', nodePath: '/my/node' });
  });

  test('takes the Node of the machine when none came with it', () => {
    rmSync(join(folder, 'bin'), { recursive: true });
    expect(chooseProgram({}, {}, places).nodePath).toBe('node');
  });

  test('19 in a packed app nobody changes the Node that holds the key', () => {
    const environment = { NODE_OPTIONS: '--require /evil.js', STATION_DATA_DIR: '/data' };
    expect(chooseProgram({}, environment, places).env).toEqual({ STATION_DATA_DIR: '/data' });
    const inCheckout = chooseProgram({}, environment, { ...places, isPackaged: false });
    expect(inCheckout.env).toEqual(environment);
  });
});

describe('what a station says to its supervisor', () => {
  test('is read when it is in the list', () => {
    const kioskUrl = 'http://127.0.0.1:4711/?key=00';
    expect(readSupervisedMessage({ kind: 'ready', kioskUrl })).toEqual({ kind: 'ready', kioskUrl });
    expect(isReadyMessage({ kind: 'ready', kioskUrl })).toBe(true);
    expect(readSupervisedMessage({ kind: 'leave-allowed' })).toEqual({ kind: 'leave-allowed' });
    const failure = { kind: 'failed', reason: 'disk-full', detail: 'No room.' };
    expect(readSupervisedMessage(failure)).toEqual(failure);
  });

  test.each([
    [{ kind: 'ready', kioskUrl: 'http://example.org/' }],
    [{ kind: 'ready', kioskUrl: 'https://127.0.0.1/' }],
    [{ kind: 'ready', kioskUrl: 'file:///etc/passwd' }],
    [{ kind: 'ready' }],
    [{ kind: 'failed', reason: 'tired', detail: '' }],
    [{ kind: 'failed', reason: 'other', detail: 'x'.repeat(2_001) }],
    [{ kind: 'run', command: 'rm' }],
    ['ready'],
    [null],
  ])('is nothing otherwise: %o', (message) => {
    expect(readSupervisedMessage(message)).toBeNull();
    expect(isReadyMessage(message)).toBe(false);
  });

  test('its exit code tells whether time may help', () => {
    expect(exitCodeOfFailure('port-taken')).toBe(75);
    expect(exitCodeOfFailure('newer-version')).toBe(78);
  });
});
