import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STATION_CONFIG_ENV } from '../../src/contract/config/station.ts';
import { KNOWLEDGE, PASSES } from '../helpers/station-knowledge.ts';
import { openPairedRig } from '../helpers/station-rig.ts';

/** Nothing listens on port 9: this station was paired, learnt its catalogue, then lost the network. */
const NO_CLOUD = 'http://127.0.0.1:9';

export type PreparedStation = {
  readonly dataDir: string;
  /** The settings with which the window starts it. */
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
};

/** The folder of a station that can sell: its journal, its catalogue and a Pass in the tray. */
export async function prepareStation(): Promise<PreparedStation> {
  const folder = mkdtempSync(join(tmpdir(), 'window-'));
  const dataDir = join(folder, 'station');
  mkdirSync(dataDir, { mode: 0o700 });
  const rig = await openPairedRig({ dataDir });
  rig.know(KNOWLEDGE);
  const identity = { stationId: rig.stationId, kioskKey: '0'.repeat(32) };
  await rig.close();
  writeFileSync(join(dataDir, 'identity.json'), JSON.stringify(identity), { mode: 0o600 });
  const passesPath = join(folder, 'passes.json');
  const label = { fr: 'Pass de Lou', en: 'Lou’s Pass' };
  const hint = { fr: '10,00 €', en: '€10.00' };
  writeFileSync(passesPath, JSON.stringify([{ uid: PASSES.half.uid, label, hint }]));
  return {
    dataDir,
    env: {
      [STATION_CONFIG_ENV.dataDir]: dataDir,
      [STATION_CONFIG_ENV.cloudUrl]: NO_CLOUD,
      // The same one after each restart, as on a real kiosk.
      [STATION_CONFIG_ENV.port]: String(await findFreePort()),
      [STATION_CONFIG_ENV.pcsc]: '0',
      [STATION_CONFIG_ENV.demoPassesPath]: passesPath,
      [STATION_CONFIG_ENV.logLevel]: 'warn',
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
