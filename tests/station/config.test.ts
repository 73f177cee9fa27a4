import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/station/config.ts';

const good = { STATION_DATA_DIR: '/tmp/x', STATION_CLOUD_URL: 'https://cloud.example/' };

describe('the settings of a station', () => {
  it('come from the environment, with defaults', () => {
    expect(readConfig(good)).toEqual({
      ok: true,
      value: {
        dataDir: '/tmp/x',
        cloudUrl: 'https://cloud.example',
        port: 4711,
        pcsc: true,
        wedgeByteOrder: 'first-byte-first',
        doorMsMax: 3_000,
        logLevel: 'info',
      },
    });
  });

  it('say how a door is opened: by an address with its secret, or a file with its arguments', () => {
    const config = readConfig({
      ...good,
      STATION_MODE: 'badge',
      STATION_DOOR_WEBHOOK: 'http://10.0.0.7/open',
      STATION_DOOR_SECRET: 'a secret of us two',
      STATION_DOOR_COMMAND: '/usr/local/bin/open-door',
      STATION_DOOR_ARGUMENTS: '["17", "--pulse=2 s"]',
      STATION_DOOR_MS_MAX: '500',
    });
    expect(config).toMatchObject({
      ok: true,
      value: {
        mode: 'badge',
        doorWebhook: 'http://10.0.0.7/open',
        doorSecret: 'a secret of us two',
        doorCommand: '/usr/local/bin/open-door',
        doorArguments: ['17', '--pulse=2 s'],
        doorMsMax: 500,
      },
    });
  });

  it.each([
    ['a variable that does not exist', { ...good, STATION_PROT: '1' }, /STATION_PROT/],
    ['a port that is no number', { ...good, STATION_PORT: 'abc' }, /STATION_PORT/],
    ['an address that is none', { ...good, STATION_CLOUD_URL: 'cloud' }, /STATION_CLOUD_URL/],
    ['a mode that is none', { ...good, STATION_MODE: 'door' }, /STATION_MODE/],
    ['a door without a secret', { ...good, STATION_DOOR_WEBHOOK: 'http://x/' }, /DOOR_SECRET/],
    ['a command that is no path', { ...good, STATION_DOOR_COMMAND: 'open; rm -r /' }, /whole path/],
    ['arguments that are no list', { ...good, STATION_DOOR_ARGUMENTS: '17' }, /DOOR_ARGUMENTS/],
    ['a missing folder', { STATION_CLOUD_URL: 'https://cloud.example' }, /STATION_DATA_DIR/],
  ])('are refused with %s, in a sentence that names it', (_, environment, sentence) => {
    const config = readConfig(environment);
    expect(config.ok).toBe(false);
    expect(config.ok ? '' : config.error).toMatch(sentence);
  });

  it('are refused with a typo in the file, or a file that is not JSON', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'station.json');
    writeFileSync(path, '{"dataDirr": "/tmp/x"}');
    expect(readConfig({ ...good, STATION_CONFIG: path })).toMatchObject({
      ok: false,
      error: expect.stringMatching(/unknown setting "dataDirr"; known: dataDir, port/) as string,
    });
    writeFileSync(path, '{');
    expect(readConfig({ ...good, STATION_CONFIG: path })).toMatchObject({ ok: false });
    expect(readConfig({ ...good, STATION_CONFIG: `${path}.missing` })).toMatchObject({ ok: false });
  });
});
