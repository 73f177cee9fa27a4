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
        logLevel: 'info',
      },
    });
  });

  it.each([
    ['a variable that does not exist', { ...good, STATION_PROT: '1' }, /STATION_PROT/],
    ['a port that is no number', { ...good, STATION_PORT: 'abc' }, /STATION_PORT/],
    ['an address that is none', { ...good, STATION_CLOUD_URL: 'cloud' }, /STATION_CLOUD_URL/],
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
